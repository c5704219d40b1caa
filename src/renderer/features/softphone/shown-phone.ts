import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PhoneState, PhoneStore } from './phone-store.ts';

/** The desk's own directory mostly answers within this; the eye does not notice it. */
const patienceMs = 12;

interface ScreenParts {
  /** Calls back once after `ms`; returns the cancel. */
  readonly after: (ms: number, callback: () => void) => () => void;
  readonly isHidden: () => boolean;
}

/**
 * The phone as the screen sees it: a caller and who he is come in one frame where the directory is quick, instead of in
 * two. The ring, the records and the machines are not kept waiting by it, nor is anything while a call is up. A hidden
 * page draws nothing, so there is nothing to save.
 */
export function showPhone(phone: PhoneStore, { after, isHidden }: ScreenParts): PhoneStore {
  const shown = createStore<PhoneState>(() => phone.getState());
  let stopWaiting: (() => void) | undefined;

  function show(): void {
    stopWaiting?.();
    stopWaiting = undefined;
    shown.setState(phone.getState(), true);
  }
  phone.subscribe((state) => {
    if (isHidden() || !isCallerAwaited(state, shown.getState())) show();
    else stopWaiting ??= after(patienceMs, show);
  });
  const { getState, getInitialState, subscribe }: StoreApi<PhoneState> = shown;
  return { ...phone, getState, getInitialState, subscribe };
}

/** Somebody rings at a free desk, is not on the screen yet, and nothing is known of him yet. */
function isCallerAwaited({ calls }: PhoneState, shown: PhoneState): boolean {
  const [call] = calls;
  return calls.length === 1 && shown.calls.length === 0 && call?.state.kind === 'ringing' && call.pop === undefined;
}
