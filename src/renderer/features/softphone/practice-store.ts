import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ScenarioId } from '../../../shared/ids.ts';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import type { Scenario } from '../../../shared/domain/scenario.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { CallerRecordings } from '../../../shared/training/caller-recording.ts';
import { factOf } from './practice-facts.ts';
import type { CallerWish } from '../../../shared/training/caller-wish.ts';
import type { AgentAct, SimulationFact, VoiceHeard } from '../../../shared/training/simulation-facts.ts';
import type { Caption, PracticePort, PracticeState } from '../../telephony/practice/practice-port.ts';

/** One simulated caller who is there, or was the last one with this scenario. */
export interface PracticeCaller {
  readonly scenario: Scenario;
  readonly state: PracticeState;
  /** Of the running or last call, in the order in which they were said. */
  readonly captions: readonly Caption[];
  /** What happened, for the score; a second call of the same caller goes on with it. */
  readonly facts: readonly SimulationFact[];
  /** By a colleague, who says what he says himself. */
  readonly isPlayed: boolean;
}

/** What the list shows; undefined is all of them. */
export interface PracticeFilter {
  readonly language: CallerLanguage | undefined;
  readonly difficulty: Scenario['difficulty'] | undefined;
}

export interface PracticeStoreState {
  /** Those who only say their lines first, then the easy ones; empty until `load` is through. */
  readonly scenarios: readonly Scenario[];
  readonly filter: PracticeFilter;
  /** What the centre has recorded itself, as it was looked at last. */
  readonly recordings: CallerRecordings;
  readonly callers: readonly PracticeCaller[];
  readonly error: AppError | undefined;
}

export interface PracticeActions {
  load(): Promise<void>;
  /** Looks into the folder of the centre's recordings again. */
  lookForRecordings(): Promise<void>;
  /** Lets somebody answer whatever is dialled on the exchange of practice. */
  staff(): Promise<void>;
  /** Lets this caller ring the desk; a caller already there is left alone. */
  ring(id: ScenarioId): Promise<void>;
  /** All of them. */
  cancel(): Promise<void>;
  repeatLine(id: ScenarioId): void;
  /** To be called for the caller of this call on what the agent says, opens and writes; nothing for any other call. */
  tell(number: string, act: AgentAct): void;
  /** How the agent is heard to speak in this call; counts for the score. */
  heard(number: string, voice: VoiceHeard): void;
  /** Somebody beside the call has this caller do something. */
  steer(id: ScenarioId, wish: CallerWish): void;
  filter(change: Partial<PracticeFilter>): void;
}

export type PracticeStore = StoreApi<PracticeStoreState> & {
  readonly actions: PracticeActions;
  dispose(): void;
};

/** The caller of a practice call, known by the number that the desk was shown. */
export function practiceCallerOf(state: PracticeStoreState, number: string): PracticeCaller | undefined {
  return state.callers.find((caller) => caller.scenario.caller.number === number);
}

/** The practice callers that the list shows, in its order. */
export function scenariosShown({ scenarios, filter }: PracticeStoreState): readonly Scenario[] {
  const { language, difficulty } = filter;
  return scenarios.filter(
    (scenario) =>
      (language === undefined || scenario.lang === language) &&
      (difficulty === undefined || scenario.difficulty === difficulty),
  );
}

/** Steps that he looks up in, and where a call is sent, lead a caller nowhere. */
function isHeard(act: AgentAct): act is Exclude<AgentAct, { type: 'procedureStep' | 'handedOver' }> {
  return act.type !== 'procedureStep' && act.type !== 'handedOver';
}

function inOrder(scenarios: readonly Scenario[]): readonly Scenario[] {
  const ranks = (scenario: Scenario) => (scenario.steps.length === 1 ? 0 : scenario.difficulty);
  return scenarios.toSorted((a, b) => ranks(a) - ranks(b) || a.id.localeCompare(b.id));
}

export function createPracticeStore(parts: {
  readonly practice: PracticePort;
  readonly desk: DeskApi;
  readonly now: () => number;
}): PracticeStore {
  const { practice, desk, now } = parts;
  const store = createStore<PracticeStoreState>(() => ({
    ...{ scenarios: [], callers: [], error: undefined, recordings: { found: [], leftOut: [] } },
    filter: { language: undefined, difficulty: undefined },
  }));

  const change = (scenario: Scenario, edit: (caller: PracticeCaller) => PracticeCaller): void =>
    store.setState(({ callers }) => {
      const known = callers.find((caller) => caller.scenario.id === scenario.id);
      const next = edit(known ?? { scenario, state: { kind: 'idle' }, captions: [], facts: [], isPlayed: false });
      return { callers: known ? callers.map((caller) => (caller === known ? next : caller)) : [...callers, next] };
    });

  const stopListening = practice.subscribe((event) => {
    change(event.scenario, (caller) => {
      const fact = factOf(event, caller.state, now());
      const facts = fact ? [...caller.facts, fact] : caller.facts;
      if (event.type === 'agentHeard' || event.type === 'callerHeard') return { ...caller, facts };
      if (event.type === 'captioned') return { ...caller, facts, captions: [...caller.captions, event.caption] };
      const { state, isPlayed = false } = event;
      if (state.kind !== 'ringing') return { ...caller, state, facts, isPlayed };
      return { ...caller, state, captions: [], facts: caller.state.kind === 'callingAgain' ? facts : [], isPlayed };
    });
  });

  const actions: PracticeActions = {
    load: async () => {
      const answer = await desk.invoke('practice:scenarios', {});
      if (answer.ok) store.setState({ scenarios: inOrder(answer.value), error: undefined });
      else store.setState({ error: answer.error });
    },
    lookForRecordings: async () => {
      const answer = await desk.invoke('practice:recordings', {});
      if (answer.ok) store.setState({ recordings: answer.value });
      else store.setState({ error: answer.error });
    },
    staff: () => practice.staff(),
    ring: async (id) => {
      const { scenarios, callers } = store.getState();
      const scenario = scenarios.find((entry) => entry.id === id);
      if (!scenario) return store.setState({ error: appError('scenario.notFound', 'none') });
      const caller = callers.find((entry) => entry.scenario.id === id);
      if (caller && caller.state.kind !== 'idle') return;
      store.setState({ error: undefined });
      const result = await practice.ring(scenario);
      if (!result.ok) store.setState({ error: result.error });
    },
    cancel: () => practice.cancel(),
    repeatLine: (id) => practice.repeatLine(id),
    steer: (id, wish) => practice.steer(id, wish),
    tell: (number, act) => {
      const caller = practiceCallerOf(store.getState(), number);
      if (caller) {
        const fact = { ...act, at: now() };
        change(caller.scenario, (known) => ({ ...known, facts: [...known.facts, fact] }));
        // Who has left hears nothing of it; it counts for the score all the same.
        if (caller.state.kind !== 'idle' && isHeard(act)) practice.tell(caller.scenario.id, act);
      }
    },
    heard: (number, { pace, loudness }) => {
      const caller = practiceCallerOf(store.getState(), number);
      const last = caller?.facts.findLast((fact) => fact.type === 'voice');
      if (!caller || (last?.pace === pace && last?.loudness === loudness)) return;
      const fact = { type: 'voice', at: now(), pace, loudness } as const;
      change(caller.scenario, (known) => ({ ...known, facts: [...known.facts, fact] }));
    },
    filter: (change) => store.setState(({ filter }) => ({ filter: { ...filter, ...change } })),
  };
  return Object.assign(store, { actions, dispose: stopListening });
}
