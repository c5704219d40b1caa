import type { ScriptEvent } from './flow.ts';
import { tableFlow } from './table-flow.ts';

/** Stop-loss: verify the transfer, look for a stranger or a shared screen, freeze, report to the police. */
export type RiskState =
  | 'none'
  | 'opened'
  | 'verified'
  | 'payeeAsked'
  | 'screenAsked'
  | 'stopped'
  | 'freezing'
  | 'frozen'
  | 'refused'
  | 'done';

export const riskCallback = tableFlow<RiskState>({
  governs: ['risk'],
  initial: 'none',
  rows: {
    // A caller with a swallowed card or an alarm of his own may be told at any time.
    none: { opens: ['risk.card', 'risk.police'], on: { 'risk.open': 'opened' } },
    opened: {
      wants: ['risk.verify'],
      opens: ['risk.unreachable'],
      on: { 'risk.verify': 'verified', 'risk.unreachable': 'none' },
    },
    verified: {
      wants: ['risk.payee'],
      opens: ['risk.genuine'],
      on: { 'risk.payee': 'payeeAsked', 'risk.genuine': 'done' },
    },
    payeeAsked: {
      wants: ['risk.screen'],
      opens: ['risk.genuine'],
      on: { 'risk.screen': 'screenAsked', 'risk.genuine': 'done' },
    },
    screenAsked: {
      wants: ['risk.stop'],
      opens: ['risk.genuine', 'risk.freeze'],
      on: { 'risk.stop': 'stopped', 'risk.freeze': 'freezing', 'risk.genuine': 'done' },
    },
    stopped: { wants: ['risk.freeze'], on: { 'risk.freeze': 'freezing' } },
    freezing: { opens: ['risk.frozen', 'risk.refused'], on: { 'risk.frozen': 'frozen', 'risk.refused': 'refused' } },
    frozen: { wants: ['risk.police'], on: { 'risk.police': 'done' } },
    refused: {
      wants: ['risk.police'],
      opens: ['risk.freeze'],
      on: { 'risk.police': 'done', 'risk.freeze': 'freezing' },
    },
    done: {},
  },
  effects: ({ to, from, event }) =>
    to === 'frozen' && from === 'freezing' ? [{ type: 'cardFrozen', at: event.at }] : [],
});

/** The steps that are ticked off by being said, in their order. */
const checklist = [
  'risk.open',
  'risk.verify',
  'risk.payee',
  'risk.screen',
  'risk.freeze',
  'risk.frozen',
  'risk.police',
] as const;
export type RiskCheck = (typeof checklist)[number];

export interface StopLoss {
  /** Since the money left, ms; stands still when the card is frozen. */
  readonly elapsedMs: number;
  readonly isRunning: boolean;
  /** When each step was taken, ms after the transfer; absent until then. */
  readonly checks: readonly { readonly check: RiskCheck; readonly afterMs?: number }[];
}

/** The clock of a risk call, counted from the time of the transfer and not from that of the call. */
export function stopLoss(transferAt: number, log: readonly ScriptEvent[], now: number): StopLoss {
  const saidAt = (check: RiskCheck): number | undefined =>
    log.find((event) => event.type === 'said' && event.moment === check)?.at;
  const frozenAt = saidAt('risk.frozen');
  const after = (at: number): number => Math.max(0, at - transferAt);
  return {
    elapsedMs: after(frozenAt ?? now),
    isRunning: frozenAt === undefined,
    checks: checklist.map((check) => {
      const at = saidAt(check);
      return { check, ...(at !== undefined && { afterMs: after(at) }) };
    }),
  };
}
