import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AgentNo } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { TrainedPerson } from '../../../shared/sync/training-wire.ts';
import type { TrainingFileEntry } from '../../../shared/training/training-entry.ts';

export interface TrainingFileState {
  /** Whoever has trained; empty for somebody who does not teach. */
  readonly people: readonly TrainedPerson[];
  /** Whose file it is; undefined: one's own. */
  readonly who: AgentNo | undefined;
  /** Newest first. */
  readonly entries: readonly TrainingFileEntry[];
  /** Where the next page begins; undefined when there is none. */
  readonly cursor: string | undefined;
  readonly isReading: boolean;
  readonly error: AppError | undefined;
}

export interface TrainingFileActions {
  /** @param isTeacher may see everybody's */
  load(isTeacher: boolean): Promise<void>;
  choose(who: AgentNo | undefined): Promise<void>;
  more(): Promise<void>;
  clear(): void;
}

export type TrainingFileStore = StoreApi<TrainingFileState> & { readonly actions: TrainingFileActions };

const nothing: TrainingFileState = {
  ...{ people: [], who: undefined, entries: [], cursor: undefined, isReading: false, error: undefined },
};

/** The training file as the centre has it. */
export function createTrainingFileStore(desk: DeskApi): TrainingFileStore {
  const store = createStore<TrainingFileState>(() => nothing);
  const read = async (who: AgentNo | undefined, cursor: string | undefined): Promise<void> => {
    store.setState({ isReading: true, error: undefined });
    const page = await desk.invoke('training:file', { ...(who && { agentNo: who }), ...(cursor && { cursor }) });
    // Somebody else was chosen meanwhile.
    if (store.getState().who !== who) return;
    if (!page.ok) return store.setState({ isReading: false, error: page.error });
    const before = cursor === undefined ? [] : store.getState().entries;
    store.setState({ isReading: false, entries: [...before, ...page.value.entries], cursor: page.value.cursor });
  };
  const choose = async (who: AgentNo | undefined): Promise<void> => {
    store.setState({ who, entries: [], cursor: undefined });
    await read(who, undefined);
  };
  const actions: TrainingFileActions = {
    load: async (isTeacher) => {
      const [people] = await Promise.all([
        isTeacher ? desk.invoke('training:people', {}) : undefined,
        choose(store.getState().who),
      ]);
      if (people) store.setState(people.ok ? { people: people.value } : { error: people.error });
    },
    choose,
    more: async () => {
      const { who, cursor, isReading } = store.getState();
      if (cursor !== undefined && !isReading) await read(who, cursor);
    },
    clear: () => store.setState(nothing, true),
  };
  return Object.assign(store, { actions });
}
