import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SearchAnswer } from '../../../shared/domain/article.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { askNewest } from '../../client/newest-question.ts';

const hitsShown = 20;

export interface KnowledgeState {
  readonly query: string;
  readonly answer: SearchAnswer | undefined;
  readonly selected: number;
  readonly open: CommandOutput<'knowledge:article'> | undefined;
  readonly error: AppError | undefined;
  type(query: string): void;
  move(step: 1 | -1): void;
  openSelected(): void;
  read(id: ArticleId): void;
  close(): void;
  /** The cache changed: asks again, and leaves an open article open. */
  refresh(): void;
  /** The agent signed out: what he looked up goes with him. */
  clear(): void;
}

export type KnowledgeStore = StoreApi<KnowledgeState>;

/** Search as one types. */
export function createKnowledgeStore(desk: DeskApi): KnowledgeStore {
  const store = createStore<KnowledgeState>((set, get) => {
    const { ask } = askNewest(
      () => get().query,
      (query) => desk.invoke('knowledge:search', { query: query.trim(), limit: hitsShown }),
      (result) => {
        if (result.ok) set({ answer: result.value, selected: 0, error: undefined });
        else set({ error: result.error });
      },
    );
    return {
      query: '',
      answer: undefined,
      selected: 0,
      open: undefined,
      error: undefined,
      type(query) {
        set({ query, open: undefined });
        void ask();
      },
      move(step) {
        const count = get().answer?.hits.length ?? 0;
        if (count > 0) set({ selected: Math.min(count - 1, Math.max(0, get().selected + step)) });
      },
      openSelected() {
        const hit = get().answer?.hits[get().selected];
        if (hit) get().read(hit.id);
      },
      read(id) {
        const askedFrom = get().query;
        void desk.invoke('knowledge:article', { id }).then((result) => {
          // He typed on meanwhile: the article must not open over the newer answer.
          if (get().query !== askedFrom) return;
          if (result.ok) set({ open: result.value, error: undefined });
          else set({ error: result.error });
        });
      },
      close() {
        set({ open: undefined });
      },
      clear() {
        set({ query: '', answer: undefined, selected: 0, open: undefined, error: undefined });
      },
      refresh() {
        if (get().query !== '') void ask();
      },
    };
  });
  desk.on('knowledgeUpdated', () => {
    store.getState().refresh();
  });
  return store;
}
