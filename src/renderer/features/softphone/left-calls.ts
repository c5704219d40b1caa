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
  now(): number;
  /** Calls back once after `ms`; returns the cancel. */
  after(ms: number, callback: () => void): () => void;
}

const nothing: LeftCallsState = { calls: [], failed: undefined };

/** After a crash or a reload in a call: its record stays open until the agent is back in it, or gives it up. */
export function createLeftCalls({ desk, phone, subscribe, now, after }: LeftCallsParts): LeftCallsStore {
  const store = createStore<LeftCallsState>(() => nothing);
  const held = (): CallId[] => phone.getState().calls.map(({ state }) => state.facts.callId);
  /** Rung again right now. */
  const rung = new Set<CallId>();
  let cancelTimer: () => void = () => undefined;
  const without = (callId: CallId): LeftCall[] => store.getState().calls.filter((left) => left.facts.callId !== callId);

  const closeOthers = async (): Promise<void> => {
    const offered = store.getState().calls.map((left) => left.facts.callId);
    await desk.invoke('calls:closeLeft', { held: [...held(), ...offered] });
  };
  const ask = async (): Promise<boolean> => {
    const answer = await desk.invoke('calls:left', { held: held() });
    // Meanwhile the agent may have come back into one.
    const has = new Set(held());
    if (answer.ok) offer(answer.value.left.filter((left) => !has.has(left.facts.callId)));
    return answer.ok;
  };
  const look = async (): Promise<void> => {
    if (await ask()) await closeOthers();
  };
  const offer = (calls: readonly LeftCall[]): void => {
    store.setState({ calls });
    cancelTimer();
    if (calls.length === 0) return;
    const until = Math.min(...calls.map(({ offeredUntil }) => offeredUntil));
    cancelTimer = after(Math.max(0, until - now()), expire);
  };
  /** The exchange has given them up. Without the core their records are closed at the next look. */
  const expire = (): void => {
    offer(store.getState().calls.filter(({ offeredUntil }) => offeredUntil > now()));
    void look();
  };

  subscribe((event) => {
    if (event.type === 'callConnected' && rung.delete(event.callId)) {
      offer(without(event.callId));
      store.setState({ failed: undefined });
    }
    if (event.type === 'callEnded' && rung.delete(event.callId)) {
      store.setState({ failed: event.callId });
      // What was written while it rang is in the record. Its time may have run out meanwhile.
      void look();
    }
  });

  return Object.assign(store, {
    look,
    goBack: (callId?: CallId) => {
      const { calls } = store.getState();
      const left = callId === undefined ? calls[0] : calls.find(({ facts }) => facts.callId === callId);
      if (!left) return;
      store.setState({ failed: undefined });
      rung.add(left.facts.callId);
      void phone.actions.goBack(left);
    },
    giveUp: async (callId: CallId) => {
      offer(without(callId));
      store.setState({ failed: undefined });
      await closeOthers();
    },
    clear: () => {
      cancelTimer();
      rung.clear();
      store.setState(nothing);
    },
  });
}
