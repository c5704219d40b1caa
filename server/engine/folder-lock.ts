import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';

/** Another process has the folder open. */
export class FolderInUseError extends Error {
  readonly folder: string;
  constructor(folder: string) {
    super(`another process has this folder open: ${folder}`);
    this.name = 'FolderInUseError';
    this.folder = folder;
  }
}

export interface FolderLock {
  release(): void;
}

const retryMs = 50;

/**
 * Takes the folder for this process alone, waiting up to `waitMs` for another one to leave it. PGlite itself lets two
 * processes open one folder and ruin it.
 *
 * The lock is SQLite's own on an empty `server.lock`: the operating system holds it and gives it back when the process
 * dies in whatever way, so there is no stale file to judge, no reused pid to mistake, and no race between two takers.
 * @throws FolderInUseError
 */
export async function lockFolder(folder: string, waitMs: number): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const deadline = Date.now() + waitMs;
  for (;;) {
    const lock = tryLock(join(folder, 'server.lock'));
    if (lock) return lock;
    if (Date.now() >= deadline) throw new FolderInUseError(folder);
    await wait(retryMs);
  }
}

function tryLock(path: string): FolderLock | undefined {
  const database = new Database(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return undefined;
    throw error;
  }
}
