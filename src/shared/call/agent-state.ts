import { assertNever } from '../assert-never.ts';
import type { EndReason } from '../domain/call.ts';

export const breakReasons = ['meal', 'rest', 'meeting', 'training', 'coaching'] as const;
export type BreakReason = (typeof breakReasons)[number];

/** 久不应答 · 拒接 · 班长强制: why the desk itself set the agent to NOT_READY. */
export type SystemReason = 'RINGING_TIMEOUT' | 'REJECTED' | 'FORCED';

/**
 * Where the agent stands.
 *
 *             signedIn           chosen
 *   OFFLINE ───────────► WARM_UP ◄──────► READY ◄──────► NOT_READY ◄──────► BREAK      (resting: free to choose)
 *      ▲                    └──────────────┴──────┬───────────┴────────────────┘
 *      │ signedOut, or OFFLINE chosen             │ callOffered
 *      │                                          ▼
 *      │                       callAnswered    RINGING ── given up ──► where it came from, or the queued state
 *      │                   ┌──────────────────────┤
 *      │                   ▼                      └── rejected, timed out ──► NOT_READY with the reason
 *      │                TALKING ── callEnded ──► ACW ── wrapUpFinished ──► queued state, else where it came from
 *      │                   ▲                      │
 *      └───────────        └──── RINGING ◄────────┘ callOffered
 *
 * A state chosen during RINGING, TALKING or ACW is queued, shown, and can be cancelled until it comes true.
 */
export type AgentState =
  | { readonly kind: 'OFFLINE'; readonly since: number }
  | (RestingState & { readonly since: number })
  | {
      readonly kind: BusyKind;
      readonly since: number;
      /** Where the agent stood before the call. */
      readonly before: RestingState;
      readonly queued?: ChosenState;
      /** Records not closed yet; at least one in ACW. */
      readonly openRecords: number;
    };

export type BusyKind = 'RINGING' | 'TALKING' | 'ACW';

/** What an agent may choose. */
export type ChosenState =
  | { readonly kind: 'READY' }
  /** The reason is set by the desk only. */
  | { readonly kind: 'NOT_READY'; readonly reason?: SystemReason }
  | { readonly kind: 'BREAK'; readonly reason: BreakReason }
  | { readonly kind: 'OFFLINE' };

/** No call on the desk. */
export type RestingState =
  | { readonly kind: 'WARM_UP' }
  | { readonly kind: 'READY' }
  | { readonly kind: 'NOT_READY'; readonly reason?: SystemReason }
  | { readonly kind: 'BREAK'; readonly reason: BreakReason };

export type AgentKind = AgentState['kind'];

export type AgentEvent =
  | { readonly type: 'signedIn'; readonly at: number }
  | { readonly type: 'signedOut'; readonly at: number }
  | { readonly type: 'chosen'; readonly next: ChosenState; readonly at: number }
  | { readonly type: 'queuedCancelled' }
  /** By the team leader. Never breaks a call: it queues like a choice. */
  | { readonly type: 'forced'; readonly at: number }
  | { readonly type: 'callOffered'; readonly at: number }
  | { readonly type: 'callAnswered'; readonly at: number }
  | { readonly type: 'callEnded'; readonly reason: EndReason; readonly wasAnswered: boolean; readonly at: number }
  /** One record was closed. */
  | { readonly type: 'wrapUpFinished'; readonly at: number };

export function offlineAgent(at: number): AgentState {
  return { kind: 'OFFLINE', since: at };
}

export function isBusy(state: AgentState): state is Extract<AgentState, { kind: BusyKind }> {
  return state.kind === 'RINGING' || state.kind === 'TALKING' || state.kind === 'ACW';
}

/** Derived, never stored: a call may be sent to this desk now. */
export function isAvailable(state: AgentState, isLineRegistered: boolean): boolean {
  return state.kind === 'READY' && isLineRegistered;
}

/** Pure. What does not fit the state is ignored. */
export function transitionAgent(state: AgentState, event: AgentEvent): AgentState {
  switch (event.type) {
    case 'signedIn':
      return state.kind === 'OFFLINE' ? { kind: 'WARM_UP', since: event.at } : state;
    case 'signedOut':
      return { kind: 'OFFLINE', since: event.at };
    case 'chosen':
      return chosen(state, event.next, event.at);
    case 'queuedCancelled':
      return isBusy(state) ? withoutQueue(state) : state;
    case 'forced':
      if (state.kind === 'OFFLINE') return state;
      if (isBusy(state)) return { ...state, before: forced, queued: forced };
      return { ...forced, since: event.at };
    case 'callOffered':
      return callOffered(state, event.at);
    case 'callAnswered':
      return state.kind === 'RINGING' ? { ...state, kind: 'TALKING', since: event.at } : state;
    case 'callEnded':
      return callEnded(state, event);
    case 'wrapUpFinished':
      return wrapUpFinished(state, event.at);
    default:
      return assertNever(event);
  }
}

const forced = { kind: 'NOT_READY', reason: 'FORCED' } as const;

type BusyState = Extract<AgentState, { kind: BusyKind }>;

function chosen(state: AgentState, next: ChosenState, at: number): AgentState {
  if (state.kind === 'OFFLINE') return state;
  if (isBusy(state)) return { ...state, queued: next };
  return { ...next, since: at };
}

function withoutQueue(state: BusyState): AgentState {
  const { queued: _, ...rest } = state;
  return rest;
}

function callOffered(state: AgentState, at: number): AgentState {
  if (state.kind === 'OFFLINE') return state;
  if (isBusy(state)) return state.kind === 'ACW' ? { ...state, kind: 'RINGING', since: at } : state;
  const { since: _, ...before } = state;
  return { kind: 'RINGING', since: at, before, openRecords: 0 };
}

function callEnded(state: AgentState, event: Extract<AgentEvent, { type: 'callEnded' }>): AgentState {
  if (state.kind !== 'RINGING' && state.kind !== 'TALKING') return state;
  const { at } = event;
  if (event.wasAnswered) return { ...state, kind: 'ACW', since: at, openRecords: state.openRecords + 1 };
  // The exchange would offer the next call at once; an agent who let one ring or refused it is not there for it.
  if (event.reason === 'ringingTimeout') return settle(notThere(state, 'RINGING_TIMEOUT'), at);
  if (event.reason === 'rejected') return settle(notThere(state, 'REJECTED'), at);
  return settle(state, at);
}

/** A break or a sign-off that the agent chose himself says more than the desk's reason. */
function notThere(state: BusyState, reason: SystemReason): BusyState {
  if (state.queued && state.queued.kind !== 'READY') return state;
  return { ...state, queued: { kind: 'NOT_READY', reason } };
}

function wrapUpFinished(state: AgentState, at: number): AgentState {
  if (!isBusy(state) || state.openRecords === 0) return state;
  const rest = { ...state, openRecords: state.openRecords - 1 };
  return state.kind === 'ACW' ? settle(rest, at) : rest;
}

function settle(state: BusyState, at: number): AgentState {
  if (state.openRecords > 0) return { ...state, kind: 'ACW', since: state.kind === 'ACW' ? state.since : at };
  return { ...(state.queued ?? state.before), since: at };
}
