import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { readKeyFile, writeKeyFile, type KeyFile, type KeyFileReading } from './key-file.ts';

export type CopiesReading =
  | { readonly kind: 'good'; readonly file: KeyFile; readonly needsRepair: boolean }
  | { readonly kind: 'none' | 'damaged' | 'newer' };

/** Two copies, each replaced whole and flushed before the next is touched: a crash leaves at least one good. */
export function writeCopies(paths: readonly string[], file: KeyFile): void {
  const text = writeKeyFile(file);
  for (const path of paths) replaceDurably(path, text);
}

/** The newest good copy. `newer` when a newer build wrote one of them: then nothing may be written. */
export function readCopies(paths: readonly string[]): CopiesReading {
  const readings = paths.map(readCopy);
  if (readings.some((reading) => reading.kind === 'newer')) return { kind: 'newer' };
  const files = readings.flatMap((reading) => (reading.kind === 'good' ? [reading.file] : []));
  const [newest] = files.sort((a, b) => b.generation - a.generation);
  if (newest) {
    const isWhole = files.length === paths.length && files.every((file) => file.generation === newest.generation);
    return { kind: 'good', file: newest, needsRepair: !isWhole };
  }
  return readings.every((reading) => reading.kind === 'none') ? { kind: 'none' } : { kind: 'damaged' };
}

function readCopy(path: string): KeyFileReading | { readonly kind: 'none' } {
  try {
    return readKeyFile(readFileSync(path, 'utf8'));
  } catch (error) {
    if (isMissing(error)) return { kind: 'none' };
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** Temporary file, flush, rename, flush of the folder; readable by the owner only. */
function replaceDurably(path: string, text: string): void {
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/** Makes renames in the folder lasting. Windows does that itself and can't open a folder. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
