import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ListenerMarks, PracticeResult } from '../../../shared/training/practice-result.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

export interface PracticeFileState {
  /** The agent's own, newest first. */
  readonly results: readonly PracticeResult[];
  /** Why something was not kept. */
  readonly error: AppError | undefined;
}

export interface PracticeFileActions {
  load(): Promise<void>;
  keep(result: Omit<PracticeResult, 'heard'>): Promise<void>;
  /** Kept with every mark: a listener who is called away loses nothing. */
  mark(callId: CallId, heard: ListenerMarks): Promise<void>;
  clear(): void;
}

export type PracticeFileStore = StoreApi<PracticeFileState> & { readonly actions: PracticeFileActions };

/** As many as the list and its plot show. */
const shown = 50;
const nothing: PracticeFileState = { results: [], error: undefined };

/** What an agent's simulations came to, kept at this desk. */
export function createPracticeFileStore(desk: DeskApi): PracticeFileStore {
  const store = createStore<PracticeFileState>(() => nothing);
  // One after the other: marks belong to a result that is kept.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => (last = last.then(work, work));
  const read = async (): Promise<void> => {
    const answer = await desk.invoke('practice:results', { limit: shown });
    if (answer.ok) store.setState({ results: answer.value, error: undefined });
    else store.setState({ error: answer.error });
  };
  const actions: PracticeFileActions = {
    load: () => inTurn(read),
    keep: (result) =>
      inTurn(async () => {
        const kept = await desk.invoke('practice:keep', result);
        if (!kept.ok) return store.setState({ error: kept.error });
        await read();
      }),
    mark: (callId, heard) => {
      // Shown at once: the next mark is given on top of this one.
      const change = (result: PracticeResult) => (result.callId === callId ? { ...result, heard } : result);
      store.setState(({ results }) => ({ results: results.map(change) }));
      return inTurn(async () => {
        const marked = await desk.invoke('practice:mark', { callId, heard });
        store.setState({ error: marked.ok ? undefined : marked.error });
      });
    },
    clear: () => store.setState(nothing),
  };
  return Object.assign(store, { actions });
}
