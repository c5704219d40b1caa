import { workerData } from 'node:worker_threads';
import type { KnowledgeStoreOptions } from '../knowledge-store.ts';
import { hostWorker } from '../worker-host.ts';
import { KnowledgeEngine } from './knowledge-engine.ts';
import { isFileSound } from './knowledge-file.ts';
import type { CheckerOps, KnowledgeRole, ReaderOps, WriterOps } from './knowledge-ops.ts';
import { KnowledgeReader } from './knowledge-reader.ts';

const { role, ...options } = workerData as KnowledgeStoreOptions & { role: KnowledgeRole };

if (role === 'reader') {
  const reader = new KnowledgeReader(options.folder);
  hostWorker<ReaderOps>(
    {
      open: () => reader.open(),
      search: (query, limit, now, wish) => reader.search(query, limit, now, wish),
      instead: (query, now, wish) => reader.instead(query, now, wish),
      article: (id) => reader.article(id),
      enclosures: () => reader.enclosures(),
      packs: () => reader.packs(),
      notices: (now) => reader.notices(now),
      festivals: () => reader.festivals(),
      procedures: () => reader.procedures(),
      questions: () => reader.questions(),
      close: () => reader.close(),
    },
    () => reader.close(),
  );
} else if (role === 'checker') {
  hostWorker<CheckerOps>({ isSound: () => isFileSound(options.folder) }, () => undefined);
} else {
  const engine = new KnowledgeEngine(options);
  hostWorker<WriterOps>(
    {
      open: () => engine.open(),
      replace: () => engine.replace(),
      applyPull: (stream, items, cursor, pass) => engine.applyPull(stream, items, cursor, pass),
      pullCursor: (stream) => engine.pullCursor(stream),
      parkPage: (stream, from, to) => engine.parkPage(stream, from, to),
      mendPage: (stream, from, items) => engine.mendPage(stream, from, items),
      parkedPages: (stream) => engine.parkedPages(stream),
      isResting: () => engine.isResting(),
      rest: (isResting) => engine.rest(isResting),
      setBudget: (bytes) => engine.setBudget(bytes),
      used: (id, points) => engine.used(id, points),
      cache: () => engine.cache(),
    },
    () => engine.close(),
  );
}
