import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, rmdir, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A file system of its own that can really be full. */
export interface SmallDisk {
  readonly path: string;
  /** Takes every byte that is left. */
  fill(): Promise<void>;
  /** Gives them back. */
  free(): Promise<void>;
  remove(): Promise<void>;
}

/** Undefined where this process may not mount anything: only root on Linux may. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  const path = await mkdtemp(join(tmpdir(), 'tashi-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m,mode=755`, 'tashi-disk', path]);
  } catch {
    await rmdir(path);
    return undefined;
  }
  const filler = join(path, 'filler');
  return {
    path,
    async fill() {
      const file = await open(filler, 'a');
      try {
        for (const size of [1 << 20, 4096, 1]) await writeUntilFull(file, size);
      } finally {
        await file.close();
      }
    },
    free: () => rm(filler, { force: true }),
    async remove() {
      await run('umount', [path]);
      await rmdir(path);
    },
  };
}

async function writeUntilFull(file: FileHandle, size: number): Promise<void> {
  const chunk = Buffer.alloc(size);
  try {
    // What is written short is written on: the end is the error alone.
    for (;;) await file.write(chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
