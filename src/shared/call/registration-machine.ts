import { assertNever } from '../assert-never.ts';
import { appError, type AppError } from '../ipc/app-error.ts';
import { nextDelayMs } from '../sync/backoff.ts';

/**
 * Being on the line, and coming back to it.
 *
 *   off ── started ──► connecting ── connected ──► registering ── accepted ──► registered ──┐
 *                       ▲ ▲   │                        │  │                        │ │       │ preferredFound
 *    timerFired, nudged │ │   │ connectFailed          │  │ rejected 401/403       │ │       │ (to server 0)
 *                       │ │   ▼                        │  ▼ or 404 (never let in)  │ │       ▼
 *                     waiting │◄─ failed, timed out ───┘ refused                   │ │   connecting
 *                       ▲ └───┼──────────────────────── slept ─────────────────────┼─┘
 *                       └─────┴─────────────── dropped, rejected ──────────────────┘
 *
 * `stopped` leads to off from everywhere; `started` leaves refused, since the password may be another one now. Every
 * failure drops the connection before waiting: a connection that carries no registration is worth nothing, and a fresh
 * one is the only way out of a registrar that answers on a dead socket.
 *
 * Servers are counted in their order of preference. Each failure leads to the next one; only when all of them failed
 * the pauses grow. A connection that was closed is tried again where it was, since calls are known there; one that fell
 * silent is not.
 */
export type RegistrationMachineState =
  | { readonly kind: 'off' }
  | (Trying & { readonly kind: 'connecting' })
  | (Trying & { readonly kind: 'registering' })
  | { readonly kind: 'registered'; readonly since: number; readonly server: number }
  | (Trying & { readonly kind: 'waiting'; readonly error: AppError; readonly nextTryAt: number })
  | { readonly kind: 'refused'; readonly error: AppError };

interface Trying {
  /** Index of the server that is tried, or will be next. */
  readonly server: number;
  /** Failures in a row. */
  readonly attempt: number;
  /** These very credentials were accepted before: a refusal is then the exchange's trouble, not the agent's. */
  readonly wasAccepted: boolean;
}

export type RegistrationEvent =
  | { readonly type: 'started' }
  | { readonly type: 'stopped' }
  | { readonly type: 'connected' }
  | { readonly type: 'connectFailed'; readonly at: number; readonly random: number }
  | { readonly type: 'accepted'; readonly at: number }
  /** `status` is the final SIP answer to REGISTER; 408 when none came. */
  | { readonly type: 'rejected'; readonly status: number; readonly at: number; readonly random: number }
  /**
   * The connection broke, or (`isSilent`) the far end does not answer on it any more, or (`isRefused`) there was never
   * one: nobody listens there, and it cost next to nothing to find that out.
   */
  | {
      readonly type: 'dropped';
      readonly isSilent: boolean;
      readonly isRefused?: boolean;
      readonly at: number;
      readonly random: number;
    }
  | { readonly type: 'timerFired' }
  /** Something changed: the network, or the agent does not want to wait. */
  | { readonly type: 'nudged' }
  /** The machine was asleep for so long that nothing of the connection can be believed. */
  | { readonly type: 'slept' }
  /** The server of first choice answers again, and no call is up. */
  | { readonly type: 'preferredFound' };

export type RegistrationEffect =
  | { readonly type: 'connect'; readonly server: number }
  | { readonly type: 'register' }
  | { readonly type: 'disconnect' }
  /** Ask the far end at once whether it is there. */
  | { readonly type: 'check' }
  /** Take the registration back, then disconnect. */
  | { readonly type: 'signOff' }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'cancelWait' };

export interface RegistrationTransition {
  readonly state: RegistrationMachineState;
  readonly effects: readonly RegistrationEffect[];
}

/**
 * Quick at first, since every second off the line may cost a call; never a stampede. Browsers slow a page down that
 * opens sockets in vain, which bounds the number of quick tries; a knock at a port where nobody listens is no such
 * socket and next to no work for either side, so that it is repeated for as long as it takes.
 */
export const registrationBackoff = {
  knock: { baseMs: 700, maxMs: 700 },
  quick: { baseMs: 500, maxMs: 1_000 },
  /** Rounds through all servers before the pauses grow. */
  quickRounds: 20,
  slow: { baseMs: 2_000, maxMs: 15_000 },
  /** Between two servers of one round. */
  nextServer: { baseMs: 200, maxMs: 200 },
} as const;

const fresh: Trying = { server: 0, attempt: 0, wasAccepted: false };

/** Pure. `random` in the events is drawn from [0, 1). What does not fit the state is ignored. */
export function transitionRegistration(
  state: RegistrationMachineState,
  event: RegistrationEvent,
  serverCount = 1,
): RegistrationTransition {
  switch (event.type) {
    case 'started':
      return state.kind === 'off' || state.kind === 'refused' ? connect(fresh) : to(state);
    case 'stopped':
      return stopped(state);
    case 'connected':
      return state.kind === 'connecting' ? to({ ...state, kind: 'registering' }, { type: 'register' }) : to(state);
    case 'connectFailed':
      return state.kind === 'connecting'
        ? fail(state, event, appError('phone.notRegistered', 'auto'), serverCount)
        : to(state);
    case 'accepted':
      return state.kind === 'registering'
        ? to({ kind: 'registered', since: event.at, server: state.server })
        : to(state);
    case 'rejected':
      return rejected(state, event, serverCount);
    case 'dropped':
      return dropped(state, event, serverCount);
    case 'timerFired':
      return state.kind === 'waiting' ? connect(state) : to(state);
    case 'nudged':
      return nudged(state);
    case 'slept':
      return state.kind === 'registered' ? reconnect(acceptedOn(state.server)) : nudged(state);
    case 'preferredFound':
      return state.kind === 'registered' && state.server !== 0
        ? connect(acceptedOn(0), { type: 'signOff' })
        : to(state);
    default:
      return assertNever(event);
  }
}

function to(state: RegistrationMachineState, ...effects: RegistrationEffect[]): RegistrationTransition {
  return { state, effects };
}

function connect({ server, attempt, wasAccepted }: Trying, ...before: RegistrationEffect[]): RegistrationTransition {
  return to({ kind: 'connecting', server, attempt, wasAccepted }, ...before, { type: 'connect', server });
}

function reconnect(trying: Trying): RegistrationTransition {
  return connect(trying, { type: 'disconnect' });
}

function acceptedOn(server: number): Trying {
  return { server, attempt: 0, wasAccepted: true };
}

function nudged(state: RegistrationMachineState): RegistrationTransition {
  switch (state.kind) {
    case 'waiting':
      return connect(state, { type: 'cancelWait' });
    // A connection that was begun on a network that is gone never comes up.
    case 'connecting':
      return reconnect(state);
    case 'registered':
      return to(state, { type: 'check' });
    case 'off':
    case 'registering':
    case 'refused':
      return to(state);
    default:
      return assertNever(state);
  }
}

function stopped(state: RegistrationMachineState): RegistrationTransition {
  switch (state.kind) {
    case 'off':
      return to(state);
    case 'registered':
      return to({ kind: 'off' }, { type: 'signOff' });
    case 'waiting':
      return to({ kind: 'off' }, { type: 'cancelWait' });
    case 'connecting':
    case 'registering':
    case 'refused':
      return to({ kind: 'off' }, { type: 'disconnect' });
    default:
      return assertNever(state);
  }
}

interface Failure {
  readonly isRefused?: boolean;
  readonly at: number;
  readonly random: number;
}

function fail(
  { server, attempt, wasAccepted }: Trying,
  { at, random, isRefused = false }: Failure,
  error: AppError,
  serverCount: number,
): RegistrationTransition {
  const isRoundOver = attempt % serverCount === serverCount - 1;
  const ms = isRoundOver
    ? roundPauseMs(Math.floor(attempt / serverCount), random, isRefused)
    : nextDelayMs(0, random, registrationBackoff.nextServer);
  const trying: Trying = {
    server: (server + 1) % serverCount,
    // Rounds in which nobody was there to be asked do not count: a registrar that then refuses is asked again soon.
    attempt: isRefused && isRoundOver ? 0 : attempt + 1,
    wasAccepted,
  };
  return to({ kind: 'waiting', ...trying, error, nextTryAt: at + ms }, { type: 'disconnect' }, { type: 'wait', ms });
}

function roundPauseMs(round: number, random: number, isRefused: boolean): number {
  const { knock, quick, quickRounds, slow } = registrationBackoff;
  if (isRefused) return nextDelayMs(0, random, knock);
  return round < quickRounds ? nextDelayMs(round, random, quick) : nextDelayMs(round - quickRounds, random, slow);
}

const refusals: Readonly<Record<number, AppError['code']>> = {
  401: 'phone.wrongPassword',
  403: 'phone.wrongPassword',
  404: 'phone.unknownUser',
  407: 'phone.wrongPassword',
};

function rejected(
  state: RegistrationMachineState,
  event: Extract<RegistrationEvent, { type: 'rejected' }>,
  serverCount: number,
): RegistrationTransition {
  const unregistered = appError('phone.notRegistered', 'auto', { status: event.status });
  // A refresh that failed: the exchange has forgotten this seat, or will soon.
  if (state.kind === 'registered') return fail(acceptedOn(state.server), event, unregistered, serverCount);
  if (state.kind !== 'registering') return to(state);
  // Trying a wrong password again and again would lock the account; a user that is not there comes by no trying.
  const refusal = state.wasAccepted ? undefined : refusals[event.status];
  if (refusal) return to({ kind: 'refused', error: appError(refusal, 'user') }, { type: 'disconnect' });
  return fail(state, event, unregistered, serverCount);
}

function dropped(
  state: RegistrationMachineState,
  event: Extract<RegistrationEvent, { type: 'dropped' }>,
  serverCount: number,
): RegistrationTransition {
  const error = appError('phone.notRegistered', 'auto');
  if (state.kind === 'registered') {
    const next = fail(acceptedOn(state.server), event, error, serverCount);
    return event.isSilent || next.state.kind !== 'waiting'
      ? next
      : { ...next, state: { ...next.state, server: state.server } };
  }
  if (state.kind === 'registering' || state.kind === 'connecting') return fail(state, event, error, serverCount);
  return to(state);
}
