import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureSize } from '../../../shared/content/picture-size.ts';
import { sha256Schema } from '../../../shared/domain/attachment.ts';
import type { Enclosure } from '../../../shared/domain/enclosure.ts';
import { kindHead, kindOf, kindTail } from '../../../shared/ticket/attachment-kind.ts';

/** A file that is here, as its folder tells: nothing is read of it for that. */
export interface CachedFile {
  readonly sha256: string;
  readonly size: number;
  /** When an agent of this machine had it before him last, UTC epoch ms; 0 when nobody has. */
  readonly openedAt: number;
}

/**
 * Pictures and documents of articles on this machine, each a file named by its hash: published content, as plain as the
 * articles' own cache. A file is written beside and renamed, so a kill leaves it whole or not at all; its time is when it
 * was opened last. Several desks of a machine share the folder. What a full or broken disk throws is thrown on.
 */
export interface EnclosureCache {
  list(): Promise<CachedFile[]>;
  /**
   * False for bytes that are not what this hash names: nothing is kept of them.
   * @param openedAt ms, where somebody waits for it
   */
  keep(sha256: string, bytes: Uint8Array, openedAt?: number): Promise<boolean>;
  /**
   * The bytes, looked at as a whole: hash, kind and measures must be what the article says. Undefined when it is not here,
   * or not any more because it was damaged. Counts as opened at `now`, ms.
   */
  read(enclosure: Enclosure, now: number): Promise<Buffer | undefined>;
  /**
   * Reads a file through, a part at a time, and removes it when it is not what its name says. Doesn't count as opened.
   * @param mayGoOn asked before each part
   */
  check(sha256: string, mayGoOn: () => boolean): Promise<Checked>;
  remove(sha256: string): Promise<void>;
}

/** `brokenOff`: nobody knows yet. A file that is gone meanwhile is as good as whole. */
export type Checked = 'whole' | 'damaged' | 'brokenOff';

/** Read at a time while a file is checked, bytes: hashing them takes a fraction of a millisecond. */
const checkedAtOnce = 128 * 1024;
/** What a kill left of a file on its way; younger ones may be those of another desk. */
const staleAfterMs = 3_600_000;

/**
 * @param folder of its own
 * @param clock UTC epoch ms, by which what a kill left is told from what is on its way
 */
export function createEnclosureCache(folder: string, clock: () => number = Date.now): EnclosureCache {
  const placeOf = (sha256: string): string => join(folder, sha256Schema.parse(sha256));
  return {
    async list() {
      const names = await unlessMissing(readdir(folder));
      const found = await Promise.all((names ?? []).map((name) => lookAt(folder, name, clock())));
      return found.flatMap((file) => file ?? []);
    },
    async keep(sha256, bytes, openedAt = 0) {
      if (hashOf(bytes) !== sha256) return false;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const temporary = join(folder, `${randomUUID()}.part`);
      try {
        const handle = await open(temporary, 'wx', 0o600);
        try {
          await handle.writeFile(bytes);
          await handle.utimes(openedAt / 1000, openedAt / 1000);
          // Without it a power cut may leave the name and not the bytes; the hash would find that out when it is opened.
          await handle.datasync();
        } finally {
          await handle.close();
        }
        await rename(temporary, placeOf(sha256));
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      return true;
    },
    async read(enclosure, now) {
      const place = placeOf(enclosure.sha256);
      const bytes = await unlessMissing(readFile(place));
      if (!bytes) return undefined;
      if (!isAsNamed(enclosure, bytes)) {
        await rm(place, { force: true });
        return undefined;
      }
      await unlessMissing(utimes(place, now / 1000, now / 1000));
      return bytes;
    },
    async check(sha256, mayGoOn) {
      const place = placeOf(sha256);
      const found = await hashInParts(place, mayGoOn);
      if (found === 'brokenOff') return found;
      if (found === undefined || found === sha256) return 'whole';
      await rm(place, { force: true });
      return 'damaged';
    },
    remove: (sha256) => rm(placeOf(sha256), { force: true }),
  };
}

/** Whether these bytes are what an article says of them. */
export function isAsNamed({ sha256, size, kind, width, height }: Enclosure, bytes: Uint8Array): boolean {
  if (bytes.length !== size || hashOf(bytes) !== sha256) return false;
  const tail = bytes.subarray(Math.max(0, bytes.length - kindTail));
  if (kindOf(bytes.subarray(0, kindHead), tail) !== kind) return false;
  const found = pictureSize(kind, bytes);
  return found?.width === width && found?.height === height;
}

async function lookAt(folder: string, name: string, now: number): Promise<CachedFile | undefined> {
  const path = join(folder, name);
  const found = await unlessMissing(stat(path));
  if (!found) return undefined;
  if (sha256Schema.safeParse(name).success) return { sha256: name, size: found.size, openedAt: found.mtimeMs };
  if (now - found.ctimeMs > staleAfterMs) await rm(path, { force: true });
  return undefined;
}

/** Undefined where there is no such file. */
async function hashInParts(path: string, mayGoOn: () => boolean): Promise<string | undefined> {
  const handle = await unlessMissing(open(path, 'r'));
  if (!handle) return undefined;
  try {
    const hash = createHash('sha256');
    const part = Buffer.alloc(checkedAtOnce);
    for (;;) {
      if (!mayGoOn()) return 'brokenOff';
      const { bytesRead } = await handle.read(part, 0, part.length, null);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(part.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
