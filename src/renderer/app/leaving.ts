import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskApi } from '../../shared/ipc/desk-api.ts';

export interface Leaving {
  /** The window was asked to close, and the agent has not said what he wants. */
  readonly isAsked: boolean;
  stay(): void;
  /** Hangs up, then closes the window. */
  leave(): Promise<void>;
}

export interface LeavingParts {
  readonly desk: DeskApi;
  /** This page has a call, or a record that is open. */
  isInCall(): boolean;
  /** What is written but not saved yet. */
  save(): void;
  hangUp(): Promise<void>;
  close(): void;
}

/** A page that goes away takes its calls with it: the agent is asked first, whoever wants it to go. */
export function createLeaving({ desk, isInCall, save, hangUp, close }: LeavingParts): StoreApi<Leaving> {
  let isSettled = false;
  const store = createStore<Leaving>((set) => ({
    isAsked: false,
    stay: () => set({ isAsked: false }),
    leave: async () => {
      isSettled = true;
      await hangUp();
      close();
    },
  }));
  // A browser asks by itself, in its own words; Electron leaves it to the page.
  window.addEventListener('beforeunload', (event) => {
    save();
    if (!isSettled && isInCall()) event.preventDefault();
  });
  desk.on('leaveAsked', () => store.setState({ isAsked: isInCall() }));
  return store;
}
