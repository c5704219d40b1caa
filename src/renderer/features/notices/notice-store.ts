import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Notice } from '../../../shared/domain/notice.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

export interface NoticeState {
  readonly notices: readonly Notice[];
  load(): Promise<void>;
}

export type NoticeStore = StoreApi<NoticeState>;

export function createNoticeStore(desk: DeskApi): NoticeStore {
  const store = createStore<NoticeState>((set) => ({
    notices: [],
    async load() {
      const result = await desk.invoke('notices:list', {});
      if (result.ok) set({ notices: result.value });
    },
  }));
  desk.on('noticesUpdated', () => {
    void store.getState().load();
  });
  return store;
}
