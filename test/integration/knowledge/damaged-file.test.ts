import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../src/shared/domain/article.ts';
import { StorageFailure } from '../../../src/main/db/storage-failure.ts';
import { makeArticle } from '../../fixtures/mixed-articles.ts';
import { page } from './pages.ts';
import { startStore, testFolder } from './test-store.ts';

const starter = [makeArticle({ id: 'starter', title: '停电' })];
const database = (folder: string): string => join(folder, 'knowledge.db');

/** A closed file with the starter content and some pages of the centre. */
async function filledFolder(pages = 3): Promise<string> {
  const folder = testFolder();
  const store = startStore(folder, starter);
  await store.open();
  for (let number = 1; number <= pages; number++) await store.applyPull('knowledge', page(number), String(number));
  await store.close();
  return folder;
}

/** So much text that the file is not read through on opening. */
function longArticles(): Article[] {
  const body = '停电的时候请先查看公告。'.repeat(1600);
  return Array.from({ length: 130 }, (_, i) => makeArticle({ id: `long-${i}`, title: `停电说明 ${i}`, body }));
}

/** The centre's first page on top of the long articles, in a file whose index only shows its damage when it is used. */
async function folderWithBrokenIndex(): Promise<string> {
  const folder = testFolder();
  const store = startStore(folder, longArticles());
  await store.open();
  await store.applyPull('knowledge', page(1), '1');
  await store.close();
  const db = new Database(database(folder));
  // SQLite keeps its hands over the index's own tables otherwise.
  db.unsafeMode(true);
  db.exec("UPDATE words_data SET block = x'ffffffffffffffff' WHERE id >= 10");
  db.close();
  return folder;
}

/** Writes noise over a part of the file, from `from` (0–1) of its length on. */
function spoil(path: string, from: number, bytes: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(bytes, 0xa5), 0, bytes, Math.floor(statSync(path).size * from));
  closeSync(file);
}

function setAsideFiles(folder: string): string[] {
  const parent = join(folder, 'set-aside');
  return existsSync(parent) ? readdirSync(parent).flatMap((name) => readdirSync(join(parent, name))) : [];
}

describe('a damaged file', () => {
  test.each([
    ['a spoiled header', (path: string) => spoil(path, 0, 50)],
    ['noise in the middle', (path: string) => spoil(path, 0.4, 30_000)],
    [
      'a text file',
      (path: string) => writeFileSync(path, 'not a database at all, but long enough to look at'.repeat(9)),
    ],
    ['half of it cut off', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 20_000))],
  ])('is set aside whole and replaced: %s', async (_case, damage) => {
    const folder = await filledFolder();
    damage(database(folder));
    const damaged = readFileSync(database(folder));
    const store = startStore(folder, starter);
    expect(await store.open()).toMatchObject({
      ok: true,
      value: { warnings: [{ code: 'storage.damaged' }], cached: 1 },
    });
    expect((await store.search('停电', 5, 0)).hits.map(({ id }) => id)).toEqual(['starter']);
    expect(await store.pullCursor('knowledge')).toBeUndefined();
    expect(setAsideFiles(folder)).toContain('knowledge.db');
    const [place = ''] = readdirSync(join(folder, 'set-aside'));
    expect(readFileSync(join(folder, 'set-aside', place, 'knowledge.db')).equals(damaged)).toBe(true);
    await store.close();
    const again = startStore(folder, starter);
    expect(await again.open()).toMatchObject({ ok: true, value: { warnings: [], cached: 1 } });
  });

  test('takes its log along', async () => {
    const folder = await filledFolder();
    spoil(database(folder), 0, 50);
    writeFileSync(`${database(folder)}-wal`, 'log');
    const store = startStore(folder, starter);
    await store.open();
    expect(setAsideFiles(folder).toSorted()).toEqual(['knowledge.db', 'knowledge.db-wal']);
  });

  test('found by a search is replaced on the spot', async () => {
    const folder = await folderWithBrokenIndex();
    const store = startStore(folder, longArticles());
    expect(await store.open()).toMatchObject({ ok: true, value: { warnings: [] } });
    expect((await store.search('停电', 5, 0)).hits).toHaveLength(5);
    expect(await store.open()).toMatchObject({ ok: true, value: { warnings: [{ code: 'storage.damaged' }] } });
    expect(setAsideFiles(folder)).toContain('knowledge.db');
  });

  test('found by the full check in a pause is replaced, and what is read goes on', async () => {
    const folder = await folderWithBrokenIndex();
    const store = startStore(folder, longArticles());
    expect(await store.open()).toMatchObject({ ok: true, value: { warnings: [] } });
    expect(await store.isSound()).toBe(false);
    expect(await store.isSound()).toBe(true);
    expect(await store.cache()).toMatchObject({ problem: { code: 'storage.damaged' } });
    expect((await store.search('停电', 5, 0)).hits).toHaveLength(5);
    expect(await store.pullCursor('knowledge')).toBeUndefined();
    expect(setAsideFiles(folder)).toContain('knowledge.db');
    await store.applyPull('knowledge', page(1), '1');
    expect(await store.cache()).not.toHaveProperty('problem');
  });

  test('a large one that lost its end is found when it is opened', async () => {
    const folder = testFolder();
    const store = startStore(folder, longArticles());
    await store.open();
    await store.close();
    truncateSync(database(folder), statSync(database(folder)).size - 4096);
    expect(statSync(database(folder)).size).toBeGreaterThan(8 * 1024 * 1024);
    const again = startStore(folder, longArticles());
    expect(await again.open()).toMatchObject({ ok: true, value: { warnings: [{ code: 'storage.damaged' }] } });
  });

  test('found while a page is written is replaced, and the page asked for anew', async () => {
    const folder = await folderWithBrokenIndex();
    const store = startStore(folder, longArticles());
    expect(await store.open()).toMatchObject({ ok: true, value: { warnings: [], cached: 150 } });
    const failure = await store.applyPull('knowledge', page(2), '2').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StorageFailure);
    expect(failure).toMatchObject({ error: { code: 'storage.damaged', retry: 'auto' } });
    expect(await store.pullCursor('knowledge')).toBeUndefined();
    expect(await store.applyPull('knowledge', page(1), '1')).toEqual({ cached: 150 });
  });
});

describe('a file that must not be touched', () => {
  test('one of a newer build is refused and left as it is', async () => {
    const folder = await filledFolder();
    const db = new Database(database(folder));
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(database(folder));
    const store = startStore(folder, starter);
    expect(await store.open()).toMatchObject({
      ok: false,
      error: { code: 'storage.newerVersion', params: { found: 99 } },
    });
    await store.close();
    expect(readFileSync(database(folder)).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['knowledge.db']);
  });

  test('one that another desk of the machine has is shared', async () => {
    const folder = await filledFolder();
    const first = startStore(folder, starter);
    const second = startStore(folder, starter);
    expect(await first.open()).toMatchObject({ ok: true, value: { warnings: [] } });
    expect(await second.open()).toMatchObject({ ok: true, value: { warnings: [] } });
    await first.applyPull('knowledge', page(4), '4');
    expect(await second.pullCursor('knowledge')).toBe('4');
    expect((await second.search('page4x', 50, 0)).hits).toHaveLength(20);
    await Promise.all([first.applyPull('knowledge', page(5), '5'), second.applyPull('knowledge', page(5), '5')]);
    expect((await first.search('page5x', 50, 0)).hits).toHaveLength(20);
    await first.close();
    expect((await second.search('page5x', 50, 0)).hits).toHaveLength(20);
    expect(setAsideFiles(folder)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('is for its owner alone', async () => {
    const folder = await filledFolder();
    const store = startStore(folder, starter);
    await store.open();
    await store.applyPull('knowledge', page(4), '4');
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
  });
});
