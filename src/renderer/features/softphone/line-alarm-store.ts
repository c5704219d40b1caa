import { createStore, type StoreApi } from 'zustand/vanilla';
import { transitionLineAlarm, type LineAlarm, type LineAlarmEvent } from '../../../shared/call/line-alarm.ts';
import type { PhoneState, PhoneStore } from './phone-store.ts';

export interface LineAlarmParts {
  readonly phone: PhoneStore;
  /** Once per alarm. */
  readonly sound: () => void;
  /** UTC epoch ms. */
  readonly now: () => number;
}

export type LineAlarmStore = StoreApi<LineAlarm>;

/** Follows the line of an agent who is signed in; whoever shows the alarm reads it here. */
export function createLineAlarmStore({ phone, sound, now }: LineAlarmParts): LineAlarmStore {
  const store = createStore<LineAlarm>(() => ({ kind: 'quiet' }));
  let timer: ReturnType<typeof setTimeout> | undefined;

  const dispatch = (event: LineAlarmEvent): void => {
    const { state, effects } = transitionLineAlarm(store.getState(), event);
    if (state !== store.getState()) store.setState(state, true);
    for (const effect of effects) {
      if (effect.type === 'sound') sound();
      else clearTimeout(timer);
      if (effect.type === 'wait') timer = setTimeout(() => dispatch({ type: 'timerFired', at: now() }), effect.ms);
    }
  };

  let before: ReturnType<typeof lineOf> | undefined;
  phone.subscribe((state) => {
    const line = lineOf(state);
    if (line === before) return;
    before = line;
    dispatch({ type: 'lineChanged', line, at: now() });
  });
  return store;
}

function lineOf({ agent, registration }: PhoneState): 'good' | 'bad' | 'refused' {
  if (agent.kind === 'OFFLINE' || registration.kind === 'registered') return 'good';
  return registration.kind === 'failed' && registration.nextTryAt === undefined ? 'refused' : 'bad';
}
