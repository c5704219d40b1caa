import type { AppError } from '../../../shared/ipc/app-error.ts';
import { ok } from '../../../shared/ipc/result.ts';
import type { KnowledgeStore, KnowledgeStoreOptions } from '../knowledge-store.ts';
import { StorageFailure } from '../storage-failure.ts';
import { createWorkerClient, type WorkerClient } from '../worker-client.ts';
import type { CheckerOps, KnowledgeRole, ReaderOps, WriterOps } from './knowledge-ops.ts';

/**
 * Starts the knowledge workers, one that writes and one that reads; call `open` before anything else. `close` and
 * `terminate` close the file and end the threads; `terminate` does so also for a worker that no longer answers. Calls
 * reject with StorageFailure for a full disk, and `applyPull` with storage.damaged when the file had to be replaced: read
 * `pullCursor` again then.
 */
export function createKnowledgeStore(
  workerUrl: URL,
  options: KnowledgeStoreOptions,
): KnowledgeStore & { terminate(): Promise<void> } {
  const dataFor = (role: KnowledgeRole): unknown => ({ ...options, role });
  const writer = createWorkerClient<WriterOps>(workerUrl, dataFor('writer'));
  const reader = createWorkerClient<ReaderOps>(workerUrl, dataFor('reader'));
  const { read, write, replaceOnce, foundMeanwhile } = withReplacing(writer, reader);
  const terminate = async (): Promise<void> => {
    // The last to let go folds the log into the file, which a connection that only reads cannot do.
    await reader.terminate();
    await writer.terminate();
  };
  return {
    async open() {
      const opened = await writer.open();
      if (!opened.ok) return opened;
      await reader.open();
      return ok({ ...opened.value, warnings: [...foundMeanwhile(), ...opened.value.warnings] });
    },
    search: (query, limit, now, wish) => read(() => reader.search(query, limit, now, wish)),
    instead: (query, now, wish) => read(() => reader.instead(query, now, wish)),
    article: (id) => read(() => reader.article(id)),
    enclosures: () => read(() => reader.enclosures()),
    packs: () => read(() => reader.packs()),
    notices: (now) => read(() => reader.notices(now)),
    festivals: () => read(() => reader.festivals()),
    procedures: () => read(() => reader.procedures()),
    questions: () => read(() => reader.questions()),
    applyPull: (stream, items, cursor, pass) => write(() => writer.applyPull(stream, items, cursor, pass)),
    pullCursor: (stream) => write(() => writer.pullCursor(stream)),
    pages: {
      isResting: async (stream) => stream === 'knowledge' && (await write(() => writer.isResting())),
      park: (stream, from, to) => write(() => writer.parkPage(stream, from, to)),
      parked: (stream) => write(() => writer.parkedPages(stream)),
      mend: (stream, from, items) => write(() => writer.mendPage(stream, from, items)),
    },
    cache: () => read(() => writer.cache()),
    rest: (isResting) => read(() => writer.rest(isResting)),
    setBudget: (bytes) => read(() => writer.setBudget(bytes)),
    used: (id, points) => read(() => writer.used(id, points)),
    async isSound() {
      const checker = createWorkerClient<CheckerOps>(workerUrl, dataFor('checker'));
      const isSound = await checker.isSound().finally(() => checker.terminate());
      if (!isSound) await replaceOnce();
      return isSound;
    },
    async close() {
      await terminate();
    },
    terminate,
  };
}

/** A damaged file is replaced once nobody holds it any more. What was read is read again, what was written is told. */
function withReplacing(writer: WorkerClient<WriterOps>, reader: WorkerClient<ReaderOps>) {
  const warnings: AppError[] = [];
  let replacing: Promise<void> | undefined;

  const replace = async (): Promise<void> => {
    await reader.close();
    const replaced = await writer.replace();
    if (!replaced.ok) throw new StorageFailure(replaced.error);
    warnings.push(...replaced.value.warnings);
    await reader.open();
  };
  const replaceOnce = (): Promise<void> => {
    replacing ??= replace().finally(() => {
      replacing = undefined;
    });
    return replacing;
  };
  return {
    replaceOnce,
    foundMeanwhile: () => warnings.splice(0),
    async read<T>(work: () => Promise<T>): Promise<T> {
      try {
        return await work();
      } catch (error) {
        if (!isDamaged(error)) throw error;
        await replaceOnce();
        return work();
      }
    },
    async write<T>(work: () => Promise<T>): Promise<T> {
      try {
        return await work();
      } catch (error) {
        if (isDamaged(error)) await replaceOnce();
        throw error;
      }
    },
  };
}

function isDamaged(error: unknown): boolean {
  return error instanceof StorageFailure && error.error.code === 'storage.damaged';
}
