import { needsWrapUp, type CallRecord, type Disposition } from '../../shared/domain/call.ts';
import { callTimes, isMissedCall } from '../../shared/domain/call-history.ts';
import type { Customer } from '../../shared/domain/customer.ts';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import { foldText } from '../../shared/text/fold-text.ts';

/** What of a call is searched, listed and summed up, beside its record: small, so that thousands are read in no time. */
export interface CallLine {
  readonly startedAt: number;
  /** Null while the call goes on. */
  readonly endedAt: number | null;
  readonly language: CallerLanguage | null;
  readonly disposition: Disposition | null;
  readonly isAnswered: number;
  readonly isPractice: number;
  readonly isMissed: number;
  /** Closed with the prefilled disposition, or with none. */
  readonly isUnconfirmed: number;
  readonly talkMs: number;
  readonly heldMs: number;
  readonly wrapUpMs: number;
  /** Of the number, as sent and as E.164. */
  readonly digits: string;
  /** Folded: name, queue, notes. */
  readonly words: string;
}

/** `customer` as he is known now. */
export function lineOf(record: CallRecord, customer: Customer | undefined): CallLine {
  const { facts, answeredAt, endedAt, disposition, notes, wrappedUpAt, isDispositionConfirmed } = record;
  const words = [customer?.name, customer?.salutation, facts.displayName, facts.queue, notes];
  return {
    startedAt: facts.startedAt,
    endedAt: endedAt ?? null,
    language: facts.language ?? customer?.language ?? null,
    disposition: disposition ?? null,
    isAnswered: Number(answeredAt !== undefined),
    isPractice: Number(facts.isPractice),
    isMissed: Number(isMissedCall(record)),
    isUnconfirmed: Number(
      answeredAt !== undefined &&
        needsWrapUp(facts, record.endReason) &&
        wrappedUpAt !== undefined &&
        (isDispositionConfirmed === false || disposition === undefined),
    ),
    ...callTimes(record),
    digits: [facts.number, record.number ?? ''].map(digitsOf).join(' '),
    words: foldText(words.filter((part) => part !== undefined && part !== '').join('\n')).text,
  };
}

/** ASCII digits of a text, whatever digits it is written in. */
export function digitsOf(text: string): string {
  return foldText(text).text.replace(/\D/g, '');
}
