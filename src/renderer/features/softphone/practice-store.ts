import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ScenarioId } from '../../../shared/ids.ts';
import type { Scenario } from '../../../shared/domain/scenario.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { Caption, PracticePort, PracticeState } from '../../telephony/practice/practice-port.ts';

/** One simulated caller who is there, or was the last one with this scenario. */
export interface PracticeCaller {
  readonly scenario: Scenario;
  readonly state: PracticeState;
  /** Of the running or last call, in the order in which they were said. */
  readonly captions: readonly Caption[];
}

export interface PracticeStoreState {
  /** Empty until `load` is through. */
  readonly scenarios: readonly Scenario[];
  readonly callers: readonly PracticeCaller[];
  readonly error: AppError | undefined;
}

export interface PracticeActions {
  load(): Promise<void>;
  /** Lets somebody answer whatever is dialled on the exchange of practice. */
  staff(): Promise<void>;
  /** Lets this caller ring the desk; a caller already there is left alone. */
  ring(id: ScenarioId): Promise<void>;
  /** All of them. */
  cancel(): Promise<void>;
  repeatLine(id: ScenarioId): void;
  /** To be called when the agent says goodbye: the caller then hangs up. */
  farewell(id: ScenarioId): void;
}

export type PracticeStore = StoreApi<PracticeStoreState> & {
  readonly actions: PracticeActions;
  dispose(): void;
};

/** The caller of a practice call, known by the number that the desk was shown. */
export function practiceCallerOf(state: PracticeStoreState, number: string): PracticeCaller | undefined {
  return state.callers.find((caller) => caller.scenario.caller.number === number);
}

export function createPracticeStore(parts: { readonly practice: PracticePort; readonly desk: DeskApi }): PracticeStore {
  const { practice, desk } = parts;
  const store = createStore<PracticeStoreState>(() => ({ scenarios: [], callers: [], error: undefined }));

  const change = (scenario: Scenario, edit: (caller: PracticeCaller) => PracticeCaller): void =>
    store.setState(({ callers }) => {
      const known = callers.find((caller) => caller.scenario.id === scenario.id);
      const next = edit(known ?? { scenario, state: { kind: 'idle' }, captions: [] });
      return { callers: known ? callers.map((caller) => (caller === known ? next : caller)) : [...callers, next] };
    });

  const stopListening = practice.subscribe((event) => {
    change(event.scenario, (caller) =>
      event.type === 'stateChanged'
        ? { ...caller, state: event.state, captions: event.state.kind === 'ringing' ? [] : caller.captions }
        : { ...caller, captions: [...caller.captions, event.caption] },
    );
  });

  const actions: PracticeActions = {
    load: async () => {
      const answer = await desk.invoke('practice:scenarios', {});
      if (answer.ok) store.setState({ scenarios: answer.value, error: undefined });
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
    farewell: (id) => practice.farewell(id),
  };
  return Object.assign(store, { actions, dispose: stopListening });
}
