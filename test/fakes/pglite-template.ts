import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makePglite } from '../../server/engine/make-pglite.ts';

const root = resolve(import.meta.dirname, '..', '..');
const cache = join(root, 'node_modules', '.cache', 'tashi-desk');

/**
 * A temporary data folder for a central server whose empty PGlite is already made: copying one costs a fraction of
 * making one. The copy's original is kept beside the installed packages, one per version of PGlite.
 */
export async function makeDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tashi-server-'));
  await putDatabase(folder);
  return folder;
}

/** The same for a data folder at a place of one's own. */
export async function putDatabase(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await cp(join(await template(), 'pgdata'), join(folder, 'pgdata'), { recursive: true });
}

/** For a desk whose demo shall not wait for its centre to make an empty database first. */
export function putDemoDatabase(home: string): Promise<void> {
  return putDatabase(join(home, 'profiles', 'demo', 'demo-server'));
}

async function template(): Promise<string> {
  const manifest = await readFile(join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const made = join(cache, `pglite-${version}`);
  // Written once and whole, so reading it needs no lock.
  if (await isThere(made)) return made;
  await mkdir(cache, { recursive: true });
  const making = join(cache, `making-${randomUUID()}`);
  await mkdir(making);
  await makePglite(making);
  // Of several test files that make it at once the first one's stays.
  await rename(making, made).catch(() => rm(making, { recursive: true }));
  return made;
}

function isThere(folder: string): Promise<boolean> {
  return readFile(join(folder, 'pgdata', 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}
