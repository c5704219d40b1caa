import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SyncStatusReport } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

export interface SyncState {
  readonly report: SyncStatusReport | undefined;
  load(): Promise<void>;
  syncNow(): Promise<void>;
}

export type SyncStore = StoreApi<SyncState>;

export function createSyncStore(desk: DeskApi): SyncStore {
  const store = createStore<SyncState>((set) => ({
    report: undefined,
    async load() {
      const result = await desk.invoke('sync:status', {});
      if (result.ok) set({ report: result.value });
    },
    async syncNow() {
      const result = await desk.invoke('sync:now', {});
      if (result.ok) set({ report: result.value });
    },
  }));
  desk.on('syncChanged', (report) => {
    store.setState({ report });
  });
  return store;
}
