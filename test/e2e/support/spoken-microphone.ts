import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LaunchOptions } from '@playwright/test';
import { joined, silence, spoken } from '../../fixtures/spoken-voice.ts';
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

/** Mono, 16 bit. */
function wavOf(samples: Float32Array): Buffer {
  const data = Buffer.from(Int16Array.from(samples, (sample) => Math.round(sample * 32_767)).buffer);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

/** A seat in whose microphone a voice speaks, instead of the browser's own beep once a second. */
export const test = base.extend<object, { launchOptions: LaunchOptions }>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'tashi-desk-voice-'));
      const file = join(folder, 'turn.wav');
      writeFileSync(file, wavOf(turn()));
      const args = [...(launchOptions.args ?? []), `--use-file-for-fake-audio-capture=${file}`];
      await use({ ...launchOptions, args });
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
});
