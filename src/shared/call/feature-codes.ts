import { assertNever } from '../assert-never.ts';
import type { CodePurpose, FeatureCodes } from '../domain/feature-codes.ts';
import type { AgentState, BreakReason } from './agent-state.ts';

/** How an agent wants to stand at the exchange. */
export type Standing =
  | { readonly isIn: false }
  /** `pause`: why no call shall come; `other` is all that is no break. */
  | { readonly isIn: true; readonly pause?: BreakReason | 'other' };

/**
 * What the exchange was told by codes, and what is being told. One code at a time, in the order in which they make
 * sense: nobody is paused who is not logged in.
 *
 *              a step is due, the line is free          taken: the next one, until all is told
 *   resting ──────────────────────────────────► telling ─────────────┐
 *      ▲                                           │ ▲               │
 *      │ the agent stands elsewhere,               │ └───────────────┘
 *      │ or the line is free anew                  │ not taken
 *      └─────────────────── blocked ◄──────────────┘
 *
 * A code that is over when the line is not free any more counts for nothing, unless it was taken and the last of its step.
 * Standing that changes while a code is called counts when that one is over; what was between is left out.
 */
export interface CodeState {
  /** Undefined: nobody knows, so it is told. */
  readonly toldIn: boolean | undefined;
  /** The codes that set the pause last, or the end of one. */
  readonly toldPause: readonly string[] | undefined;
  readonly wish: Standing | undefined;
  /** Registered, with no call on the desk. */
  readonly isFree: boolean;
  readonly telling: { readonly step: CodeStep; readonly index: number } | undefined;
  /** A code was not taken: no other until something changes. */
  readonly isBlocked: boolean;
}

export interface CodeStep {
  readonly purpose: CodePurpose;
  readonly codes: readonly string[];
}

export type CodeEvent =
  | { readonly type: 'stood'; readonly wish: Standing }
  | { readonly type: 'lineChanged'; readonly isFree: boolean }
  /** The call to the code is over. */
  | { readonly type: 'called'; readonly isTaken: boolean };

export type CodeEffect =
  | { readonly type: 'call'; readonly code: string }
  | { readonly type: 'refused'; readonly purpose: CodePurpose; readonly code: string };

export const untold: CodeState = {
  ...{ toldIn: undefined, toldPause: undefined, wish: undefined, telling: undefined },
  ...{ isFree: false, isBlocked: false },
};

/** Undefined while calls say where the agent is: the exchange knows of those itself. */
export function standingOf(agent: AgentState): Standing | undefined {
  switch (agent.kind) {
    case 'READY':
      return { isIn: true };
    case 'BREAK':
      return { isIn: true, pause: agent.reason };
    case 'WARM_UP':
    case 'NOT_READY':
      return { isIn: true, pause: 'other' };
    // Who signs off here may have signed on elsewhere: only he himself logs out.
    case 'OFFLINE':
    case 'RINGING':
    case 'DIALING':
    case 'TALKING':
    case 'ACW':
      return undefined;
    default:
      return assertNever(agent);
  }
}

/** Nothing is being called, and nothing will be as things stand. */
export function isAtRest(state: CodeState, codes: FeatureCodes): boolean {
  return !state.telling && (state.isBlocked || !state.isFree || !nextStep(state, codes));
}

/** Pure. */
export function transitionCodes(
  state: CodeState,
  event: CodeEvent,
  codes: FeatureCodes,
): { readonly state: CodeState; readonly effects: readonly CodeEffect[] } {
  switch (event.type) {
    case 'stood':
      return proceed(
        { ...state, wish: event.wish, isBlocked: state.isBlocked && isSame(state.wish, event.wish) },
        codes,
      );
    case 'lineChanged': {
      const isNews = event.isFree && !state.isFree;
      return proceed({ ...state, isFree: event.isFree, isBlocked: state.isBlocked && !isNews }, codes);
    }
    case 'called':
      return called(state, event.isTaken, codes);
    default:
      return assertNever(event);
  }
}

type Outcome = ReturnType<typeof transitionCodes>;

function called(state: CodeState, isTaken: boolean, codes: FeatureCodes): Outcome {
  const { telling } = state;
  if (!telling) return { state, effects: [] };
  const { step, index } = telling;
  // The line went, or somebody calls: the whole step again when it is free, whatever became of this code.
  if (!state.isFree)
    return { state: { ...state, ...(isTaken && isLast(telling) && told(step)), telling: undefined }, effects: [] };
  if (!isTaken) {
    const effects: CodeEffect[] = [{ type: 'refused', purpose: step.purpose, code: step.codes[index] ?? '' }];
    const blocked = { ...state, telling: undefined, isBlocked: true };
    return { state: blocked, effects };
  }
  if (isLast(telling)) return proceed({ ...state, ...told(step), telling: undefined }, codes);
  const next = step.codes[index + 1] ?? '';
  return { state: { ...state, telling: { step, index: index + 1 } }, effects: [{ type: 'call', code: next }] };
}

function isLast({ step, index }: NonNullable<CodeState['telling']>): boolean {
  return index === step.codes.length - 1;
}

/** Whoever logs in or out begins without a pause that is known. */
function told({ purpose, codes }: CodeStep): Partial<CodeState> {
  if (purpose === 'logIn' || purpose === 'logOut') return { toldIn: purpose === 'logIn', toldPause: undefined };
  return { toldPause: codes };
}

function proceed(state: CodeState, codes: FeatureCodes): Outcome {
  const step = state.telling || state.isBlocked || !state.isFree ? undefined : nextStep(state, codes);
  const [code] = step?.codes ?? [];
  if (!step || code === undefined) return { state, effects: [] };
  return { state: { ...state, telling: { step, index: 0 } }, effects: [{ type: 'call', code }] };
}

function nextStep({ wish, toldIn, toldPause }: CodeState, codes: FeatureCodes): CodeStep | undefined {
  if (!wish) return undefined;
  if (!wish.isIn) return codes.logOut && toldIn !== false ? { purpose: 'logOut', codes: codes.logOut } : undefined;
  if (codes.logIn && toldIn !== true) return { purpose: 'logIn', codes: codes.logIn };
  const step = pauseStep(wish.pause, codes);
  return step && !isSameList(step.codes, toldPause) ? step : undefined;
}

function pauseStep(pause: BreakReason | 'other' | undefined, codes: FeatureCodes): CodeStep | undefined {
  if (pause === undefined) return codes.unpause && { purpose: 'unpause', codes: codes.unpause };
  const pausing = (pause === 'other' ? undefined : codes.pauseFor[pause]) ?? codes.pause;
  return pausing && { purpose: 'pause', codes: pausing };
}

function isSameList(some: readonly string[], others: readonly string[] | undefined): boolean {
  return some.length === others?.length && some.every((code, index) => code === others[index]);
}

function isSame(one: Standing | undefined, other: Standing): boolean {
  return one?.isIn === other.isIn && (one.isIn && other.isIn ? one.pause === other.pause : true);
}
