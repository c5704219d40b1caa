import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from '../../../../../src/renderer/client/bytes.ts';
import { createDrillRecorder, positionOf } from '../../../../../src/renderer/features/training/drill-recorder.ts';
import { createDrillStore } from '../../../../../src/renderer/features/training/drill-store.ts';
import type { VoiceRecorder } from '../../../../../src/renderer/telephony/sound/voice-recorder.ts';
import { readingTextSchema } from '../../../../../src/shared/domain/reading-text.ts';
import { appError } from '../../../../../src/shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../../../src/shared/ipc/result.ts';
import { drillPieceBytes, type DrillPiece } from '../../../../../src/shared/training/drill-recording.ts';
import type { DrillResult } from '../../../../../src/shared/training/drill-result.ts';
import { manualClock } from '../../../../fakes/manual-clock.ts';
import { scriptedDesk } from '../../../../fakes/scripted-desk.ts';

const text = readingTextSchema.parse({
  ...{
    schemaVersion: 1,
    id: 'zh-short',
    lang: 'zh-Hans',
    status: 'draft',
    size: 'short',
    title: { 'zh-CN': '停电', en: 'No power' },
  },
  paragraphs: ['您好，这里是供电服务热线。您家里停电多久了？请说一下地址，我马上为您登记。'],
});
const aims = { pace: 200, loudnessDb: 70, offsetDb: undefined };

/** A machine with a disk, and a microphone that gives `bytes` of sound. */
function desk(bytes = 1000) {
  const clock = manualClock();
  const disk: DrillPiece[] = [];
  const results: DrillResult[] = [];
  const core = scriptedDesk({
    'drills:texts': () => [text],
    'drills:results': () => results,
    'drills:keep': (result) => {
      results.push(result);
      return {};
    },
    'drills:record': (piece) => {
      disk.push(piece);
      return {};
    },
    'drills:recordings': () =>
      [...new Set(disk.map(({ drillId }) => drillId))].map((drillId) => ({ drillId, at: clock.now(), ms: 5000 })),
    'drills:recording': ({ drillId }) => {
      const pieces = disk.filter((piece) => piece.drillId === drillId).map(({ data }) => [...fromBase64(data)]);
      return { data: toBase64(Uint8Array.from(pieces.flat())) };
    },
    'drills:forgetRecording': ({ drillId }) => {
      disk.splice(0, disk.length, ...disk.filter((piece) => piece.drillId !== drillId));
      return {};
    },
  });
  const played: { readonly bytes: number; readonly fromMs: number; readonly end: () => void }[] = [];
  let stopped = 0;
  let isThere = true;
  const recorder: VoiceRecorder = {
    start: () => {
      if (!isThere) return Promise.resolve(err(appError('phone.microphoneMissing', 'user')));
      const { promise, resolve } = Promise.withResolvers<Result<Uint8Array>>();
      const stop = (): void => {
        stopped += 1;
        resolve(ok(new Uint8Array(bytes)));
      };
      return Promise.resolve(ok({ level: () => 0, done: promise, stop }));
    },
    play: (sound, isOver, from) => {
      const { promise, resolve } = Promise.withResolvers<Result<void>>();
      played.push({ bytes: sound.length, fromMs: from?.fromMs ?? 0, end: () => resolve(ok(undefined)) });
      isOver.addEventListener('abort', () => resolve(ok(undefined)));
      from?.onBegun();
      return promise;
    },
  };
  const monitor = { stream: () => ({}) as MediaStream, level: () => 0, close: () => undefined };
  const drills = createDrillStore({
    desk: core,
    sound: { openMonitor: () => Promise.resolve(ok(monitor)) },
    coach: { listen: () => undefined, stop: () => undefined },
    now: clock.now,
  });
  const recordings = createDrillRecorder({ desk: core, recorder, drills, now: clock.now });
  return {
    ...{ clock, core, disk, drills, recordings, played, stopped: () => stopped },
    pullMicrophone: () => (isThere = false),
    async read() {
      drills.actions.open('zh-Hans');
      await core.settled();
      await drills.actions.begin(aims);
      return drills.getState().drillId;
    },
    async end() {
      clock.advance(30_000);
      drills.actions.end();
      await core.settled();
      await core.settled();
    },
  };
}

test('nothing is recorded unless the reader begins it', async () => {
  const { read, end, disk, stopped, recordings } = desk();
  await recordings.toggle();
  await read();
  expect(recordings.getState().running).toBeUndefined();
  await end();
  expect([disk, stopped()]).toEqual([[], 0]);
});

test('it stops with the drill, goes to the core in pieces and is heard from where it was left', async () => {
  const { read, end, disk, recordings, played, clock, core, stopped } = desk(drillPieceBytes * 2 + 5);
  const drillId = await read();
  void recordings.toggle();
  await core.settled();
  expect(recordings.getState().running).toMatchObject({ since: clock.now() });
  await end();
  expect(stopped()).toBe(1);
  expect(disk.map(({ piece, pieces, ms }) => [piece, pieces, ms])).toEqual(
    [0, 1, 2].map((piece) => [piece, 3, 30_000]),
  );
  expect(recordings.getState()).toMatchObject({ running: undefined, kept: [{ drillId }] });
  if (drillId === undefined) return;

  void recordings.play(drillId);
  await core.settled();
  clock.advance(8000);
  await recordings.play(drillId);
  expect(recordings.getState().playback).toEqual({ drillId, atMs: 8000, since: undefined });
  void recordings.play(drillId);
  await core.settled();
  clock.advance(1000);
  void recordings.back(5000);
  await core.settled();
  const { playback } = recordings.getState();
  expect(playback && positionOf(playback, clock.now())).toBe(4000);
  expect(played.map(({ bytes, fromMs }) => [bytes, fromMs])).toEqual(
    [0, 8000, 4000].map((fromMs) => [drillPieceBytes * 2 + 5, fromMs]),
  );
  // To its end: the next time it begins anew.
  played.at(-1)?.end();
  await core.settled();
  expect(recordings.getState().playback).toBeUndefined();
  // Read from the core once.
  expect(core.calls.filter(({ name }) => name === 'drills:recording')).toHaveLength(1);

  await recordings.remove(drillId);
  expect([disk, recordings.getState().kept]).toEqual([[], []]);
});

test('of a drill that is broken off nothing stays', async () => {
  const { read, disk, drills, recordings, core, stopped } = desk();
  await read();
  void recordings.toggle();
  await core.settled();
  drills.actions.close();
  await core.settled();
  expect([disk, stopped(), recordings.getState().running]).toEqual([[], 1, undefined]);
});

test('a microphone that is not there, and a disk that takes no more, are told; the drill goes on', async () => {
  const { read, end, recordings, core, drills, disk, pullMicrophone } = desk();
  await read();
  void recordings.toggle();
  await core.settled();
  core.failNext('drills:record', appError('storage.diskFull', 'user'));
  await end();
  expect(recordings.getState().error).toMatchObject({ code: 'storage.diskFull' });
  expect(disk).toEqual([]);
  pullMicrophone();
  drills.actions.again();
  await drills.actions.begin(aims);
  await recordings.toggle();
  expect(recordings.getState()).toMatchObject({ running: undefined, error: { code: 'phone.microphoneMissing' } });
  expect(drills.getState().stage).toBe('reading');
});

test('an earlier drill stands there again with its marks, to be heard and marked', async () => {
  const { read, end, drills, recordings, core } = desk();
  const first = await read();
  void recordings.toggle();
  await core.settled();
  drills.actions.mark(3, 'misread');
  await end();
  drills.actions.again();
  drills.actions.choose({ size: 'long' });
  if (first !== undefined) drills.actions.review(first);
  expect(drills.getState()).toMatchObject({
    ...{
      stage: 'done',
      drillId: first,
      size: 'short',
      marks: [{ at: 3, kind: 'misread' }],
      result: { drillId: first },
    },
  });
});
