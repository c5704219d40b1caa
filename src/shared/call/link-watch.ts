import { assertNever } from '../assert-never.ts';

/**
 * Whether somebody is still there at the far end of a connection that looks open. A cable that was pulled or a process
 * that hangs is told by nobody; so whenever nothing was heard for a while, the far end is asked.
 *
 *                timerFired (quiet for idleMs), checkAsked: ask
 *   listening ───────────────────────────────────────────────► asking ── timerFired, too late ──► gone: giveUp
 *       ▲                                                        │
 *       └──────────────────────────── heard ─────────────────────┘
 *
 * Whatever is heard counts as an answer. A timer that fires late tells of a busy page, whose own ear may be as slow:
 * it gets one more second.
 */
export type LinkWatch =
  | { readonly kind: 'listening'; readonly heardAt: number }
  | {
      readonly kind: 'asking';
      /** Until when an answer is waited for. */
      readonly until: number;
      readonly hadGrace: boolean;
    }
  | { readonly kind: 'gone' };

export type LinkWatchEvent =
  | { readonly type: 'heard'; readonly at: number }
  /** The wait of the last `wait` effect is over; times UTC epoch ms. */
  | { readonly type: 'timerFired'; readonly at: number }
  /** There is reason to doubt: an answer is wanted soon. */
  | { readonly type: 'checkAsked'; readonly at: number };

export type LinkWatchEffect =
  | { readonly type: 'ask' }
  /** Replaces the wait before. */
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'giveUp' };

export interface LinkWatchTransition {
  readonly state: LinkWatch;
  readonly effects: readonly LinkWatchEffect[];
}

/** Ms. Together with a second of grace they stay below the ten seconds within which a frozen link has to be found. */
export const linkWatchTimes = { idleMs: 3_000, patienceMs: 5_000, checkMs: 2_000, graceMs: 1_000 } as const;

export function watchLink(at: number): LinkWatchTransition {
  return { state: { kind: 'listening', heardAt: at }, effects: [{ type: 'wait', ms: linkWatchTimes.idleMs }] };
}

/** Pure. */
export function transitionLinkWatch(state: LinkWatch, event: LinkWatchEvent): LinkWatchTransition {
  if (state.kind === 'gone') return { state, effects: [] };
  switch (event.type) {
    case 'heard':
      return state.kind === 'asking' ? watchLink(event.at) : { state: { ...state, heardAt: event.at }, effects: [] };
    case 'checkAsked':
      return checkAsked(state, event.at);
    case 'timerFired':
      return state.kind === 'listening' ? listened(state.heardAt, event.at) : asked(state, event.at);
    default:
      return assertNever(event);
  }
}

function ask(at: number, patienceMs: number): LinkWatchTransition {
  return {
    state: { kind: 'asking', until: at + patienceMs, hadGrace: false },
    effects: [{ type: 'ask' }, { type: 'wait', ms: patienceMs }],
  };
}

function listened(heardAt: number, at: number): LinkWatchTransition {
  const { idleMs, patienceMs } = linkWatchTimes;
  // A clock that was set back must not stop the watch.
  const restMs = Math.min(heardAt + idleMs - at, idleMs);
  if (restMs <= 0) return ask(at, patienceMs);
  return { state: { kind: 'listening', heardAt: Math.min(heardAt, at) }, effects: [{ type: 'wait', ms: restMs }] };
}

function asked(state: Extract<LinkWatch, { kind: 'asking' }>, at: number): LinkWatchTransition {
  const { graceMs, patienceMs } = linkWatchTimes;
  const lateMs = at - state.until;
  if (lateMs < 0) {
    const restMs = Math.min(-lateMs, patienceMs);
    return { state: { ...state, until: at + restMs }, effects: [{ type: 'wait', ms: restMs }] };
  }
  if (lateMs < graceMs || state.hadGrace) return { state: { kind: 'gone' }, effects: [{ type: 'giveUp' }] };
  return {
    state: { kind: 'asking', until: at + graceMs, hadGrace: true },
    effects: [{ type: 'wait', ms: graceMs }],
  };
}

function checkAsked(state: Exclude<LinkWatch, { kind: 'gone' }>, at: number): LinkWatchTransition {
  const { checkMs } = linkWatchTimes;
  if (state.kind === 'listening') return ask(at, checkMs);
  const until = Math.min(state.until, at + checkMs);
  return { state: { ...state, until }, effects: [{ type: 'wait', ms: Math.max(0, until - at) }] };
}
