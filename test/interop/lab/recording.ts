import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { until } from './until.ts';

/** Root mean square of a WAV file that is whole, 0–1, by sox, which writes its statistics to standard error. */
export function loudnessOf(file: string): number {
  const text = execFileSync('sh', ['-c', 'exec sox "$1" -n stat 2>&1', 'sox', file], { encoding: 'utf8' });
  return Number(/RMS\s+amplitude:\s+([\d.]+)/.exec(text)?.[1] ?? 0);
}

/** The same of what sounds around one frequency only; of a file that still grows, whose header does not say how long it is. */
export function loudnessAt(file: string, hz: number): number {
  const band = `${String(hz - 60)}-${String(hz + 60)}`;
  const command = 'tail -c +45 "$1" | sox -t raw -r 8000 -e signed -b 16 -c 1 - -n sinc "$2" stat 2>&1';
  const text = execFileSync('sh', ['-c', command, 'sox', file, band], { encoding: 'utf8' });
  return Number(/RMS\s+amplitude:\s+([\d.]+)/.exec(text)?.[1] ?? 0);
}

/** Frames of 20 ms in which somebody was loud, so far; or between two places in the file. */
export function countLoud(file: string, from = headerBytes, to?: number): number {
  return loudFrames(readFileSync(file).subarray(from, to), loudLevel);
}

/** Root mean square that no voice of the lab stays under, and no line noise reaches. */
const loudLevel = 0.02;
const headerBytes = 44;
/** 20 ms at 8 kHz, 16 bit. */
const frameBytes = 320;
/** As many bytes of a recording as a second takes. */
export const oneSecond = 50 * frameBytes;

/** As many bytes of it as there are by now, down to a whole frame. */
export function lengthOf(file: string): number {
  const { size } = statSync(file);
  return size - ((size - headerBytes) % frameBytes);
}

/**
 * Waits until somebody was loud for so many frames of 20 ms in a recording that still grows.
 * @param from where in the file to begin; its size by now leaves out what was before
 */
export async function untilLoud(file: string, frames: number, from = headerBytes, level = loudLevel): Promise<void> {
  await until(`${String(frames)} loud frames in ${basename(file)}`, () =>
    loudFrames(readFileSync(file).subarray(from), level) >= frames ? true : undefined,
  );
}

/** Waits until a recording that still grows has come to a place, in bytes. */
export async function untilLong(file: string, bytes: number): Promise<void> {
  await until(`${String(bytes)} bytes of ${basename(file)}`, () => (lengthOf(file) >= bytes ? true : undefined));
}

function loudFrames(samples: Buffer, level: number): number {
  let count = 0;
  for (let from = 0; from + frameBytes <= samples.length; from += frameBytes) {
    let sum = 0;
    for (let at = from; at < from + frameBytes; at += 2) sum += (samples.readInt16LE(at) / 32768) ** 2;
    if (Math.sqrt(sum / (frameBytes / 2)) > level) count += 1;
  }
  return count;
}
