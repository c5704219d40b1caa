import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/** Makes an empty database below the folder, where there is none yet. */
export type MakePglite = (folder: string) => Promise<void>;

export function pgliteFolder(folder: string): string {
  return join(folder, 'pgdata');
}

export function hasPglite(folder: string): Promise<boolean> {
  return stat(pgliteFolder(folder)).then(
    () => true,
    () => false,
  );
}

/**
 * Made beside its place and moved there whole: a process that ends meanwhile leaves nothing that looks like a database.
 * Holds its thread for seconds.
 */
export const makePglite: MakePglite = async (folder) => {
  const unfinished = join(folder, 'pgdata-unfinished');
  await rm(unfinished, { recursive: true, force: true });
  await (await PGlite.create(unfinished)).close();
  await rename(unfinished, pgliteFolder(folder));
};

/**
 * Has the same done by a thread of its own, so that this one still hears that it shall stop; the thread ends with the
 * process. `entry` is a module that calls `makePglite(workerData)` when it runs as a worker.
 */
export function makePgliteBy(entry: URL): MakePglite {
  return (folder) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(entry, { workerData: folder });
      worker.once('error', reject);
      worker.once('exit', (code) => {
        if (code === 0) resolve();
        else reject(new Error('the thread that makes the database ended early'));
      });
    });
}
