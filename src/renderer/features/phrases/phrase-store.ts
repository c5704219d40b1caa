import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import type { PhrasePack } from '../../../shared/domain/phrase.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

export interface PhraseState {
  readonly packs: readonly PhrasePack[];
  /** Language the agent chose by hand for the running call; absent follows the caller. */
  readonly chosen: CallerLanguage | undefined;
  readonly error: AppError | undefined;
  load(): Promise<void>;
  choose(language: CallerLanguage | undefined): void;
}

export type PhraseStore = StoreApi<PhraseState>;

export function createPhraseStore(desk: DeskApi): PhraseStore {
  const store = createStore<PhraseState>((set) => ({
    packs: [],
    chosen: undefined,
    error: undefined,
    async load() {
      const result = await desk.invoke('phrases:packs', {});
      if (result.ok) set({ packs: result.value, error: undefined });
      else set({ error: result.error });
    },
    choose(language) {
      set({ chosen: language });
    },
  }));
  desk.on('phrasesUpdated', () => {
    void store.getState().load();
  });
  return store;
}
