import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { KnowledgeEngine } from '../../../../src/main/db/knowledge/knowledge-engine.ts';
import type { Article } from '../../../../src/shared/domain/article.ts';
import type { PhrasePack } from '../../../../src/shared/domain/phrase.ts';
import type { PullItem } from '../../../../src/shared/sync/wire.ts';

/** A folder of its own that is gone after the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tashi-knowledge-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An opened engine on a real file; closed after the test. */
export function openEngine(
  articles: readonly Article[] = [],
  folder = testFolder(),
  packs: readonly PhrasePack[] = [],
) {
  const engine = new KnowledgeEngine({ folder, starter: { articles, packs } });
  onTestFinished(() => engine.close());
  const opened = engine.open();
  if (!opened.ok) throw new Error(opened.error.code);
  return { engine, folder, opened: opened.value };
}

export function putItem(body: { id: string }): PullItem {
  return { op: 'put', id: body.id, schemaVersion: 1, body };
}
