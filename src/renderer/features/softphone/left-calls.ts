import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LeftCall } from '../../../shared/domain/call.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { PhoneEvent } from '../../telephony/port.ts';
import type { PhoneStore } from './phone-store.ts';

export interface LeftCallsState {
  /** Calls that an earlier page of this seat lost, oldest first; the exchange may hold them still. */
  readonly calls: readonly LeftCall[];
  /** The one that could not be reached again. */
  readonly failed: CallId | undefined;
}

export type LeftCallsStore = StoreApi<LeftCallsState> & {
  /** Finds what an earlier page left: offered where the agent can go back to it, closed where he can't. */
  look(): Promise<void>;
  /** Without an id the oldest one. */
  goBack(callId?: CallId): void;
  /** Nobody goes back to it: its record is closed. */
  giveUp(callId: CallId): Promise<void>;
  clear(): void;
};

export interface LeftCallsParts {
  readonly desk: DeskApi;
  readonly phone: PhoneStore;
  /** Of the line. */
  subscribe(listener: (event: PhoneEvent) => void): void;
}

const nothing: LeftCallsState = { calls: [], failed: undefined };

/** After a crash or a reload in a call: its record stays open until the agent is back in it, or gives it up. */
export function createLeftCalls({ desk, phone, subscribe }: LeftCallsParts): LeftCallsStore {
  const store = createStore<LeftCallsState>(() => nothing);
  const held = (): CallId[] => phone.getState().calls.map(({ state }) => state.facts.callId);
  const isOffered = (callId: CallId): boolean => store.getState().calls.some((left) => left.facts.callId === callId);
  const without = (callId: CallId): LeftCall[] => store.getState().calls.filter((left) => left.facts.callId !== callId);

  const closeOthers = async (): Promise<void> => {
    const offered = store.getState().calls.map((left) => left.facts.callId);
    await desk.invoke('calls:closeLeft', { held: [...held(), ...offered] });
  };
  const ask = async (): Promise<boolean> => {
    const answer = await desk.invoke('calls:left', { held: held() });
    // Meanwhile the agent may have come back into one.
    const has = new Set(held());
    if (answer.ok) store.setState({ calls: answer.value.left.filter((left) => !has.has(left.facts.callId)) });
    return answer.ok;
  };

  subscribe((event) => {
    if (event.type === 'callConnected' && isOffered(event.callId)) {
      store.setState({ calls: without(event.callId), failed: undefined });
    }
    if (event.type === 'callEnded' && isOffered(event.callId)) {
      store.setState({ failed: event.callId });
      // What was written while it rang is in the record.
      void ask();
    }
  });

  return Object.assign(store, {
    look: async () => {
      if (await ask()) await closeOthers();
    },
    goBack: (callId?: CallId) => {
      const { calls } = store.getState();
      const left = callId === undefined ? calls[0] : calls.find(({ facts }) => facts.callId === callId);
      if (!left) return;
      store.setState({ failed: undefined });
      void phone.actions.goBack(left);
    },
    giveUp: async (callId: CallId) => {
      store.setState({ calls: without(callId), failed: undefined });
      await closeOthers();
    },
    clear: () => store.setState(nothing),
  });
}
