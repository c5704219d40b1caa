import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LaunchOptions } from '@playwright/test';
import { joined, silence, spoken } from '../../fixtures/spoken-voice.ts';
import { wavOf } from '../../fixtures/wav.ts';
import { test as base } from './seat.ts';

const rate = 48_000;

const syllables = 16;
const perMinute = 280;
const breathS = 0.5;
/** At what the voice in the microphone speaks, syllables a minute, its breath counted. */
export const spokenPerMinute = (60 * syllables) / ((60 * syllables) / perMinute + breathS);

/** A whole turn, then the breath before it is said again: the browser plays the file without an end. */
function turn(): Float32Array {
  const words = spoken({ syllables, perMinute, level: 0.15, rate });
  return joined(words, silence(breathS, rate));
}

/** A seat in whose microphone a voice speaks, instead of the browser's own beep once a second. */
export const test = base.extend<object, { launchOptions: LaunchOptions }>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'tashi-desk-voice-'));
      const file = join(folder, 'turn.wav');
      writeFileSync(file, wavOf(turn(), rate));
      const args = [...(launchOptions.args ?? []), `--use-file-for-fake-audio-capture=${file}`];
      await use({ ...launchOptions, args });
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
});
