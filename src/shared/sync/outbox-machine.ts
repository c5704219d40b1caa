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
 *                                   └──────────┘             └────────────┘
 *
 * `released` and `reopened` count no attempt: being offline is none. A blocked row stays, seen by the agent, until he
 * sends the ticket again, which makes a new row; the old one is kept until the new one is acknowledged. A verdict may
 * arrive late, for a row that was released already: the centre's word counts in every state.
 */
export type OutboxState =
  | { readonly kind: 'pending'; readonly attempts: number; readonly notBefore: number }
  | { readonly kind: 'sending'; readonly attempts: number }
  | { readonly kind: 'blocked'; readonly reason: RefusalReason; readonly code: string; readonly field?: string }
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
  | { readonly type: 'replaced' };

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
    case 'reopened':
      if (state.kind !== 'sending') return stay(state);
      return { state: { kind: 'pending', attempts: state.attempts, notBefore: 0 }, effects: [queued] };
    case 'replaced':
      if (state.kind !== 'blocked') return stay(state);
      return { state: { kind: 'superseded' }, effects: [] };
    default:
      return assertNever(event);
  }
}

/** Whether the row may leave now, as far as it alone is concerned; the order within its entity is the store's. */
export function isReady(state: OutboxState, now: number): boolean {
  return state.kind === 'pending' && state.notBefore <= now;
}

const queued: OutboxEffect = { type: 'showSync', sync: 'queued' };

function stay(state: OutboxState): OutboxStep {
  return { state, effects: [] };
}

function refuse(state: OutboxState, event: Extract<OutboxEvent, { type: 'refused' }>): OutboxStep {
  if (state.kind === 'superseded') return stay(state);
  const { reason, code, field } = event;
  return {
    state: { kind: 'blocked', reason, code, ...(field === undefined ? {} : { field }) },
    effects: [{ type: 'showSync', sync: reason }],
  };
}

function retry(state: OutboxState, now: number, random: number): OutboxStep {
  if (state.kind !== 'sending') return stay(state);
  const notBefore = now + nextDelayMs(state.attempts, random, outboxBackoff);
  return { state: { kind: 'pending', attempts: state.attempts + 1, notBefore }, effects: [queued] };
}
