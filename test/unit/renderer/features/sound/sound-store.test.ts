import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSoundStore, type SoundStore } from '../../../../../src/renderer/features/sound/sound-store.ts';
import type { DevicesInUse, FoundDevice } from '../../../../../src/renderer/telephony/sound/find-device.ts';
import { createHeadset } from '../../../../../src/renderer/telephony/sound/headset/create-headset.ts';
import type { QualityEvent, QualityMonitor } from '../../../../../src/renderer/telephony/sound/quality-monitor.ts';
import type { SoundEvent, SoundPort } from '../../../../../src/renderer/telephony/sound/sound-port.ts';
import type { TestReport } from '../../../../../src/renderer/telephony/sound/test-call.ts';
import { defaultSound, type SoundSettings } from '../../../../../src/shared/domain/sound.ts';
import { callIdSchema } from '../../../../../src/shared/ids.ts';
import { appError } from '../../../../../src/shared/ipc/app-error.ts';
import { ok, type Result } from '../../../../../src/shared/ipc/result.ts';
import { FakeHeadset, FakeHid } from '../../../../fakes/fake-headset.ts';
import { scriptedDesk, type ScriptedDesk } from '../../../../fakes/scripted-desk.ts';

const system: FoundDevice = { kind: 'system' };
const missing: FoundDevice = { kind: 'missing', label: 'H1' };
const nothing: DevicesInUse = { inputs: [], outputs: [], microphone: system, speaker: system, ringing: system };
const headset = { id: 'a', label: 'H1' };

describe('the store of sound', () => {
  let emit: (event: SoundEvent) => void;
  let measure: (event: QualityEvent) => void;
  let hid: FakeHid;
  let configured: SoundSettings[];
  let tests: { signal: AbortSignal; end: (heard: Result<TestReport>) => void }[];
  let desk: ScriptedDesk;
  let store: SoundStore;

  beforeEach(() => {
    configured = [];
    tests = [];
    const sound: SoundPort = {
      subscribe: (listener) => {
        emit = listener;
        return () => undefined;
      },
      devices: () => nothing,
      configure: (settings) => configured.push(settings),
      openMonitor: () =>
        Promise.resolve(ok({ level: () => 0, stream: () => undefined as never, close: () => undefined })),
      playTone: () => undefined,
      testCall: (_, signal) => new Promise((end) => tests.push({ signal, end })),
    };
    desk = scriptedDesk({
      'settings:set': (change) => ({ locale: 'zh-CN', theme: 'system', sound: change.sound }),
    });
    hid = new FakeHid();
    const quality: QualityMonitor = {
      subscribe: (listener) => {
        measure = listener;
        return () => undefined;
      },
    };
    store = createSoundStore({ sound, quality, headset: createHeadset(hid, () => 0), desk });
  });
  afterEach(() => vi.useRealTimers());

  it('applies a choice at once and stores it', async () => {
    store.actions.change({ microphone: headset });
    const wanted = { ...defaultSound, microphone: headset };
    expect(configured).toEqual([wanted]);
    await desk.settled();
    expect(desk.calls).toEqual([{ name: 'settings:set', input: { sound: wanted } }]);
  });

  it('keeps the quality of every call on the line apart', () => {
    const [caller, colleague] = ['1', '2'].map((end) =>
      callIdSchema.parse(`01920000-0000-7000-8000-00000000000${end}`),
    );
    if (!caller || !colleague) throw new Error('no ids');
    measure({ type: 'qualityChanged', callId: caller, sample: undefined, warnings: ['longDelay'] });
    measure({ type: 'qualityChanged', callId: colleague, sample: undefined, warnings: [] });
    expect(store.getState().quality[caller]?.warnings).toEqual(['longDelay']);
    measure({ type: 'qualityEnded', callId: colleague, summary: undefined });
    expect(Object.keys(store.getState().quality)).toEqual([caller]);
  });

  it('says whether the keys of a headset count', async () => {
    hid.choice = new FakeHeadset();
    store.actions.connectHeadset();
    await vi.waitFor(() => expect(store.getState().headset).toEqual({ kind: 'connected', name: 'Fake H1' }));
    hid.pullOut(hid.choice);
    expect(store.getState().headset).toEqual({ kind: 'none' });
  });

  it('does not fall back to what was stored before while newer choices are on their way', async () => {
    store.actions.change({ microphone: headset });
    store.actions.change({ speaker: headset });
    store.actions.follow({ ...defaultSound, microphone: headset });
    const wanted = { ...defaultSound, microphone: headset, speaker: headset };
    expect(store.getState().settings).toEqual(wanted);
    await desk.settled();
    store.actions.follow(undefined);
    expect(configured.at(-1)).toEqual(defaultSound);
  });

  it('keeps a choice that could not be stored, and says so', async () => {
    desk.failNext('settings:set', appError('storage.diskFull', 'user'));
    store.actions.changeProcessing({ echoCancellation: false });
    await desk.settled();
    expect(store.getState().error?.code).toBe('storage.diskFull');
    expect(configured.at(-1)?.processing[0]).toMatchObject({ label: '', echoCancellation: false });
  });

  it('says once what a headset took with it, until it is back', () => {
    vi.useFakeTimers();
    emit({ type: 'devicesChanged', devices: { ...nothing, microphone: missing, speaker: missing } });
    emit({ type: 'deviceLost', role: 'microphone', label: 'H1' });
    emit({ type: 'deviceLost', role: 'speaker', label: 'H1' });
    expect(store.getState().notices).toEqual([{ kind: 'lost', label: 'H1', roles: ['microphone', 'speaker'] }]);
    emit({ type: 'devicesChanged', devices: nothing });
    emit({ type: 'deviceReturned', role: 'microphone', label: 'H1' });
    emit({ type: 'deviceReturned', role: 'speaker', label: 'H1' });
    expect(store.getState().notices).toEqual([{ kind: 'returned', label: 'H1', roles: ['microphone', 'speaker'] }]);
    vi.runAllTimers();
    expect(store.getState().notices).toEqual([]);
  });

  it('says no more of a missing device once another one was chosen, or it was read', () => {
    emit({ type: 'devicesChanged', devices: { ...nothing, microphone: missing } });
    emit({ type: 'deviceLost', role: 'microphone', label: 'H1' });
    store.actions.dismiss('H1');
    expect(store.getState().notices).toEqual([]);
    emit({ type: 'deviceLost', role: 'microphone', label: 'H1' });
    emit({ type: 'devicesChanged', devices: nothing });
    expect(store.getState().notices).toEqual([]);
  });

  it('shows the newest test call only', async () => {
    const report: TestReport = { verdict: 'good', speechDb: -20, way: 'webRtc' };
    store.actions.startTest();
    store.actions.startTest();
    expect(tests.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    tests[0]?.end(ok({ ...report, verdict: 'silent' }));
    tests[1]?.end(ok(report));
    await Promise.resolve();
    await Promise.resolve();
    expect(store.getState().selfTest).toEqual({ kind: 'done', report });
    store.actions.endTest();
    expect(store.getState().selfTest).toEqual({ kind: 'idle' });
  });
});
