import type { Festival } from '../domain/festival.ts';
import type { Moment } from '../domain/moment.ts';
import type { FlowName } from './flows/script-state.ts';
import { isOverdue } from './moment-fit.ts';

/** Why a line stands where it stands; the page has a text for each code, filled with the params. */
export interface Reason {
  readonly code: ReasonCode;
  readonly params?: Readonly<Record<string, string | number>>;
}

export const reasonCodes = [
  'callStarts',
  'returningCaller',
  'waited',
  'festival',
  'hour',
  'outbound',
  'next',
  'closing',
  'onHold',
  'backFromHold',
  'leaderConfirmed',
  'flow',
  'noCommonLanguage',
  'ticketOpen',
  'ticketOverdue',
  'notice',
  'closed',
  'other',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

interface ReasonFacts {
  readonly phase: string;
  readonly callsInTwoDays: number;
  readonly waitedS?: number | undefined;
  readonly ticket?: { readonly number: string; readonly dueAt?: number | undefined } | undefined;
  readonly now: number;
}

/** The strongest reason that holds for a moment at its place. */
export function reasonOf(
  { kind, when = {} }: Moment,
  { flow }: { readonly flow?: FlowName },
  facts: ReasonFacts,
  festival: Festival | undefined,
): Reason {
  if (flow === 'hold') return { code: facts.phase === 'held' ? 'onHold' : 'backFromHold' };
  if (flow === 'abuse') return { code: 'leaderConfirmed' };
  if (flow === 'noCommonLanguage') return { code: 'noCommonLanguage' };
  if (when.direction === 'outbound' || when.errand) return { code: 'outbound' };
  if (when.returning) return { code: 'returningCaller', params: { count: facts.callsInTwoDays } };
  if (when.ticket && facts.ticket) {
    const code = isOverdue(facts.ticket, facts.now) ? 'ticketOverdue' : 'ticketOpen';
    return { code, params: { number: facts.ticket.number } };
  }
  if (when.notice) return { code: 'notice' };
  if (when.closed) return { code: 'closed' };
  if (when.festival && festival) return { code: 'festival', params: { festival } };
  if (when.waitedS !== undefined) return { code: 'waited', params: { minutes: Math.round((facts.waitedS ?? 0) / 60) } };
  if (flow && flow !== 'closing') return { code: 'flow' };
  if (kind.startsWith('closing.')) return { code: 'closing' };
  if (kind === 'greeting') return { code: when.hours ? 'hour' : 'callStarts' };
  return { code: kind === 'verify' || kind === 'noting' ? 'next' : 'other' };
}
