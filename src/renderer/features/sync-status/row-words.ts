import type { TFunction } from 'i18next';
import type { DiscardedRow, WaitingRow } from '../../../shared/sync/waiting-row.ts';
import type { SyncStatusReport } from '../../../shared/ipc/contract.ts';
import { formatClock } from '../../i18n/format.ts';

/** What only others can say in words: a ticket's sub-type, the field that the centre names. */
export interface RowWords {
  readonly subType: (about: WaitingRow['about']) => string;
  readonly field: (kind: WaitingRow['kind'], field: string, about: WaitingRow['about']) => string;
}

type T = TFunction<['outbox', 'tickets', 'phrases', 'book', 'additions', 'tasks']>;

/** Codes of the centre that have a sentence of their own. */
export const knownRefusals = [
  ...(['mutation.invalid', 'mutation.badSignature', 'mutation.unknownKind', 'mutation.idReused'] as const),
  ...(['mutation.wrongAgent', 'mutation.idMismatch', 'seal.unreadable'] as const),
  ...(['ticket.missingField', 'ticket.fieldInvalid', 'ticket.unknownForm', 'ticket.numberTaken'] as const),
  ...(['ticket.otherAuthor', 'ticket.textChanged', 'ticket.unknownBase'] as const),
  ...(['call.otherAuthor', 'call.practice', 'customer.unknown', 'customer.idTaken', 'customer.fieldChanged'] as const),
  ...(['task.idTaken', 'task.unknown', 'task.closed', 'task.takenByOther'] as const),
  ...(['line.idTaken', 'line.notYourLanguage', 'exam.unknown', 'exam.notYours', 'exam.notNow', 'exam.over'] as const),
] as const;

/** Of additions to tickets, in the words that stand beside them. */
const additionRefusals = [
  ...(['ticket.unknown', 'ticket.ended', 'sms.noPort', 'sms.notMobile', 'sms.foreignNumber'] as const),
  ...(['sms.textNotApproved', 'sms.textDiffers', 'sms.tooMany', 'sms.tooLate'] as const),
] as const;

/** For what the row is, in as many words as are known. */
export function aboutText(
  t: T,
  { kind, about }: Pick<WaitingRow | DiscardedRow, 'kind' | 'about'>,
  words: RowWords,
): string {
  const { number, type, name, phone, title, lang, line, deed, format, list, count, fields } = about;
  return [
    number,
    type && [t(`tickets:type.${type}`), words.subType(about)].filter(Boolean).join(' · '),
    name,
    phone,
    title,
    line,
    lang && kind !== 'ticket.submit' ? t(`phrases:language.${lang}`) : undefined,
    deed && t(`outbox:deed.${deed}`),
    list && t(`book:list.${list}`),
    format && t(`book:exportAs.${format}`),
    count === undefined ? undefined : t('book:count', { count }),
    fields?.map((field) => t(`outbox:field.${field}`)).join('、'),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Why it has not arrived. */
export function whyText(
  t: T,
  locale: string,
  row: WaitingRow,
  report: SyncStatusReport | undefined,
  words: RowWords,
): string {
  const { state, kind, about } = row;
  switch (state.kind) {
    case 'refused':
      return refusalText(t, state.code, state.field === undefined ? '' : words.field(kind, state.field, about));
    case 'sending':
      return t('outbox:why.sending');
    case 'paused':
      return t('outbox:why.paused', { time: formatClock(locale, state.until) });
    case 'behind': {
      const first = t(`outbox:kind.${state.first}`);
      return t(state.isRefused ? 'outbox:why.behindRefused' : 'outbox:why.behind', { first });
    }
    case 'waiting':
      return waitingText(t, locale, report);
  }
}

function refusalText(t: T, said: string, field: string): string {
  const code = knownRefusals.find((each) => each === said);
  if (code) return t(`outbox:refusal.${code}`, { field });
  const ofAddition = additionRefusals.find((each) => each === said);
  if (ofAddition) return t(`additions:refusal.${ofAddition}`);
  if (said === 'ticket.unknownParent') return t('tickets:refusal.ticket.unknownParent', { field });
  if (said === 'task.notForThem') return t('tasks:refusal.task.notForThem');
  return t('outbox:refusal.other', { code: [said, field].filter(Boolean).join(' · ') });
}

function waitingText(t: T, locale: string, report: SyncStatusReport | undefined): string {
  if (report?.isRefused) return t('outbox:why.signInAgain');
  if (report && !report.isOnline) {
    const since = report.offlineSince;
    return since === undefined
      ? t('outbox:why.offline')
      : t('outbox:why.offlineSince', { time: formatClock(locale, since) });
  }
  if (report?.busyUntil !== undefined) return t('outbox:why.busy', { time: formatClock(locale, report.busyUntil) });
  return t('outbox:why.next');
}
