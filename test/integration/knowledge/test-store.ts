import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createKnowledgeStore } from '../../../src/main/db/knowledge/create-knowledge-store.ts';
import type { Article } from '../../../src/shared/domain/article.ts';

const worker = new URL('../../../src/main/db/knowledge/knowledge-worker.ts', import.meta.url);

/** A folder of its own that is gone after the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tashi-knowledge-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store with a worker thread of its own, ended after the test. */
export function startStore(folder: string, articles: readonly Article[] = []) {
  const store = createKnowledgeStore(worker, { folder, starter: { articles, packs: [] } });
  onTestFinished(() => store.terminate());
  return store;
}
