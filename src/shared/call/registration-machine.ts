import { assertNever } from '../assert-never.ts';
import { appError, type AppError } from '../ipc/app-error.ts';
import { nextDelayMs, type BackoffLimits } from '../sync/backoff.ts';

/**
 * Being on the line, and coming back to it.
 *
 *   off ── started ──► connecting ── connected ──► registering ── accepted ──► registered
 *                         ▲   │                        │  │                        │
 *            timerFired   │   │ connectFailed          │  │ rejected 401/403       │ dropped, lost
 *                         │   ▼                        │  ▼ or 404 (never let in)  │
 *                       waiting ◄── failed, timed out ─┘ refused                   │
 *                         ▲                                                        │
 *                         └────────────────────────────────────────────────────────┘
 *
 * `stopped` leads to off from everywhere; `started` leaves refused, since the password may be another one now. Every
 * failure drops the connection before waiting: a connection that carries no registration is worth nothing, and a fresh
 * one is the only way out of a registrar that answers on a dead socket.
 */
export type RegistrationMachineState =
  | { readonly kind: 'off' }
  | (Trying & { readonly kind: 'connecting' })
  | (Trying & { readonly kind: 'registering' })
  | { readonly kind: 'registered'; readonly since: number }
  | (Trying & { readonly kind: 'waiting'; readonly error: AppError; readonly nextTryAt: number })
  | { readonly kind: 'refused'; readonly error: AppError };

interface Trying {
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
  /** The connection broke. */
  | { readonly type: 'dropped'; readonly at: number; readonly random: number }
  | { readonly type: 'timerFired' };

export type RegistrationEffect =
  | { readonly type: 'connect' }
  | { readonly type: 'register' }
  | { readonly type: 'disconnect' }
  /** Take the registration back, then disconnect. */
  | { readonly type: 'signOff' }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'cancelWait' };

export interface RegistrationTransition {
  readonly state: RegistrationMachineState;
  readonly effects: readonly RegistrationEffect[];
}

/** Quick at first, since every second off the line may cost a call; never a stampede. */
export const registrationBackoff: BackoffLimits = { baseMs: 500, maxMs: 30_000 };

const fresh: Trying = { attempt: 0, wasAccepted: false };

/** Pure. `random` in the events is drawn from [0, 1). What does not fit the state is ignored. */
export function transitionRegistration(
  state: RegistrationMachineState,
  event: RegistrationEvent,
): RegistrationTransition {
  switch (event.type) {
    case 'started':
      return state.kind === 'off' || state.kind === 'refused'
        ? to({ kind: 'connecting', ...fresh }, { type: 'connect' })
        : to(state);
    case 'stopped':
      return stopped(state);
    case 'connected':
      return state.kind === 'connecting' ? to({ ...state, kind: 'registering' }, { type: 'register' }) : to(state);
    case 'connectFailed':
      return state.kind === 'connecting' ? fail(state, event, appError('phone.notRegistered', 'auto')) : to(state);
    case 'accepted':
      return state.kind === 'registering' ? to({ kind: 'registered', since: event.at }) : to(state);
    case 'rejected':
      return rejected(state, event);
    case 'dropped':
      return dropped(state, event);
    case 'timerFired':
      return state.kind === 'waiting' ? to(tryAgain(state), { type: 'connect' }) : to(state);
    default:
      return assertNever(event);
  }
}

function to(state: RegistrationMachineState, ...effects: RegistrationEffect[]): RegistrationTransition {
  return { state, effects };
}

function tryAgain({ attempt, wasAccepted }: Trying): RegistrationMachineState {
  return { kind: 'connecting', attempt, wasAccepted };
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
  readonly at: number;
  readonly random: number;
}

function fail(before: Trying, { at, random }: Failure, error: AppError): RegistrationTransition {
  const ms = nextDelayMs(before.attempt, random, registrationBackoff);
  const trying: Trying = { attempt: before.attempt + 1, wasAccepted: before.wasAccepted };
  return to({ kind: 'waiting', ...trying, error, nextTryAt: at + ms }, { type: 'disconnect' }, { type: 'wait', ms });
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
): RegistrationTransition {
  const unregistered = appError('phone.notRegistered', 'auto', { status: event.status });
  // A refresh that failed: the exchange has forgotten this seat, or will soon.
  if (state.kind === 'registered') return fail({ attempt: 0, wasAccepted: true }, event, unregistered);
  if (state.kind !== 'registering') return to(state);
  // Trying a wrong password again and again would lock the account; a user that is not there comes by no trying.
  const refusal = state.wasAccepted ? undefined : refusals[event.status];
  if (refusal) return to({ kind: 'refused', error: appError(refusal, 'user') }, { type: 'disconnect' });
  return fail(state, event, unregistered);
}

function dropped(state: RegistrationMachineState, failure: Failure): RegistrationTransition {
  const error = appError('phone.notRegistered', 'auto');
  if (state.kind === 'registered') return fail({ attempt: 0, wasAccepted: true }, failure, error);
  if (state.kind === 'registering' || state.kind === 'connecting') return fail(state, failure, error);
  return to(state);
}
