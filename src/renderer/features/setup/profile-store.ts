import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { ProfileSummary } from '../../../shared/setup/profile-summary.ts';

export interface ProfileState {
  readonly current: string;
  readonly profiles: readonly ProfileSummary[];
  /** The one that is being opened: this page is about to end. */
  readonly opening: string | undefined;
  readonly error: AppError | undefined;
  load(): Promise<void>;
  /** Opens the desk on a profile. The page leaves; when it can't, `error` says why. */
  openProfile(name: string): Promise<void>;
}

export type ProfileStore = StoreApi<ProfileState>;

/** How the page leaves for another address, or loads again for a core that was changed under it. */
export interface PageExit {
  goTo(address: string): void;
  reload(): void;
}

export function createProfileStore(desk: DeskApi, exit: PageExit): ProfileStore {
  const store = createStore<ProfileState>((set, get) => ({
    current: '',
    profiles: [],
    opening: undefined,
    error: undefined,
    async load() {
      const answer = await desk.invoke('profiles:list', {});
      if (answer.ok) set(answer.value);
    },
    async openProfile(name) {
      if (get().opening !== undefined) return;
      set({ opening: name, error: undefined });
      const answer = await desk.invoke('profiles:open', { name });
      if (!answer.ok) set({ opening: undefined, error: answer.error });
      else if (answer.value.address !== null) exit.goTo(answer.value.address);
    },
  }));
  // The same profile anew: its core is back with what was changed, and the page's policy with it.
  desk.onCore((state) => {
    if (state === 'attached' && store.getState().opening !== undefined) exit.reload();
  });
  return store;
}
