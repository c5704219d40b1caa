import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ScenarioId } from '../../../shared/ids.ts';
import type { Scenario } from '../../../shared/domain/scenario.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { Caption, PracticePort, PracticeState } from '../../telephony/practice/practice-port.ts';

export interface PracticeStoreState {
  /** Empty until `load` is through. */
  readonly scenarios: readonly Scenario[];
  readonly caller: PracticeState;
  /** Of the running or last practice call, in the order in which they were said. */
  readonly captions: readonly Caption[];
  readonly error: AppError | undefined;
}

export interface PracticeActions {
  load(): Promise<void>;
  /** Lets this caller ring the desk; a caller already there is left alone. */
  ring(id: ScenarioId): Promise<void>;
  cancel(): Promise<void>;
  repeatLine(): void;
  /** To be called when the agent says goodbye: the caller then hangs up. */
  farewell(): void;
}

export type PracticeStore = StoreApi<PracticeStoreState> & {
  readonly actions: PracticeActions;
  dispose(): void;
};

export function createPracticeStore(parts: { readonly practice: PracticePort; readonly desk: DeskApi }): PracticeStore {
  const { practice, desk } = parts;
  const store = createStore<PracticeStoreState>(() => ({
    scenarios: [],
    caller: { kind: 'idle' },
    captions: [],
    error: undefined,
  }));

  const stopListening = practice.subscribe((event) => {
    if (event.type === 'stateChanged') store.setState({ caller: event.state });
    else store.setState((s) => ({ captions: [...s.captions, event.caption] }));
  });

  const actions: PracticeActions = {
    load: async () => {
      const answer = await desk.invoke('practice:scenarios', {});
      if (answer.ok) store.setState({ scenarios: answer.value, error: undefined });
      else store.setState({ error: answer.error });
    },
    ring: async (id) => {
      const { scenarios, caller } = store.getState();
      if (caller.kind !== 'idle') return;
      const scenario = scenarios.find((entry) => entry.id === id);
      if (!scenario) return store.setState({ error: appError('scenario.notFound', 'none') });
      store.setState({ captions: [], error: undefined });
      const result = await practice.ring(scenario);
      if (!result.ok) store.setState({ error: result.error });
    },
    cancel: () => practice.cancel(),
    repeatLine: () => practice.repeatLine(),
    farewell: () => practice.farewell(),
  };
  return Object.assign(store, { actions, dispose: stopListening });
}
