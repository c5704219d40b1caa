import { createStore, type StoreApi } from 'zustand/vanilla';
import { openSmallWindow } from '../../client/small-window.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

/** `beside`: in a window of its own; `instead`: the desk's one window is small and above all others. */
export type SmallWindowState =
  { readonly kind: 'off' } | { readonly kind: 'beside'; readonly window: Window } | { readonly kind: 'instead' };

export type SmallWindowStore = StoreApi<{ readonly shown: SmallWindowState }> & {
  toggle(): void;
  close(): void;
};

/**
 * The call in a small window while the agent works elsewhere. The page stays the owner of phone and microphone. A shell
 * with a window of its own makes that one small (`isOwnWindow`); a browser can only open another.
 */
export function createSmallWindow(desk: DeskApi, isOwnWindow: () => boolean): SmallWindowStore {
  const store = createStore<{ readonly shown: SmallWindowState }>(() => ({ shown: { kind: 'off' } }));
  let isOpening = false;
  const set = (shown: SmallWindowState): void => store.setState({ shown });

  const open = async (): Promise<void> => {
    if (isOwnWindow()) {
      const answer = await desk.invoke('window:compact', { isOn: true });
      if (answer.ok && answer.value.isDone) set({ kind: 'instead' });
      return;
    }
    const small = await openSmallWindow();
    if (!small) return;
    set({ kind: 'beside', window: small });
    small.addEventListener('pagehide', () => {
      const { shown } = store.getState();
      if (shown.kind === 'beside' && shown.window === small) set({ kind: 'off' });
    });
  };
  const close = (): void => {
    const { shown } = store.getState();
    set({ kind: 'off' });
    if (shown.kind === 'beside') shown.window.close();
    if (shown.kind === 'instead') void desk.invoke('window:compact', { isOn: false });
  };
  window.addEventListener('pagehide', close);
  return Object.assign(store, {
    toggle: () => {
      if (store.getState().shown.kind !== 'off') return close();
      if (isOpening) return;
      isOpening = true;
      void open().finally(() => (isOpening = false));
    },
    close,
  });
}
