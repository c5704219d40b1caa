import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { soundHead, soundKindOf } from '../../src/shared/content/sound-kind.ts';
import { sha256Schema } from '../../src/shared/domain/attachment.ts';
import { ticketIdSchema } from '../../src/shared/ids.ts';
import { kindHead, kindOf, kindTail } from '../../src/shared/ticket/attachment-kind.ts';
import type { AttachmentStore, Finished, Upload, WholeFile } from './attachment-store.ts';

const readAtOnce = 1024 * 1024;

/**
 * Attachments in a folder: `incoming/` holds what is on its way, a file for each ticket and hash; what is whole lies under
 * its hash. A chunk is not flushed: should the machine go down, the hash finds out at the end and the upload begins anew.
 */
export function createDiskStore(folder: string): AttachmentStore {
  const incoming = join(folder, 'incoming');
  const oneByOne = createTurns();
  const partOf = ({ ticketId, sha256 }: Upload): string =>
    join(incoming, `${ticketIdSchema.parse(ticketId)}.${sha256Schema.parse(sha256)}.part`);
  const placeOf = (sha256: string): string => join(folder, sha256Schema.parse(sha256).slice(0, 2), sha256);

  return {
    have: (upload) => sizeOf(partOf(upload)).then((size) => size ?? 0),
    put: (upload, at, chunk) => oneByOne(partOf(upload), () => append(partOf(upload), upload.size, at, chunk)),
    finish: (upload) => oneByOne(partOf(upload), () => finish(upload, partOf(upload), placeOf(upload.sha256))),
    async keep(file, bytes) {
      // Of a name that nobody else writes to; what is left of it after a kill goes with the stale uploads.
      const part = join(incoming, `${randomUUID()}.part`);
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      await writeFile(part, bytes, { mode: 0o600, flag: 'wx' });
      return finish(file, part, placeOf(file.sha256));
    },
    async slice(sha256, at, length) {
      const handle = await openIfThere(placeOf(sha256));
      if (!handle) return undefined;
      try {
        const { size } = await handle.stat();
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
        return { size, bytes: buffer.subarray(0, bytesRead) };
      } finally {
        await handle.close();
      }
    },
    isStored: async (sha256) => (await sizeOf(placeOf(sha256))) !== undefined,
    async read(sha256) {
      const handle = await openIfThere(placeOf(sha256));
      if (!handle) return undefined;
      return { size: (await handle.stat()).size, bytes: handle.createReadStream() };
    },
    forget: (sha256) => rm(placeOf(sha256), { force: true }),
    remove: (upload) => oneByOne(partOf(upload), () => rm(partOf(upload), { force: true })),
    async removeStale(before) {
      const names = await readdir(incoming).catch(() => []);
      let removed = 0;
      for (const name of names) {
        const path = join(incoming, name);
        const found = await stat(path).catch(() => undefined);
        if (!found || found.mtimeMs >= before) continue;
        await rm(path, { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

async function append(path: string, size: number, at: number, chunk: Uint8Array): Promise<number> {
  const have = (await sizeOf(path)) ?? 0;
  if (at !== have || at + chunk.length > size) return have;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const handle = await open(path, at === 0 ? 'w' : 'r+', 0o600);
  try {
    for (let done = 0; done < chunk.length;) {
      done += (await handle.write(chunk, done, chunk.length - done, at + done)).bytesWritten;
    }
  } finally {
    await handle.close();
  }
  return at + chunk.length;
}

async function finish(upload: WholeFile, part: string, place: string): Promise<Finished> {
  const handle = await openIfThere(part);
  if (!handle) return 'incomplete';
  try {
    const { size } = await handle.stat();
    if (size < upload.size) return 'incomplete';
    const verdict = size === upload.size ? await judge(handle, upload) : 'wrongHash';
    if (verdict !== 'stored') {
      await rm(part, { force: true });
      return verdict;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  await rename(part, place);
  // The names, too: of the file in its folder, and of the folder.
  for (const folder of [dirname(place), dirname(dirname(place))]) await syncFolder(folder);
  return 'stored';
}

async function judge(handle: FileHandle, { sha256, size, kind }: WholeFile): Promise<Finished> {
  const hash = createHash('sha256');
  for (let at = 0; at < size; at += readAtOnce) hash.update(await sliceOf(handle, at, Math.min(readAtOnce, size - at)));
  if (hash.digest('hex') !== sha256) return 'wrongHash';
  const tailLength = Math.min(kindTail, size);
  const head = await sliceOf(handle, 0, Math.min(soundHead, size));
  const found =
    soundKindOf(head) ?? kindOf(head.subarray(0, kindHead), await sliceOf(handle, size - tailLength, tailLength));
  return found === kind ? 'stored' : 'wrongKind';
}

async function sliceOf(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    return unlessMissing(error);
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    return unlessMissing(error);
  }
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}

/** Work on one path goes one after another, on different ones side by side. */
function createTurns(): <T>(path: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (path, work) => {
    const before = last.get(path) ?? Promise.resolve();
    const turn = before.then(work, work);
    const settled = turn.catch(() => undefined);
    last.set(path, settled);
    try {
      return await turn;
    } finally {
      if (last.get(path) === settled) last.delete(path);
    }
  };
}
