import { assertNever } from '../../shared/assert-never.ts';
import { nextDelayMs } from '../../shared/sync/backoff.ts';

/**
 * Whether the central server can be reached, for one signed-in agent.
 *
 * ```
 *  idle ──started──▶ probing ──reached──▶ online
 *   ▲                 │  ▲ ▲               │ │
 *   │                 │  │ └──suspected────┘ │ failed
 *   │   unreachable   │  │ due, nudged       │
 *   │                 ▼  │                   │
 *   ├──stopped──── waiting ◀─────────────────┘
 *   │
 *   └──stopped──── refused ◀──refused── probing, online     (until the next sign-in)
 * ```
 */
export type Connectivity =
  | { readonly kind: 'idle' }
  | { readonly kind: 'probing'; readonly attempt: number }
  /** `attempt` counts on until an exchange succeeds: a server may answer the probe and nothing else. */
  | { readonly kind: 'online'; readonly attempt: number }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly nextTryAt: number }
  | { readonly kind: 'refused' };

/** `random` in [0, 1), `at` UTC epoch ms. */
export type ConnectivityEvent =
  | { readonly type: 'started' }
  | { readonly type: 'reached' }
  /** The probe got no answer. */
  | { readonly type: 'unreachable'; readonly at: number; readonly random: number }
  /** A push or a page came through. */
  | { readonly type: 'exchanged' }
  /** An exchange broke off while online. */
  | { readonly type: 'failed'; readonly at: number; readonly random: number }
  /** The live channel ended: the server may be gone, or only the channel. */
  | { readonly type: 'suspected' }
  /** The pause is over. */
  | { readonly type: 'due' }
  /** Somebody has a reason to believe that it works now. */
  | { readonly type: 'nudged' }
  /** The server no longer takes this agent's tokens. */
  | { readonly type: 'refused' }
  | { readonly type: 'stopped' };

export type ConnectivityEffect =
  | { readonly type: 'probe' }
  | { readonly type: 'wait'; readonly until: number }
  | { readonly type: 'cancelWait' }
  | { readonly type: 'connect' }
  | { readonly type: 'disconnect' }
  | { readonly type: 'reportRefusal' };

export interface ConnectivityStep {
  readonly state: Connectivity;
  readonly effects: readonly ConnectivityEffect[];
}

const limits = { baseMs: 1000, maxMs: 30_000 };

export function transition(state: Connectivity, event: ConnectivityEvent): ConnectivityStep {
  if (event.type === 'stopped') return leave(state, { kind: 'idle' });
  switch (state.kind) {
    case 'idle':
      return event.type === 'started' ? probe(0) : stay(state);
    case 'probing':
      if (event.type === 'reached') return connect(state.attempt);
      if (event.type === 'unreachable') return wait(state.attempt, event);
      return event.type === 'refused' ? refuse(state) : stay(state);
    case 'online':
      if (event.type === 'exchanged') return stay(state.attempt === 0 ? state : { kind: 'online', attempt: 0 });
      if (event.type === 'failed') return joined(leave(state, state), wait(state.attempt, event));
      if (event.type === 'suspected') return joined(leave(state, state), probe(state.attempt));
      return event.type === 'refused' ? refuse(state) : stay(state);
    case 'waiting':
      if (event.type === 'due') return probe(state.attempt);
      return event.type === 'nudged' ? joined(leave(state, state), probe(0)) : stay(state);
    case 'refused':
      return stay(state);
    default:
      return assertNever(state);
  }
}

function stay(state: Connectivity): ConnectivityStep {
  return { state, effects: [] };
}

function probe(attempt: number): ConnectivityStep {
  return { state: { kind: 'probing', attempt }, effects: [{ type: 'probe' }] };
}

function connect(attempt: number): ConnectivityStep {
  return { state: { kind: 'online', attempt }, effects: [{ type: 'connect' }] };
}

function wait(attempt: number, { at, random }: { at: number; random: number }): ConnectivityStep {
  const nextTryAt = at + nextDelayMs(attempt, random, limits);
  return { state: { kind: 'waiting', attempt: attempt + 1, nextTryAt }, effects: [{ type: 'wait', until: nextTryAt }] };
}

function refuse(from: Connectivity): ConnectivityStep {
  return joined(leave(from, from), { state: { kind: 'refused' }, effects: [{ type: 'reportRefusal' }] });
}

/** What has to be taken down when `from` is left. */
function leave(from: Connectivity, to: Connectivity): ConnectivityStep {
  if (from.kind === 'online') return { state: to, effects: [{ type: 'disconnect' }] };
  return { state: to, effects: from.kind === 'waiting' ? [{ type: 'cancelWait' }] : [] };
}

function joined(first: ConnectivityStep, then: ConnectivityStep): ConnectivityStep {
  return { state: then.state, effects: [...first.effects, ...then.effects] };
}
