import { spawnSync } from 'node:child_process';
import type { SaidText, SpokenLang } from './said-texts.ts';

export const speechRate = 22_050;
const headerBytes = 44;
const voices: Readonly<Record<SpokenLang, string>> = {
  'zh-Hans': 'cmn-latn-pinyin',
  'yue-Hant-HK': 'yue',
  en: 'en-gb',
};

/** Speech of espeak-ng as the samples of a WAV file, 22 050 Hz mono 16 bit; silence at both ends cut. */
export function say(text: SaidText, wordsPerMinute: number, variant: string): Buffer {
  const options = ['-v', voices[text.lang] + variant, '-s', String(wordsPerMinute), '-p', '45', '--stdout'];
  const raw = run('espeak-ng', [...options, text.spelling]).subarray(headerBytes);
  const edges = ['silence', '1', '0.01', '-50d', 'reverse', 'silence', '1', '0.01', '-50d', 'reverse'];
  return sox(raw, edges);
}

/** @param effects of sox, with their parameters */
export function sox(raw: Buffer, effects: readonly string[]): Buffer {
  return run('sox', [...plain, '-', ...plain, '-', ...effects], raw);
}

const longestS = 120;
let steadyNoise: Int16Array | undefined;

/** Speech over a steady pink noise of this level, dBFS, as from an open-plan office; the same noise every time. */
export function overNoise(raw: Buffer, noiseDb: number): Buffer {
  steadyNoise ??= makeNoise(noiseDb);
  const speech = wordsOf(raw);
  const noise = steadyNoise;
  return Buffer.from(speech.map((sample, index) => sample + (noise[index] ?? 0)).buffer);
}

function makeNoise(db: number): Int16Array {
  const loud = run('sox', ['-R', '-n', ...plain, '-', 'synth', String(longestS), 'pinknoise', 'gain', '-6']);
  return wordsOf(sox(loud, ['gain', String(db - rmsOf(loud))]));
}

/** What sox says of the level where somebody speaks: silences from 0.2 s on are taken out; dBFS. */
export function speechLevel(raw: Buffer): number {
  return rmsOf(sox(raw, ['silence', '-l', '1', '0.01', '-50d', '-1', '0.2', '-50d']));
}

function rmsOf(raw: Buffer): number {
  const { stderr } = spawnSync('sox', [...plain, '-', '-n', 'stats'], { input: raw, encoding: 'utf8' });
  const found = /RMS lev dB\s+(-?[\d.]+)/.exec(stderr);
  if (!found) throw new Error(`sox told no level:\n${stderr}`);
  return Number(found[1]);
}

export function samplesOf(raw: Buffer): Float32Array {
  return Float32Array.from(wordsOf(raw), (sample) => sample / 32_768);
}

function wordsOf(raw: Buffer): Int16Array<ArrayBuffer> {
  const words = new Int16Array(Math.floor(raw.length / 2));
  for (let index = 0; index < words.length; index += 1) words[index] = raw.readInt16LE(2 * index);
  return words;
}

const plain = ['-t', 'raw', '-r', String(speechRate), '-e', 'signed', '-b', '16', '-c', '1'];

function run(command: string, args: readonly string[], input?: Buffer): Buffer {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    ...(input && { input }),
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error) throw new Error(`${command} could not be started: install it and run this again`, { cause: error });
  if (status !== 0) throw new Error(`${command} failed:\n${stderr.toString()}`);
  return stdout;
}
