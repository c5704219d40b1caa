import { createStore, type StoreApi } from 'zustand/vanilla';
import { phaseOf } from '../../../shared/call/desk-calls.ts';
import {
  startWrapUp,
  transitionWrapUp,
  wrapUpLeftMs,
  type WrapUpClock,
  type WrapUpEvent,
} from '../../../shared/call/wrap-up-clock.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { PhoneStore } from './phone-store.ts';

/** The time that each open record has left. */
export type WrapUpClocks = ReadonlyMap<CallId, WrapUpClock>;

export type WrapUpClockStore = StoreApi<WrapUpClocks> & {
  /** More time, where the centre gives it. */
  extend(callId: CallId): void;
};

export interface WrapUpClockParts {
  readonly phone: PhoneStore;
  /** UTC epoch ms. */
  readonly now: () => number;
  /** Calls back once after `ms`, also in a hidden page; returns the cancel. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** Runs the clocks of wrap-up by the rule of the centre; they stand while a call is on the desk. */
export function createWrapUpClocks({ phone, now, after }: WrapUpClockParts): WrapUpClockStore {
  const store = createStore<WrapUpClocks>(() => new Map<CallId, WrapUpClock>());
  let cancel = (): void => undefined;

  const look = (extended?: CallId): void => {
    const { desk, config } = phone.getState();
    const before = store.getState();
    const at = now();
    const mark: WrapUpEvent = { type: phaseOf(desk) === 'none' ? 'resumed' : 'paused', at };
    const clocks = new Map<CallId, WrapUpClock>();
    for (const { kind, facts } of desk.legs) {
      if (kind !== 'wrapUp' || !config) continue;
      const rule = config.calls.wrapUp;
      const events: WrapUpEvent[] = [mark, { type: 'ticked', at }];
      if (facts.callId === extended) events.unshift({ type: 'extendPressed', at });
      const begun = before.get(facts.callId) ?? startWrapUp(rule, at);
      clocks.set(
        facts.callId,
        events.reduce((clock, event) => transitionWrapUp(rule, clock, event), begun),
      );
    }
    const isSame = clocks.size === before.size && [...clocks].every(([id, clock]) => before.get(id) === clock);
    if (!isSame) store.setState(clocks, true);
    cancel();
    const left = [...clocks.values()].flatMap((clock) =>
      clock.kind === 'running' ? (wrapUpLeftMs(clock, at) ?? []) : [],
    );
    cancel = left.length > 0 ? after(Math.min(...left), look) : () => undefined;
  };

  phone.subscribe((state, before) => {
    if (state.desk !== before.desk) look();
  });
  return Object.assign(store, { extend: look });
}
