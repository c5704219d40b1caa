import { assertNever } from '../assert-never.ts';
import type { DeskPhase } from './desk-calls.ts';

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
 *      │ signedOut, or OFFLINE chosen             │ callsChanged
 *      │                                          ▼
 *      │                            RINGING · DIALING · TALKING · ACW   (busy: what the calls of the desk say)
 *      │                                          │
 *      └──────────────────────────────────────────┤ no call, no open record any more
 *                                                 ▼
 *                 the queued state, else where it came from; NOT_READY with the reason after a call that was
 *                 refused or rang out
 *
 * A state chosen while busy is queued, shown, and can be cancelled until it comes true.
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
    };

export type BusyKind = 'RINGING' | 'DIALING' | 'TALKING' | 'ACW';

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
  /** Where the agent stood before this page, or before he signed in again. */
  | { readonly type: 'resumed'; readonly standing: RestingState & { readonly since: number } }
  | { readonly type: 'chosen'; readonly next: ChosenState; readonly at: number }
  | { readonly type: 'queuedCancelled' }
  /** By the team leader. Never breaks a call: it queues like a choice. */
  | { readonly type: 'forced'; readonly at: number }
  /** What all calls of the desk come to right now. */
  | {
      readonly type: 'callsChanged';
      readonly phase: DeskPhase;
      readonly hasOpenRecord: boolean;
      /** A call that was not answered is over, for this reason of the agent's. */
      readonly missed?: 'RINGING_TIMEOUT' | 'REJECTED' | undefined;
      readonly at: number;
    };

export function offlineAgent(at: number): AgentState {
  return { kind: 'OFFLINE', since: at };
}

export function isBusy(state: AgentState): state is Extract<AgentState, { kind: BusyKind }> {
  return state.kind === 'RINGING' || state.kind === 'DIALING' || state.kind === 'TALKING' || state.kind === 'ACW';
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
    case 'resumed':
      return state.kind === 'WARM_UP' ? event.standing : state;
    case 'chosen':
      return chosen(state, event.next, event.at);
    case 'queuedCancelled':
      return isBusy(state) ? withoutQueue(state) : state;
    case 'forced':
      if (state.kind === 'OFFLINE') return state;
      if (isBusy(state)) return { ...state, before: forced, queued: forced };
      return { ...forced, since: event.at };
    case 'callsChanged':
      return callsChanged(state, event);
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

function callsChanged(state: AgentState, event: Extract<AgentEvent, { type: 'callsChanged' }>): AgentState {
  if (state.kind === 'OFFLINE') return state;
  const kind = busyKind(event.phase, event.hasOpenRecord);
  if (!isBusy(state)) {
    if (!kind) return state;
    const { since: _, ...before } = state;
    return { kind, since: event.at, before };
  }
  // The exchange would offer the next call at once; an agent who let one ring or refused it is not there for it. While
  // he talked to somebody else he was busy, that is all.
  const seen = state.kind === 'RINGING' && event.missed ? notThere(state, event.missed) : state;
  if (!kind) return { ...(seen.queued ?? seen.before), since: event.at };
  return kind === seen.kind ? seen : { ...seen, kind, since: event.at };
}

function busyKind(phase: DeskPhase, hasOpenRecord: boolean): BusyKind | undefined {
  switch (phase) {
    case 'ringing':
      return 'RINGING';
    case 'dialing':
      return 'DIALING';
    case 'talking':
      return 'TALKING';
    case 'none':
      return hasOpenRecord ? 'ACW' : undefined;
    default:
      return assertNever(phase);
  }
}

/** A break or a sign-off that the agent chose himself says more than the desk's reason. */
function notThere(state: BusyState, reason: SystemReason): BusyState {
  if (state.queued && state.queued.kind !== 'READY') return state;
  return { ...state, queued: { kind: 'NOT_READY', reason } };
}
