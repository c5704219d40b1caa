import type { KnowledgeStore, KnowledgeStoreOptions } from '../knowledge-store.ts';
import { createWorkerClient } from '../worker-client.ts';
import type { KnowledgeOps } from './knowledge-ops.ts';

/**
 * Starts the knowledge worker; call `open` before anything else. `close` and `terminate` close the file and end the
 * thread; `terminate` does so also for a worker that no longer answers. Calls reject with StorageFailure for a full disk, and `applyPull` with storage.damaged when the file had to be replaced:
 * read `pullCursor` again then.
 */
export function createKnowledgeStore(
  workerUrl: URL,
  options: KnowledgeStoreOptions,
): KnowledgeStore & { terminate(): Promise<void> } {
  const client = createWorkerClient<KnowledgeOps>(workerUrl, options);
  return {
    open: () => client.open(),
    search: (query, limit, now) => client.search(query, limit, now),
    article: (id) => client.article(id),
    packs: () => client.packs(),
    notices: (now) => client.notices(now),
    applyPull: (stream, items, cursor) => client.applyPull(stream, items, cursor),
    pullCursor: (stream) => client.pullCursor(stream),
    async close() {
      await client.close();
      await client.terminate();
    },
    terminate: () => client.terminate(),
  };
}
