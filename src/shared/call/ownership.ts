import { assertNever } from '../assert-never.ts';

/**
 * Which window of a seat has the phone. The windows agree through one lock that the browser gives to one of them at a
 * time, to the next in line when its owner closes or dies.
 *
 *   waiting ── lockGranted: start ──► owning ── handOverAsked, no call: stop, release ──► waiting: request
 *      ▲                                │ ▲
 *      └────────── lockStolen: stop ────┘ └ handOverAsked, a call is up: refuse
 *
 * A window that takes the phone over asks its owner first and takes the lock only when that has let go.
 */
export type Ownership = { readonly kind: 'waiting'; readonly isElsewhere: boolean } | { readonly kind: 'owning' };

export type OwnershipEvent =
  | { readonly type: 'lockGranted' }
  /** Another window has it. */
  | { readonly type: 'lockDenied' }
  | { readonly type: 'lockStolen' }
  | { readonly type: 'handOverAsked'; readonly isInCall: boolean };

export type OwnershipEffect =
  /** The phone goes on the line. */
  | { readonly type: 'start' }
  /** The phone goes off the line, then the lock is let go. */
  | { readonly type: 'stop' }
  | { readonly type: 'answer'; readonly isGiven: boolean }
  /** Gets in line for the lock. */
  | { readonly type: 'request' };

export interface OwnershipTransition {
  readonly state: Ownership;
  readonly effects: readonly OwnershipEffect[];
}

/** Pure. */
export function transitionOwnership(state: Ownership, event: OwnershipEvent): OwnershipTransition {
  switch (event.type) {
    case 'lockGranted':
      return state.kind === 'waiting' ? { state: { kind: 'owning' }, effects: [{ type: 'start' }] } : stay(state);
    case 'lockDenied':
      return state.kind === 'waiting'
        ? { state: { kind: 'waiting', isElsewhere: true }, effects: [{ type: 'request' }] }
        : stay(state);
    case 'lockStolen':
      return state.kind === 'owning'
        ? { state: { kind: 'waiting', isElsewhere: true }, effects: [{ type: 'stop' }, { type: 'request' }] }
        : stay(state);
    case 'handOverAsked':
      return handOver(state, event.isInCall);
    default:
      return assertNever(event);
  }
}

function stay(state: Ownership): OwnershipTransition {
  return { state, effects: [] };
}

function handOver(state: Ownership, isInCall: boolean): OwnershipTransition {
  // Whoever does not have it has nothing to give.
  if (state.kind === 'waiting') return stay(state);
  if (isInCall) return { state, effects: [{ type: 'answer', isGiven: false }] };
  return {
    state: { kind: 'waiting', isElsewhere: true },
    effects: [{ type: 'stop' }, { type: 'answer', isGiven: true }, { type: 'request' }],
  };
}
