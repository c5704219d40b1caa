import type { Scenario, ScenarioEnd, ScenarioLine, ScenarioWay } from '../domain/scenario.ts';
import { fitsWay, type ScriptEvent } from './caller-script.ts';

/** What the trainee did, as the desk of whoever plays the caller is told. */
export type TraineeDeed = Extract<ScriptEvent, { type: 'said' | 'articleOpened' | 'ticketSaved' }>;

/**
 * Where a person who plays the caller stands in the scenario. He says the lines in his own time; what the trainee does
 * only tells where it would lead, and the person goes there by himself.
 */
export interface GuideState {
  readonly step: string;
  /** Lines of this step that he has said. */
  readonly said: number;
  /** The way that the trainee has earned, by its place in the step. */
  readonly earned?: number;
}

export type GuideEvent =
  | { readonly type: 'lineSaid' }
  /** He takes a way of this step, by its place. */
  | { readonly type: 'wayTaken'; readonly nth: number }
  | TraineeDeed;

export interface GuideView {
  readonly lines: readonly ScenarioLine[];
  readonly said: number;
  /** What would follow, with the first thing that he then says. */
  readonly ways: readonly { readonly way: ScenarioWay; readonly isEarned: boolean; readonly first?: ScenarioLine }[];
  readonly end: ScenarioEnd | undefined;
}

/** What one key does next: another line, the way that was earned, the end; undefined while it is the trainee's turn. */
export type GuideDeed =
  { readonly type: 'lineSaid' } | { readonly type: 'wayTaken'; readonly nth: number } | { readonly type: 'hangUp' };

export function beginGuide({ steps }: Scenario): GuideState {
  return { step: steps[0]?.id ?? '', said: 0 };
}

/** Pure. What does not fit is ignored. */
export function transitionGuide(state: GuideState, event: GuideEvent, scenario: Scenario): GuideState {
  const step = scenario.steps.find(({ id }) => id === state.step);
  if (!step) return state;
  switch (event.type) {
    case 'lineSaid':
      return state.said < step.lines.length ? { ...state, said: state.said + 1 } : state;
    case 'wayTaken': {
      const to = step.ways[event.nth]?.to;
      return to === undefined ? state : { step: to, said: 0 };
    }
    case 'said':
    case 'articleOpened':
    case 'ticketSaved': {
      if (state.earned !== undefined) return state;
      const earned = step.ways.findIndex((way) => fitsWay(way, event, scenario));
      return earned < 0 ? state : { ...state, earned };
    }
  }
}

export function viewGuide(state: GuideState, { steps }: Scenario): GuideView {
  const step = steps.find(({ id }) => id === state.step);
  return {
    lines: step?.lines ?? [],
    said: state.said,
    ways: (step?.ways ?? []).map((way, nth) => {
      const first = steps.find(({ id }) => id === way.to)?.lines[0];
      return { way, isEarned: nth === state.earned, ...(first && { first }) };
    }),
    end: step?.end,
  };
}

export function nextDeed(state: GuideState, scenario: Scenario): GuideDeed | undefined {
  const { lines, said, end } = viewGuide(state, scenario);
  if (said < lines.length) return { type: 'lineSaid' };
  if (state.earned !== undefined) return { type: 'wayTaken', nth: state.earned };
  return end && end.kind !== 'farewell' ? { type: 'hangUp' } : undefined;
}
