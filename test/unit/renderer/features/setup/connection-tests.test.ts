import { describe, expect, test, vi } from 'vitest';
import {
  createConnectionTests,
  type ConnectionTestParts,
} from '../../../../../src/renderer/features/setup/connection-tests.ts';
import { createSetupStore, problemAt } from '../../../../../src/renderer/features/setup/setup-store.ts';
import { appError } from '../../../../../src/shared/ipc/app-error.ts';
import { err, ok } from '../../../../../src/shared/ipc/result.ts';
import type { ServerFindings } from '../../../../../src/shared/setup/findings.ts';
import { scriptedDesk } from '../../../../fakes/scripted-desk.ts';
import { sealingKey, signingKey, wholeSeat } from '../../../shared/setup/seat-samples.ts';

const findings: ServerFindings = {
  ...{ name: 'x', sealingKey, signingKey, fingerprint: '', engine: 'postgres', isDurable: true, version: '1', ms: 9 },
};
const exchange = { connectedMs: 20, answeredMs: 4, status: 200, isAccountTaken: false };

type Sound = ConnectionTestParts['sound'];

const devices: ReturnType<Sound['devices']> = {
  inputs: [{ kind: 'input', id: 'default', label: 'Headset' }],
  outputs: [{ kind: 'output', id: 'default', label: 'Headset' }],
  ...{ microphone: { kind: 'system' }, speaker: { kind: 'system' }, ringing: { kind: 'system' } },
};

/** A headset that hears these levels, one after the other, the last for good. */
function headset(levels: number[]): Sound & { isOpen: boolean } {
  const state = {
    isOpen: false,
    openMonitor: async () => {
      state.isOpen = true;
      const level = (): number => (levels.length > 1 ? (levels.shift() ?? 0) : (levels[0] ?? 0));
      return ok({ level, stream: () => undefined as never, close: () => void (state.isOpen = false) });
    },
    playTone: () => undefined,
    devices: () => devices,
  };
  return state;
}

function made(answer: Partial<ServerFindings> = {}, sound: Sound = headset([0.2])) {
  const desk = scriptedDesk({
    'setup:testServer': () => ({ ...findings, ...answer }),
    'setup:testExchange': () => exchange,
  });
  const setup = createSetupStore(desk);
  setup.getState().takeOver(JSON.stringify(wholeSeat()));
  return { desk, setup, tests: createConnectionTests({ desk, setup, sound }) };
}

describe('server', () => {
  test('works, with its figures; a changed address is not tested any more', async () => {
    const { setup, tests } = made();
    await tests.getState().testServer();
    expect(tests.getState().server).toMatchObject({ kind: 'ok', found: { ms: 9 } });
    setup.getState().edit('centre.url', (form) => ({ ...form, centre: { ...form.centre, url: 'https://b.example' } }));
    expect(tests.getState().server).toEqual({ kind: 'notRun' });
  });

  test('other keys and another time are failures, the keys at their fields', async () => {
    const { setup, tests } = made({ signingKey: sealingKey });
    await tests.getState().testServer();
    expect(tests.getState().server).toEqual({ kind: 'failed', reason: 'keysDiffer' });
    expect(problemAt(setup.getState(), 'centre.signingKey')?.code).toBe('keyDiffers');
    const late = made({ skewMs: -95_000 });
    await late.tests.getState().testServer();
    expect(late.tests.getState().server).toEqual({ kind: 'failed', reason: 'clockOff', seconds: 95 });
  });

  test('nothing is asked before the address is right', async () => {
    const { desk, setup, tests } = made();
    setup.getState().edit('centre.url', (form) => ({ ...form, centre: { ...form.centre, url: 'http://b.example' } }));
    await tests.getState().testServer();
    expect(tests.getState().server).toEqual({ kind: 'notReady' });
    expect(desk.calls).toEqual([]);
  });
});

describe('exchange', () => {
  test('each server has its own line, and the account goes along only when one was typed', async () => {
    const { desk, tests } = made();
    desk.failNext('setup:testExchange', appError('probe.refused', 'user', { host: 'pbx1.example.org:8443' }));
    await tests.getState().testExchange();
    expect(tests.getState().exchanges).toMatchObject([
      { kind: 'failed', error: { code: 'probe.refused' } },
      { kind: 'ok', found: exchange },
    ]);
    expect(desk.calls[0]?.input).not.toHaveProperty('account');
    tests.getState().setAccount({ user: ' 8001 ', password: 'pin' });
    await tests.getState().testExchange();
    expect(desk.calls.at(-1)?.input).toMatchObject({ account: { user: '8001', password: 'pin' } });
    tests.getState().stop();
    expect(tests.getState().account).toEqual({ user: '', password: '' });
  });
});

describe('headset', () => {
  test('a microphone is heard when its level moves, and is given back', async () => {
    const sound = headset([0, 0.001, 0.3]);
    const { tests } = made({}, sound);
    await tests.getState().testMicrophone();
    expect(tests.getState().microphone).toEqual({ kind: 'ok', found: { deviceName: 'Headset' } });
    expect(sound.isOpen).toBe(true);
    tests.getState().stop();
    expect(sound.isOpen).toBe(false);
    expect(tests.getState().microphone).toEqual({ kind: 'notRun' });
  });

  test('one that stays silent fails after a while, whatever its device says', async () => {
    vi.useFakeTimers();
    try {
      const { tests } = made({}, headset([0.002]));
      const done = tests.getState().testMicrophone();
      await vi.advanceTimersByTimeAsync(9000);
      await done;
      expect(tests.getState().microphone).toEqual({ kind: 'failed', reason: 'silent' });
    } finally {
      vi.useRealTimers();
    }
  });

  test('one that may not be used says so', async () => {
    const denied = appError('phone.microphoneDenied', 'user');
    const { tests } = made({}, { ...headset([0]), openMonitor: () => Promise.resolve(err(denied)) });
    await tests.getState().testMicrophone();
    expect(tests.getState().microphone).toEqual({ kind: 'failed', error: denied });
  });

  test('the speaker asks the person', () => {
    const { tests } = made();
    tests.getState().testSpeaker();
    expect(tests.getState().speaker).toEqual({ kind: 'asking', deviceName: 'Headset' });
    tests.getState().answerHeard(false);
    expect(tests.getState().speaker).toEqual({ kind: 'failed', reason: 'notHeard' });
    tests.getState().testSpeaker();
    tests.getState().answerHeard(true);
    expect(tests.getState().speaker).toEqual({ kind: 'ok', found: { deviceName: 'Headset' } });
  });
});
