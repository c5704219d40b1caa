import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import type { FestivalSpan } from '../../../shared/domain/festival.ts';
import type { PhrasePack } from '../../../shared/domain/phrase.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { makeScriptBook, type ScriptBook } from '../../../shared/script/script-book.ts';
import { shippedCalendar, shippedMoments } from '../../../shared/script/shipped.ts';

export interface PhraseState {
  readonly book: ScriptBook;
  /** Language the agent chose by hand for the running call; absent follows the caller. */
  readonly chosen: CallerLanguage | undefined;
  readonly error: AppError | undefined;
  load(): Promise<void>;
  choose(language: CallerLanguage | undefined): void;
}

export type PhraseStore = StoreApi<PhraseState>;

export function createPhraseStore(desk: DeskApi): PhraseStore {
  return createStore<PhraseState>((set) => ({
    book: bookOf([], []),
    chosen: undefined,
    error: undefined,
    async load() {
      const [result, days] = await Promise.all([
        desk.invoke('phrases:packs', {}),
        desk.invoke('phrases:festivals', {}),
      ]);
      // Without the centre's days those of the calendar are good enough: the words are not.
      if (result.ok) set({ book: bookOf(result.value, days.ok ? days.value : []), error: undefined });
      else set({ error: result.error });
    },
    choose(language) {
      set({ chosen: language });
    },
  }));
}

function bookOf(packs: readonly PhrasePack[], centreSpans: readonly FestivalSpan[]): ScriptBook {
  return makeScriptBook(shippedMoments, packs, shippedCalendar, centreSpans);
}
