import { workerData } from 'node:worker_threads';
import type { KnowledgeStoreOptions } from '../knowledge-store.ts';
import { hostWorker } from '../worker-host.ts';
import { KnowledgeEngine } from './knowledge-engine.ts';
import type { KnowledgeOps } from './knowledge-ops.ts';

const engine = new KnowledgeEngine(workerData as KnowledgeStoreOptions);

const ops: KnowledgeOps = {
  open: () => engine.open(),
  search: (query, limit, now) => engine.search(query, limit, now),
  article: (id) => engine.article(id),
  packs: () => engine.packs(),
  notices: (now) => engine.notices(now),
  applyPull: (stream, items, cursor) => engine.applyPull(stream, items, cursor),
  pullCursor: (stream) => engine.pullCursor(stream),
  close: () => engine.close(),
};
hostWorker(ops, () => engine.close());
