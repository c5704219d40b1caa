import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SyncStatusReport } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

export interface SyncState {
  readonly report: SyncStatusReport | undefined;
  /** Asked for by the agent, and not over yet. */
  readonly isExchanging: boolean;
  load(): Promise<void>;
  syncNow(): Promise<void>;
}

export type SyncStore = StoreApi<SyncState>;

/** Unless it is known to be away. */
export function isCentreThere({ report }: SyncState): boolean {
  return report?.isOnline !== false;
}

export function createSyncStore(desk: DeskApi): SyncStore {
  const store = createStore<SyncState>((set) => ({
    report: undefined,
    isExchanging: false,
    async load() {
      const result = await desk.invoke('sync:status', {});
      if (result.ok) set({ report: result.value });
    },
    async syncNow() {
      set({ isExchanging: true });
      const result = await desk.invoke('sync:now', {});
      set({ isExchanging: false, ...(result.ok && { report: result.value }) });
    },
  }));
  desk.on('syncChanged', (report) => {
    store.setState({ report });
  });
  return store;
}
