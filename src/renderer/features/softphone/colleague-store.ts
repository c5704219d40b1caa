import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ColleagueList } from '../../../shared/domain/colleague.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

/** As this page was told last; nobody before that. */
export type ColleagueStore = StoreApi<ColleagueList> & {
  load(): Promise<void>;
  /** Keeps up with whoever moves until the returned function is called. */
  watch(): () => void;
  clear(): void;
};

const nobody: ColleagueList = { colleagues: [], isStale: true };
/** The core hears of moves for some minutes after it was asked. */
const askAgainMs = 120_000;

/** Who else works here, and where he stands. */
export function createColleagueStore(desk: DeskApi): ColleagueStore {
  const store = createStore<ColleagueList>(() => nobody);
  let watching = 0;
  /** An answer that comes after a later one was asked for is old. */
  let asked = 0;

  const load = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    const answer = await desk.invoke('colleagues:list', {});
    if (mine === asked && answer.ok) store.setState(answer.value, true);
  };
  desk.on('colleaguesChanged', () => {
    if (watching > 0) void load();
  });
  return Object.assign(store, {
    load,
    watch: () => {
      watching += 1;
      void load();
      const timer = setInterval(() => void load(), askAgainMs);
      return () => {
        watching -= 1;
        clearInterval(timer);
      };
    },
    clear: () => {
      asked += 1;
      store.setState(nobody, true);
    },
  });
}
