import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { KnowledgeEngine } from '../../../../src/main/db/knowledge/knowledge-engine.ts';
import { KnowledgeReader } from '../../../../src/main/db/knowledge/knowledge-reader.ts';
import type { PullPass } from '../../../../src/main/db/directory.ts';
import type { Article, SearchWish } from '../../../../src/shared/domain/article.ts';
import type { PhrasePack } from '../../../../src/shared/domain/phrase.ts';
import type { ArticleId } from '../../../../src/shared/ids.ts';
import type { AppError } from '../../../../src/shared/ipc/app-error.ts';
import type { PullItem, PullStream } from '../../../../src/shared/sync/wire.ts';

/** A folder of its own that is gone after the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tashi-knowledge-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Both halves of the store on one real file. */
export class TestKnowledge {
  readonly #writer: KnowledgeEngine;
  readonly #reader: KnowledgeReader;

  constructor(folder: string, articles: readonly Article[], packs: readonly PhrasePack[] = []) {
    this.#writer = new KnowledgeEngine({ folder, starter: { articles, packs } });
    this.#reader = new KnowledgeReader(folder);
  }

  open(): { warnings: readonly AppError[]; cached: number } {
    const opened = this.#writer.open();
    if (!opened.ok) throw new Error(opened.error.code);
    this.#reader.open();
    return opened.value;
  }

  search = (query: string, limit: number, now: number, wish?: SearchWish) =>
    this.#reader.search(query, limit, now, wish);
  instead = (query: string, now: number) => this.#reader.instead(query, now);
  article = (id: ArticleId) => this.#reader.article(id);
  packs = () => this.#reader.packs();
  notices = (now: number) => this.#reader.notices(now);
  applyPull = (stream: PullStream, items: readonly PullItem[], cursor: string, pass?: PullPass) =>
    this.#writer.applyPull(stream, items, cursor, pass);
  pullCursor = (stream: PullStream) => this.#writer.pullCursor(stream);
  parkPage = (stream: PullStream, from: string, to: string) => this.#writer.parkPage(stream, from, to);
  mendPage = (stream: PullStream, from: string, items: readonly PullItem[]) =>
    this.#writer.mendPage(stream, from, items);
  parkedPages = (stream: PullStream) => this.#writer.parkedPages(stream);
  isResting = () => this.#writer.isResting();
  rest = (isResting: boolean) => this.#writer.rest(isResting);
  setBudget = (bytes: number) => this.#writer.setBudget(bytes);
  cache = () => this.#writer.cache();
  used = (id: string, points: number) => this.#writer.used(id as ArticleId, points);

  close(): void {
    this.#reader.close();
    this.#writer.close();
  }
}

/** Opened; closed after the test. */
export function openEngine(
  articles: readonly Article[] = [],
  folder = testFolder(),
  packs: readonly PhrasePack[] = [],
) {
  const engine = new TestKnowledge(folder, articles, packs);
  onTestFinished(() => engine.close());
  return { engine, folder, opened: engine.open() };
}

export function putItem(body: { id: string }): PullItem {
  return { op: 'put', id: body.id, schemaVersion: 1, body };
}
