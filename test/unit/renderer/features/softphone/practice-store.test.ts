import { expect, test } from 'vitest';
import { createPracticeStore } from '../../../../../src/renderer/features/softphone/practice-store.ts';
import type { PracticeEvent, PracticePort } from '../../../../../src/renderer/telephony/practice/practice-port.ts';
import { ok } from '../../../../../src/shared/ipc/result.ts';
import { manualClock } from '../../../../fakes/manual-clock.ts';
import { scriptedDesk } from '../../../../fakes/scripted-desk.ts';
import { branching } from '../../../shared/training/scenario-fixture.ts';

const scenario = branching();
const { number } = scenario.caller;

/** The exchange of practice, as far as the store hears of it. */
function practiceLine(): PracticePort & { emit(event: PracticeEvent): void } {
  const listeners = new Set<(event: PracticeEvent) => void>();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    staff: () => Promise.resolve(),
    ring: () => Promise.resolve(ok(undefined)),
    cancel: () => Promise.resolve(),
    repeatLine: () => undefined,
    tell: () => undefined,
    steer: () => undefined,
    heardLevel: () => 0,
  };
}

test('how the agent speaks is a fact each time that it changes, and of nobody’s call but the caller’s', () => {
  const clock = manualClock();
  const line = practiceLine();
  const store = createPracticeStore({ practice: line, desk: scriptedDesk({}), now: clock.now });
  store.actions.heard(number, { pace: 'fits' });
  expect(store.getState().callers).toEqual([]);
  line.emit({ type: 'stateChanged', scenario, state: { kind: 'ringing' } });
  line.emit({ type: 'stateChanged', scenario, state: { kind: 'waiting', lineIndex: 0 } });
  for (const voice of [{}, { pace: 'fits' }, { pace: 'fits' }, { pace: 'fast', loudness: 'quiet' }] as const) {
    clock.advance(1000);
    store.actions.heard(number, voice);
  }
  const [caller] = store.getState().callers;
  expect(caller?.facts.filter(({ type }) => type === 'voice')).toMatchObject([
    { pace: 'fits', at: clock.now() - 2000 },
    { pace: 'fast', loudness: 'quiet', at: clock.now() },
  ]);
});
