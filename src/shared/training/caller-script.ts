import { assertNever } from '../assert-never.ts';
import {
  isMeant,
  linesOf,
  type Scenario,
  type ScenarioEnd,
  type ScenarioStep,
  type ScenarioWay,
} from '../domain/scenario.ts';
import type { TicketType } from '../domain/ticket.ts';
import type { CallerWish } from './caller-wish.ts';

/**
 * What a simulated caller does once the agent has answered.
 *
 *   pausing ── pause over ──► (agent speaks? waitingTurn ── quiet ──►) saying ── lineOver ──► pausing … next line
 *                                                                        │ last line of the step
 *                                    a way is decided ──► pausing, next step ◄──┤
 *                                    the step ends the call ──► leaving ◄───────┤
 *                                                                               ▼
 *   next step ◄── said · article · ticket · held longer · silence · over ── listening
 *
 * What the agent does while the lines of a step are said decides where it leads, and is followed after the last of them:
 * no fact of the caller gets lost. Held, the caller stops in mid-sentence and says the line again when he is taken back;
 * who was held too long may also be gone. Asked to repeat, the last line comes once more. A farewell that the step has no
 * way for ends the call at once.
 *
 * Who steers him from outside comes before all of it: another step begins after the line that he is saying, silence lasts
 * until something is done that the step has a way for, and he may hang up. A step that the scenario does not have changes nothing.
 */
export type ScriptState = TalkingState | LeavingState;

export interface TalkingState {
  readonly kind: 'pausing' | 'waitingTurn' | 'saying' | 'listening';
  readonly step: string;
  /** Index within the step of the line that comes next. */
  readonly next: number;
  /** The line said last, or being said, by its place in `linesOf`; -1 before the first. */
  readonly last: number;
  readonly isHeld: boolean;
  readonly isAgentSpeaking: boolean;
  /** Told to be silent: neither time nor a question brings a word out of him. */
  readonly isMute?: true;
  /** The step that the agent has earned; followed after the last line of this one. */
  readonly decided?: string;
}

export interface LeavingState {
  readonly kind: 'leaving';
  readonly last: number;
  readonly end: ScenarioEnd;
}

/** `pause` before a line, `turn` while the agent does not stop talking, the others after the last line of a step. */
export type ScriptTimer = 'pause' | 'turn' | 'hold' | 'silence' | 'over';

export type ScriptEvent =
  | { readonly type: 'answered' }
  | { readonly type: 'timerOver'; readonly timer: ScriptTimer }
  | { readonly type: 'lineOver' }
  | { readonly type: 'held' }
  | { readonly type: 'resumed' }
  | { readonly type: 'repeatAsked' }
  | { readonly type: 'agentSpoke' }
  | { readonly type: 'agentQuiet' }
  | { readonly type: 'steered'; readonly wish: CallerWish }
  | { readonly type: 'said'; readonly moment: string; readonly kind: string }
  | { readonly type: 'articleOpened'; readonly group: string }
  | { readonly type: 'ticketSaved'; readonly ticketType: TicketType };

export type ScriptEffect =
  /** Sets this timer, and takes away one of the same name. */
  | { readonly type: 'timer'; readonly timer: ScriptTimer; readonly ms: number }
  | { readonly type: 'stopTimers'; readonly timers: readonly ScriptTimer[] }
  /** By its place in `linesOf`. */
  | { readonly type: 'say'; readonly line: number }
  /** Stop whatever is said, and every timer. */
  | { readonly type: 'hush' }
  | { readonly type: 'leave'; readonly end: ScenarioEnd };

export interface ScriptTransition {
  readonly state: ScriptState;
  readonly effects: readonly ScriptEffect[];
}

/** However long the agent talks, a caller who waits for a gap says his line after this, ms. */
const turnMs = 4_000;
const goodbye: ScenarioEnd = { kind: 'farewell' };

/** Where a call begins: with the first step, or with the one that a second call was promised for. */
export function beforeScript({ steps }: Scenario, stepId?: string): ScriptState {
  const step = steps.find(({ id }) => id === stepId)?.id ?? steps[0]?.id ?? '';
  return { kind: 'pausing', step, next: 0, last: -1, isHeld: false, isAgentSpeaking: false };
}

/** Pure. */
export function transitionScript(state: ScriptState, event: ScriptEvent, scenario: Scenario): ScriptTransition {
  if (state.kind === 'leaving') return to(state);
  switch (event.type) {
    case 'answered':
      return goOn(state, scenario);
    case 'timerOver':
      return timerOver(state, event.timer, scenario);
    case 'lineOver':
      return state.kind === 'saying' && !state.isHeld ? goOn(state, scenario) : to(state);
    case 'held':
      return held(state, scenario);
    case 'resumed':
      return resumed(state, scenario);
    case 'repeatAsked':
      if (state.isHeld || state.last < 0 || state.isMute) return to(state);
      return say({ ...state, kind: 'saying' }, state.last, { type: 'hush' });
    case 'agentSpoke':
      return to({ ...state, isAgentSpeaking: true }, { type: 'stopTimers', timers: ['silence'] });
    case 'agentQuiet':
      return agentQuiet({ ...state, isAgentSpeaking: false }, scenario);
    case 'steered':
      return steered(state, event.wish, scenario);
    case 'said':
    case 'articleOpened':
    case 'ticketSaved':
      return deed(state, event, scenario);
    default:
      return assertNever(event);
  }
}

function to(state: ScriptState, ...effects: ScriptEffect[]): ScriptTransition {
  return { state, effects };
}

function stepOf(scenario: Scenario, id: string): ScenarioStep {
  return scenario.steps.find((step) => step.id === id) ?? { id, lines: [], ways: [], end: goodbye };
}

/** The place in `linesOf` of a line of a step. */
function placeOf(scenario: Scenario, stepId: string, index: number): number {
  const before = scenario.steps.slice(
    0,
    Math.max(
      0,
      scenario.steps.findIndex(({ id }) => id === stepId),
    ),
  );
  return linesOf({ steps: before }).length + index;
}

/** To the next line of the step; after the last one to where it leads. */
function goOn(state: TalkingState, scenario: Scenario): ScriptTransition {
  const step = stepOf(scenario, state.step);
  const line = step.lines[state.next];
  if (line) return to({ ...state, kind: 'pausing' }, { type: 'timer', timer: 'pause', ms: line.afterMs });
  if (state.decided !== undefined) return enter(state, state.decided, scenario);
  if (step.end && step.end.kind !== 'farewell' && !state.isMute) return leave(state, step.end);
  return to({ ...state, kind: 'listening' }, ...(state.isMute ? [] : listen(step, state.isAgentSpeaking)));
}

function enter(state: TalkingState, stepId: string, scenario: Scenario): ScriptTransition {
  const { decided: _, isMute: _silence, ...rest } = state;
  const next = goOn({ ...rest, step: stepId, next: 0 }, scenario);
  return { state: next.state, effects: [{ type: 'hush' }, ...next.effects] };
}

function listen({ ways }: ScenarioStep, isAgentSpeaking: boolean): ScriptEffect[] {
  return ways.flatMap((way): ScriptEffect[] => {
    if (way.on === 'over') return [{ type: 'timer', timer: 'over', ms: way.s * 1000 }];
    if (way.on === 'silence' && !isAgentSpeaking) return [{ type: 'timer', timer: 'silence', ms: way.s * 1000 }];
    return [];
  });
}

function leave(state: TalkingState, end: ScenarioEnd): ScriptTransition {
  return to({ kind: 'leaving', last: state.last, end }, { type: 'hush' }, { type: 'leave', end });
}

function say(state: TalkingState, line: number, ...before: ScriptEffect[]): ScriptTransition {
  return to({ ...state, last: line }, ...before, { type: 'say', line });
}

function sayNext(state: TalkingState, scenario: Scenario): ScriptTransition {
  const place = placeOf(scenario, state.step, state.next);
  return say({ ...state, kind: 'saying', next: state.next + 1 }, place, { type: 'hush' });
}

function timerOver(state: TalkingState, timer: ScriptTimer, scenario: Scenario): ScriptTransition {
  const step = stepOf(scenario, state.step);
  if (timer === 'hold') return state.isHeld && !state.isMute ? heldTooLong(state, step, scenario) : to(state);
  if (state.isHeld) return to(state);
  if (timer === 'pause' && state.kind === 'pausing') {
    const isPolite = step.lines[state.next]?.interrupts !== true;
    if (!state.isAgentSpeaking || !isPolite) return sayNext(state, scenario);
    return to({ ...state, kind: 'waitingTurn' }, { type: 'timer', timer: 'turn', ms: turnMs });
  }
  if (timer === 'turn' && state.kind === 'waitingTurn') return sayNext(state, scenario);
  if (timer !== 'silence' && timer !== 'over') return to(state);
  if (state.kind !== 'listening' || (timer === 'silence' && state.isAgentSpeaking)) return to(state);
  const way = step.ways.find(({ on }) => on === timer);
  return way ? enter(state, way.to, scenario) : to(state);
}

function agentQuiet(state: TalkingState, scenario: Scenario): ScriptTransition {
  if (state.isHeld) return to(state);
  if (state.kind === 'waitingTurn') return sayNext(state, scenario);
  if (state.kind !== 'listening' || state.isMute) return to(state);
  const silence = listen(stepOf(scenario, state.step), false).filter(
    (effect) => effect.type === 'timer' && effect.timer === 'silence',
  );
  return to(state, ...silence);
}

function held(state: TalkingState, scenario: Scenario): ScriptTransition {
  if (state.isHeld) return to(state);
  const way = stepOf(scenario, state.step).ways.find(({ on }) => on === 'heldLonger');
  const timer: ScriptEffect[] =
    way?.on === 'heldLonger' && !state.isMute ? [{ type: 'timer', timer: 'hold', ms: way.s * 1000 }] : [];
  return to({ ...state, isHeld: true, isAgentSpeaking: false }, { type: 'hush' }, ...timer);
}

/** He says so when he is taken back; a step without a word to say is one who is gone by then. */
function heldTooLong(state: TalkingState, step: ScenarioStep, scenario: Scenario): ScriptTransition {
  const way = step.ways.find(({ on }) => on === 'heldLonger');
  if (!way) return to(state);
  const target = stepOf(scenario, way.to);
  if (target.lines.length === 0 && target.end && target.end.kind !== 'farewell') return leave(state, target.end);
  return to({ ...state, kind: 'listening', decided: way.to });
}

function resumed(state: TalkingState, scenario: Scenario): ScriptTransition {
  if (!state.isHeld) return to(state);
  const open = { ...state, isHeld: false };
  const calm: ScriptEffect = { type: 'hush' };
  if (open.kind === 'saying') return say(open, open.last, calm);
  if (open.kind === 'listening' && open.decided !== undefined) return enter(open, open.decided, scenario);
  const next = goOn(open, scenario);
  return { state: next.state, effects: [calm, ...next.effects] };
}

/** Held, he does it when he is taken back; only hanging up waits for nobody. */
function steered(state: TalkingState, wish: CallerWish, scenario: Scenario): ScriptTransition {
  if (wish.kind === 'hangUp') return leave(state, { kind: 'hangUp' });
  const step = stepOf(scenario, state.step);
  const atEnd = { ...state, next: step.lines.length };
  if (wish.kind === 'silent') {
    const { decided: _, ...rest } = atEnd;
    return to({ ...rest, kind: 'listening', isMute: true }, { type: 'hush' });
  }
  if (!scenario.steps.some(({ id }) => id === wish.step)) return to(state);
  if (state.isHeld) return to({ ...atEnd, kind: 'listening', decided: wish.step });
  // Nobody breaks off in the middle of a word because somebody else wants him to.
  if (state.kind === 'saying') return to({ ...atEnd, decided: wish.step });
  return enter(state, wish.step, scenario);
}

type Deed = Extract<ScriptEvent, { type: 'said' | 'articleOpened' | 'ticketSaved' }>;

function deed(state: TalkingState, event: Deed, scenario: Scenario): ScriptTransition {
  // On hold the caller hears nothing; what is looked up and written meanwhile counts.
  if (state.isHeld && event.type === 'said') return to(state);
  const way = stepOf(scenario, state.step).ways.find((entry) => fitsWay(entry, event, scenario));
  if (!way) {
    const isGoodbye = event.type === 'said' && event.kind === 'closing.farewell';
    return isGoodbye ? leave(state, goodbye) : to(state);
  }
  if (state.decided !== undefined) return to(state);
  if (state.kind === 'listening' && !state.isHeld) return enter(state, way.to, scenario);
  return to({ ...state, decided: way.to });
}

/** Pure: whether this way of a step is for what the agent did. */
export function fitsWay(way: ScenarioWay, event: Deed, { needs }: Pick<Scenario, 'needs'>): boolean {
  switch (way.on) {
    case 'said':
      return event.type === 'said' && isMeant(way.moments, event);
    case 'articleOpened':
      return event.type === 'articleOpened' && way.groups.includes(event.group);
    case 'wrongArticle':
      return event.type === 'articleOpened' && !needs.articles.includes(event.group);
    case 'ticketSaved':
      return event.type === 'ticketSaved' && (way.type === undefined || way.type === event.ticketType);
    case 'heldLonger':
    case 'silence':
    case 'over':
      return false;
    default:
      return assertNever(way);
  }
}
