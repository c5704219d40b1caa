import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { publishedContent } from '../../../../src/main/db/knowledge/migrations/0001-published-content.ts';
import { oneColumnIndex } from '../../../../src/main/db/knowledge/migrations/0002-one-column-index.ts';
import { centreFestivals } from '../../../../src/main/db/knowledge/migrations/0003-festivals.ts';
import { passes } from '../../../../src/main/db/knowledge/migrations/0004-passes.ts';
import { migrate } from '../../../../src/main/db/migrate.ts';
import type { Article } from '../../../../src/shared/domain/article.ts';
import { makeArticle } from '../../../fixtures/mixed-articles.ts';
import { openEngine, putItem, testFolder } from './test-engine.ts';

const now = 1_800_000_000_000;
/** Ranks in one band at that time. */
const band = 2 ** 24;

/** A file as it was before short tokens had a table of their own, with these articles at these ranks. */
function writeOldFile(folder: string, entries: readonly (readonly [rank: number, Article])[]): void {
  mkdirSync(folder, { recursive: true });
  const db = new Database(join(folder, 'knowledge.db'));
  migrate(db, [publishedContent, oneColumnIndex, centreFestivals, passes]);
  const insert = db.prepare(
    `INSERT INTO articles (rank, id, group_id, lang, status, source, head, title, body)
     VALUES (?, ?, ?, ?, ?, 'centre', ?, ?, ?)`,
  );
  const index = db.prepare('INSERT INTO words (rowid, tokens) VALUES (?, ?)');
  for (const [rank, { title, body, ...head }] of entries) {
    insert.run(rank, head.id, head.group, head.lang, head.status, JSON.stringify(head), title, body);
    index.run(rank, title);
  }
  db.prepare("UPDATE state SET value = ? WHERE name = 'count'").run(String(entries.length));
  db.exec("INSERT INTO state (name, value) VALUES ('indexRules', '2')");
  db.close();
}

test('a file with the older index keeps its articles and their order, and is searched again before long', async () => {
  const articles = ['best', 'next', 'third', 'last'].map((id, at) =>
    makeArticle({ id, title: `停电 ${id}`, usefulness: at < 3 ? 1000 : 0 }),
  );
  const [best, next, third, least] = articles as [Article, Article, Article, Article];
  const folder = testFolder();
  writeOldFile(folder, [
    [1, best],
    [2, next],
    [5, third],
    [70 * band + 9, least],
  ]);
  const { engine, opened } = openEngine([], folder);
  expect(opened).toMatchObject({ warnings: [], cached: 4 });
  await expect
    .poll(() => engine.search('停电', 20, now).hits.map(({ id }) => id))
    .toEqual(articles.map(({ id }) => id));
  expect(engine.search('停电 l', 20, now).hits.map(({ id }) => id)).toEqual(['last']);
  expect(engine.search('电', 20, now).hits).toHaveLength(4);
  engine.applyPull('knowledge', [putItem(makeArticle({ id: 'new', title: '停电 l', usefulness: 1000 }))], '1');
  expect(engine.search('停电 l', 20, now).hits.map(({ id }) => id)).toEqual(['new', 'last']);
});
