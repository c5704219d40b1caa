import { assertNever } from '../assert-never.ts';

/**
 * What a call that stands owes the exchange. Sound goes its own way, so a call outlives its signalling: what the agent
 * does meanwhile happens here at once, and is agreed upon when the line is back. The last wish counts.
 *
 *   isUp ── lineLost ──► down ── lineBack: agree ──► isUp
 *
 * `isAgreeing` while a re-INVITE is on its way; wishes that come meanwhile, and failures that may pass, lead to another
 * one (`isOwed`).
 */
export interface CallKeeping {
  readonly isUp: boolean;
  readonly isMediaLost: boolean;
  /** A description has to be agreed upon as soon as that is possible. */
  readonly isOwed: boolean;
  readonly isAgreeing: boolean;
  /** The line was away, and the exchange has not said since that it still has the call. */
  readonly isUnsure: boolean;
}

export type CallKeepingEvent =
  | { readonly type: 'lineLost' }
  | { readonly type: 'lineBack' }
  | { readonly type: 'mediaLost' }
  | { readonly type: 'mediaBack' }
  /** The agent holds or resumes. */
  | { readonly type: 'wishChanged' }
  /** Final status of the re-INVITE; 0 when there was none. */
  | { readonly type: 'answered'; readonly status: number }
  | { readonly type: 'timerFired' };

export type CallKeepingEffect =
  /** Send a re-INVITE for what is wished now; `isNewPath`: over another path than before. */
  | { readonly type: 'agree'; readonly isNewPath: boolean }
  | { readonly type: 'wait'; readonly ms: number }
  /** The exchange knows the call no more. */
  | { readonly type: 'end' }
  | { readonly type: 'tell'; readonly what: 'signallingLost' | 'signallingBack' | 'mediaLost' | 'mediaBack' };

export interface CallKeepingTransition {
  readonly state: CallKeeping;
  readonly effects: readonly CallKeepingEffect[];
}

export const freshCall = (isUp: boolean): CallKeeping => ({
  isUp,
  isMediaLost: false,
  isOwed: false,
  isAgreeing: false,
  isUnsure: false,
});

/** May work the next time: nobody answered, something crossed it, or the exchange is in trouble. */
const passing = [0, 408, 491, 500, 503, 504];
/** The call is gone at the exchange: no dialog, or no one to route to. */
const gone = [404, 410, 481];
const againAfterMs = 4_000;

/** Pure. */
export function transitionCallKeeping(state: CallKeeping, event: CallKeepingEvent): CallKeepingTransition {
  switch (event.type) {
    case 'lineLost':
      return state.isUp ? tell({ ...state, isUp: false }, 'signallingLost') : stay(state);
    case 'lineBack':
      // Owed in any case: the exchange has to learn of the new connection.
      return state.isUp
        ? stay(state)
        : agree({ ...state, isUp: true, isOwed: true, isUnsure: true }, ['signallingBack']);
    case 'mediaLost':
      return state.isMediaLost ? stay(state) : agree({ ...state, isMediaLost: true, isOwed: true }, ['mediaLost']);
    case 'mediaBack':
      return state.isMediaLost ? tell({ ...state, isMediaLost: false }, 'mediaBack') : stay(state);
    case 'wishChanged':
      return agree({ ...state, isOwed: true });
    case 'answered':
      return answered(state, event.status);
    case 'timerFired':
      return agree(state.isMediaLost ? { ...state, isOwed: true } : state);
    default:
      return assertNever(event);
  }
}

function stay(state: CallKeeping): CallKeepingTransition {
  return { state, effects: [] };
}

type News = Extract<CallKeepingEffect, { type: 'tell' }>['what'];

function tell(state: CallKeeping, what: News): CallKeepingTransition {
  return { state, effects: [{ type: 'tell', what }] };
}

/** Pays what is owed if that can be done now. */
function agree(state: CallKeeping, news: readonly News[] = []): CallKeepingTransition {
  const told = news.map((what): CallKeepingEffect => ({ type: 'tell', what }));
  if (!state.isUp || !state.isOwed || state.isAgreeing) return { state, effects: told };
  return {
    state: { ...state, isOwed: false, isAgreeing: true },
    effects: [...told, { type: 'agree', isNewPath: state.isMediaLost }],
  };
}

function answered(before: CallKeeping, status: number): CallKeepingTransition {
  const state: CallKeeping = { ...before, isAgreeing: false, isUnsure: before.isUnsure && passing.includes(status) };
  // It may have ended while nobody could say so. Without such a time the sound is believed, not one odd answer.
  if (gone.includes(status) && (before.isUnsure || before.isMediaLost)) return { state, effects: [{ type: 'end' }] };
  if (status >= 200 && status < 300) {
    // A new path needs a moment; when it does not come about, another one is tried.
    return state.isMediaLost && !state.isOwed ? { state, effects: [{ type: 'wait', ms: againAfterMs }] } : agree(state);
  }
  if (!passing.includes(status) && !state.isMediaLost) return agree(state);
  // Lost on the way, or refused for now. The line that comes back pays it, else time does.
  const owing: CallKeeping = { ...state, isOwed: true };
  return state.isUp ? { state: owing, effects: [{ type: 'wait', ms: againAfterMs }] } : stay(owing);
}
