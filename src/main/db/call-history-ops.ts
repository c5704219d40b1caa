import {
  isMissedCall,
  type CallCursor,
  type CallDay,
  type CallFilter,
  type CallRow,
} from '../../shared/domain/call-history.ts';
import { maskPhone } from '../../shared/text/mask-number.ts';
import { digitsOf } from './call-line.ts';
import type { ListedCall } from './queries/call-lines.ts';
import type { SeatSession } from './seat-session.ts';

export function listCalls(
  session: SeatSession,
  filter: CallFilter,
  limit: number,
  before: CallCursor | undefined,
): CallRow[] {
  return session.tables.callLines.list(filter, limit, before).map((call) => toRow(session, call));
}

const shownMissed = 20;

/** The agent's calls since `since`, UTC epoch ms, and what he missed at any time. `isPractice`: those count, or the live ones. */
export function callDay(session: SeatSession, since: number, isPractice: boolean): CallDay {
  const { callLines } = session.tables;
  const missed = callLines.missed(shownMissed, isPractice);
  const lastOutgoing = callLines.lastOutgoing(isPractice);
  return {
    byLanguage: callLines.figures(since, isPractice),
    missed: {
      count: callLines.missedCount(isPractice),
      rows: missed.map((call) => toRow(session, call)),
      upTo: missed[0]?.record.endedAt ?? 0,
    },
    ...(lastOutgoing ? { lastOutgoing: toRow(session, lastOutgoing) } : {}),
  };
}

export function dismissMissed({ tables }: SeatSession, upTo: number, now: number): void {
  tables.inTransaction(() => tables.callLines.dismissMissed(upTo, now));
}

/** Many exchanges send the number for a name: it is no less a number for that. */
function nameOf(displayName: string | undefined): string | undefined {
  return displayName !== undefined && digitsOf(displayName).length < 5 ? displayName : undefined;
}

function toRow({ customers }: SeatSession, { record, isDismissed }: ListedCall): CallRow {
  const {
    said: _said,
    numberShownAt: _shown,
    transfer: _transfer,
    rating: _rating,
    quality: _quality,
    dialog: _dialog,
    holds: _holds,
    longCall,
    ...shown
  } = record;
  const { facts, number, ...rest } = shown;
  const customer = facts.customerId === undefined ? undefined : customers.get(facts.customerId);
  const name = customer ? `${customer.name} ${customer.salutation}`.trim() : nameOf(facts.displayName);
  const language = facts.language ?? customer?.language;
  const maskedNumber = maskPhone(number ?? facts.number);
  return {
    ...rest,
    direction: facts.direction,
    maskedNumber,
    isWithheld: maskedNumber === '',
    ...(name === undefined ? {} : { name }),
    ...(facts.customerId === undefined ? {} : { customerId: facts.customerId }),
    ...(facts.queue === undefined ? {} : { queue: facts.queue }),
    ...(language === undefined ? {} : { language }),
    isPractice: facts.isPractice,
    ...(longCall?.isOn && { isLongCall: true }),
    startedAt: facts.startedAt,
    isMissed: isMissedCall(record),
    isDismissed,
  };
}
