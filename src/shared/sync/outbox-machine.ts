import { assertNever } from '../assert-never.ts';
import type { SyncStatus } from '../domain/ticket-status.ts';
import { nextDelayMs, type BackoffLimits } from './backoff.ts';

/**
 * The life of one outbox row.
 *
 *                       taken
 *        ┌──────────┐ ────────▶ ┌─────────┐  applied, duplicate   ┌──────────────┐
 *  ●────▶│ pending  │           │ sending │ ─────────────────────▶│ acknowledged │
 *        └──────────┘ ◀──────── └─────────┘                       └──────────────┘
 *             │   retry (after a pause),  │                               ▲
 *             │   released, reopened      │ rejected, conflict            │ applied after all
 *             │                           ▼                               │
 *             │  late verdict       ┌──────────┐  replaced   ┌────────────┐
 *             └────────────────────▶│ blocked  │ ───────────▶│ superseded │
 *  pending ◀────────── readmitted ──└──────────┘             └────────────┘
 *
 * `released` and `reopened` count no attempt: being offline is none; `reopened` ends a pause as well. A blocked row
 * stays, seen by the agent, until he sends the ticket again, which makes a new row; the old one is kept until the new
 * one is acknowledged. What was refused for a reason that a sign-in may have cured is `readmitted`: pending again. A
 * verdict may arrive late, for a row that was released already: the centre's word counts in every state.
 */
export type OutboxState =
  | { readonly kind: 'pending'; readonly attempts: number; readonly notBefore: number }
  | { readonly kind: 'sending'; readonly attempts: number }
  | {
      readonly kind: 'blocked';
      readonly reason: RefusalReason;
      readonly code: string;
      readonly field?: string;
      /** Times that the centre had put it off before; absent for none. */
      readonly attempts?: number;
    }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'acknowledged' };

export type RefusalReason = 'rejected' | 'conflict';

export type OutboxEvent =
  | { readonly type: 'taken' }
  | { readonly type: 'applied' }
  | { readonly type: 'refused'; readonly reason: RefusalReason; readonly code: string; readonly field?: string }
  /** `random` in [0, 1) spreads the retries of many desks. */
  | { readonly type: 'retry'; readonly now: number; readonly random: number }
  | { readonly type: 'released' }
  | { readonly type: 'reopened' }
  | { readonly type: 'replaced' }
  | { readonly type: 'readmitted' };

/** What the store has to do besides keeping the state. */
export type OutboxEffect =
  /** The row, and every superseded row of its entity, has done its work. */
  { readonly type: 'prune' } | { readonly type: 'showSync'; readonly sync: SyncStatus };

export interface OutboxStep {
  readonly state: OutboxState;
  readonly effects: readonly OutboxEffect[];
}

export const outboxBackoff: BackoffLimits = { baseMs: 2_000, maxMs: 300_000 };

export const freshOutboxRow: OutboxState = { kind: 'pending', attempts: 0, notBefore: 0 };

export function transition(state: OutboxState, event: OutboxEvent): OutboxStep {
  if (state.kind === 'acknowledged') return stay(state);
  switch (event.type) {
    case 'taken':
      if (state.kind !== 'pending') return stay(state);
      return { state: { kind: 'sending', attempts: state.attempts }, effects: [{ type: 'showSync', sync: 'sending' }] };
    case 'applied':
      // Of a superseded row only the row that replaced it says how far the ticket is.
      if (state.kind === 'superseded') return { state: { kind: 'acknowledged' }, effects: [] };
      return { state: { kind: 'acknowledged' }, effects: [{ type: 'showSync', sync: 'synced' }, { type: 'prune' }] };
    case 'refused':
      return refuse(state, event);
    case 'retry':
      return retry(state, event.now, event.random);
    case 'released':
      return state.kind === 'sending' ? waiting(state.attempts) : stay(state);
    case 'reopened':
      if (state.kind === 'sending') return waiting(state.attempts);
      // The pause was measured on a clock that may have been set since.
      if (state.kind === 'pending' && state.notBefore > 0) return { ...waiting(state.attempts), effects: [] };
      return stay(state);
    case 'readmitted':
      return state.kind === 'blocked' && isCurable(state.code) ? waiting(0) : stay(state);
    case 'replaced':
      if (state.kind !== 'blocked') return stay(state);
      return { state: { kind: 'superseded' }, effects: [] };
    default:
      return assertNever(event);
  }
}

/** Whether the row may leave now, as far as it alone is concerned; the order within its entity is the store's. */
export function isReady(state: OutboxState, now: number): boolean {
  if (state.kind !== 'pending') return false;
  const pause = state.notBefore - now;
  // A pause longer than any that is ever made: the clock was set back since.
  return pause <= 0 || pause > outboxBackoff.maxMs;
}

/**
 * Whether a refusal says nothing about the change itself, and something at the centre may end it: the author's key is
 * registered anew at each sign-in, an upgraded server knows more kinds, a restored centre its key, and what a change
 * speaks of may still be on its way from another desk.
 */
export function isCurable(code: string): boolean {
  return curableCodes.includes(code);
}

/** What a change speaks of is not at the centre: it came too early, or too late. */
const earlyCodes = [
  ...['task.unknown', 'line.unknown', 'exam.notNow'],
  ...['ticket.unknown', 'ticket.unknownParent', 'sms.noPort', 'sms.tooMany'],
];

export function isEarly(code: string): boolean {
  return earlyCodes.includes(code);
}

export const curableCodes: readonly string[] = [
  ...['mutation.badSignature', 'mutation.unknownKind', 'seal.unreadable'],
  ...earlyCodes,
];

const queued: OutboxEffect = { type: 'showSync', sync: 'queued' };

function waiting(attempts: number): OutboxStep {
  return { state: { kind: 'pending', attempts, notBefore: 0 }, effects: [queued] };
}

function stay(state: OutboxState): OutboxStep {
  return { state, effects: [] };
}

function refuse(state: OutboxState, event: Extract<OutboxEvent, { type: 'refused' }>): OutboxStep {
  if (state.kind === 'superseded') return stay(state);
  const { reason, code, field } = event;
  const attempts = 'attempts' in state ? (state.attempts ?? 0) : 0;
  return {
    state: {
      kind: 'blocked',
      reason,
      code,
      ...(field === undefined ? {} : { field }),
      ...(attempts > 0 && { attempts }),
    },
    effects: [{ type: 'showSync', sync: reason }],
  };
}

function retry(state: OutboxState, now: number, random: number): OutboxStep {
  if (state.kind !== 'sending') return stay(state);
  const notBefore = now + nextDelayMs(state.attempts, random, outboxBackoff);
  return { state: { kind: 'pending', attempts: state.attempts + 1, notBefore }, effects: [queued] };
}
