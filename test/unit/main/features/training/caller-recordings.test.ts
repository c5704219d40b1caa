import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCallerRecordings } from '../../../../../src/main/features/training/caller-recordings.ts';
import { callerRecordingsFolder, recordingNames } from '../../../../../src/shared/training/caller-recording.ts';
import { wavOf } from '../../../../fixtures/sounds.ts';
import { branching } from '../../../shared/training/scenario-fixture.ts';

const scenario = branching();
let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'tashi-recordings-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

function put(path: string, bytes: Uint8Array | string): string {
  const file = join(home, callerRecordingsFolder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

function recordings() {
  const told: object[] = [];
  const log = {
    info: () => undefined,
    warn: (_text: string, more?: object) => told.push(more ?? {}),
    bug: () => undefined,
  };
  const options = { profileFolder: home, scenarios: () => Promise.resolve([scenario]), log };
  return { ...createCallerRecordings(options), told };
}

test('a line is named by language, scenario, step and its number there', () => {
  expect(recordingNames(scenario)).toEqual([
    ...['adx/one/start-1', 'adx/one/start-2', 'adx/one/told-1', 'adx/one/cross-1'],
    ...['adx/one/again-1', 'adx/one/rude-1'],
  ]);
});

test('what lies in the folder counts as it is now: put there, changed, taken away', async () => {
  const { list, read } = recordings();
  expect(await list()).toEqual({ found: [], leftOut: [] });
  expect(await read(scenario.id, 0)).toBeUndefined();
  const sound = wavOf(800);
  const file = put('adx/one/start-2.wav', sound);
  put('adx/one/cross-1.WAV', sound);
  expect(await list()).toEqual({ found: [{ scenarioId: 'one', lines: [3, 1] }], leftOut: [] });
  expect(await read(scenario.id, 1)).toEqual(sound);
  // As long as before, and no sound any more.
  writeFileSync(file, Buffer.alloc(sound.length, 1));
  utimesSync(file, new Date(0), new Date(0));
  expect(await read(scenario.id, 1)).toBeUndefined();
  rmSync(file);
  expect(await list()).toEqual({ found: [{ scenarioId: 'one', lines: [3] }], leftOut: [] });
});

test('every file that no caller plays is named with its reason, and each broken one told in the log once', async () => {
  put('adx/one/start-1.flac', 'no sound at all');
  put('adx/one/start-1.ogg', wavOf(800));
  put('adx/one/start-1.wav', wavOf(800));
  put('adx/one/start-2.wav', wavOf(31_000));
  put('adx/one/told-1.wav', wavOf(100));
  put('adx/one/start-9.wav', wavOf(800));
  put('adx/two/start-1.wav', wavOf(800));
  put('khg/one/start-1.wav', wavOf(800));
  put('adx/one/again-1.mp3', 'ID3');
  put('adx/one/cross-1.wav', Buffer.alloc(3_000_001));
  put('adx/one/rude-1.wav', wavOf(800).subarray(0, 900));
  put('.hidden', '');
  const { list, told } = recordings();
  const expected = {
    // Its bytes say what it is, whatever it is called.
    found: [{ scenarioId: 'one', lines: [0] }],
    leftOut: [
      { file: 'adx/one/again-1.mp3', fault: 'otherName' },
      { file: 'adx/one/cross-1.wav', fault: 'tooLarge' },
      { file: 'adx/one/rude-1.wav', fault: 'broken' },
      { file: 'adx/one/start-1.flac', fault: 'otherType' },
      { file: 'adx/one/start-1.wav', fault: 'twice' },
      { file: 'adx/one/start-2.wav', fault: 'tooLong' },
      { file: 'adx/one/start-9.wav', fault: 'unknownLine' },
      { file: 'adx/one/told-1.wav', fault: 'tooShort' },
      { file: 'adx/two/start-1.wav', fault: 'unknownScenario' },
      { file: 'khg/one/start-1.wav', fault: 'otherLanguage' },
    ],
  };
  expect(await list()).toEqual(expected);
  expect(await list()).toEqual(expected);
  expect(told).toHaveLength(5);
});
