import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PhrasePack } from '../../../../src/shared/domain/phrase.ts';
import { noticeSchema } from '../../../../src/shared/domain/notice.ts';
import { phrasePackSchema } from '../../../../src/shared/domain/phrase.ts';
import { articleIdSchema } from '../../../../src/shared/ids.ts';
import { makeArticle, mixedArticles } from '../../../fixtures/mixed-articles.ts';
import { openEngine, putItem, testFolder } from './test-engine.ts';

const now = 1_800_000_000_000;

function makePack(lang: PhrasePack['lang'], text: string): PhrasePack {
  const phrase = { moment: 'greeting.any', text, gloss: '您好', status: 'draft', version: 1 };
  return phrasePackSchema.parse({ schemaVersion: 2, lang, version: 1, note: 'drafts', phrases: [phrase] });
}

function makeNotice(id: string, validFrom: number, validUntil: number, updatedAt = 1) {
  return noticeSchema.parse({ id, kind: 'outage', title: id, body: '', areas: [], validFrom, validUntil, updatedAt });
}

/** The file while no engine has it. */
function withFile<T>(folder: string, work: (db: Database.Database) => T): T {
  const db = new Database(join(folder, 'knowledge.db'));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

describe('starter content', () => {
  const starter = [makeArticle({ id: 'a', title: '停电' }), makeArticle({ id: 'b', title: '电费' })];

  test('is there at once and not written again', () => {
    const { engine, folder, opened } = openEngine(starter);
    expect(opened).toEqual({ warnings: [], cached: 2 });
    engine.close();
    const changes = (): unknown => withFile(folder, (db) => db.pragma('data_version', { simple: true }));
    const size = (): unknown => withFile(folder, (db) => db.prepare('SELECT count(*) FROM words_data').pluck().get());
    const before = [changes(), size()];
    openEngine(starter, folder).engine.close();
    expect([changes(), size()]).toEqual(before);
  });

  test('follows the app from build to build', () => {
    const { engine, folder } = openEngine(starter);
    engine.close();
    const next = openEngine(
      [makeArticle({ id: 'b', title: '阶梯电价' }), makeArticle({ id: 'c', title: '充值' })],
      folder,
    );
    expect(next.opened.cached).toBe(2);
    expect(next.engine.search('停电', 5, now).hits).toEqual([]);
    expect(next.engine.search('电费', 5, now).hits).toEqual([]);
    expect(next.engine.search('阶梯', 5, now).hits.map(({ id }) => id)).toEqual(['b']);
  });

  test('gives way to the centre for the same id, for good', () => {
    const { engine, folder } = openEngine(starter, testFolder(), [makePack('en', 'Hello'), makePack('adx', 'བདེ་མོ')]);
    engine.applyPull('knowledge', [putItem(makeArticle({ id: 'a', title: '计划停电' })), { op: 'drop', id: 'b' }], '1');
    engine.applyPull('phrases', [{ ...putItem({ id: 'en' }), body: makePack('en', 'Good morning') } as never], '1');
    engine.applyPull('phrases', [{ op: 'drop', id: 'adx' }], '2');
    engine.close();
    const changed = [makeArticle({ id: 'a', title: '新的' }), makeArticle({ id: 'b', title: '电费' })];
    const next = openEngine(changed, folder, [makePack('en', 'Hi'), makePack('adx', 'བདེ')]);
    expect(next.opened.cached).toBe(1);
    expect(next.engine.article(articleIdSchema.parse('a'))?.article.title).toBe('计划停电');
    expect(next.engine.article(articleIdSchema.parse('b'))).toBeUndefined();
    expect(next.engine.packs().map(({ phrases }) => phrases[0]?.text)).toEqual(['Good morning']);
  });

  test('reads a pack that an older build has kept, and one that an older centre sends', () => {
    const old = (text: string) => ({
      ...{ schemaVersion: 1, lang: 'en', version: 1, note: '' },
      phrases: [{ id: 'en.hello', moment: 'greeting', lang: 'en', text, gloss: '您好', status: 'draft', version: 1 }],
    });
    const { engine, folder } = openEngine([], testFolder(), [makePack('en', 'Hello')]);
    engine.close();
    withFile(folder, (db) => db.prepare("UPDATE packs SET body = ? WHERE lang = 'en'").run(JSON.stringify(old('Hi'))));
    const next = openEngine([], folder, [makePack('en', 'Hello')]);
    expect(next.engine.packs().map(({ schemaVersion, phrases }) => [schemaVersion, phrases[0]])).toEqual([
      [2, expect.objectContaining({ moment: 'greeting.any', text: 'Hi' })],
    ]);
    next.engine.applyPull('phrases', [{ ...putItem({ id: 'en' }), body: old('Good day') } as never], '1');
    expect(next.engine.packs()[0]?.phrases[0]?.text).toBe('Good day');
  });
});

describe('a page from the centre', () => {
  test('is applied with its cursor, index included', () => {
    const { engine } = openEngine();
    expect(engine.pullCursor('knowledge')).toBeUndefined();
    const page = [makeArticle({ id: 'a', title: '停电' }), makeArticle({ id: 'b', title: '电费' })].map(putItem);
    expect(engine.applyPull('knowledge', page, 'k1')).toEqual({ cached: 2 });
    expect(engine.pullCursor('knowledge')).toBe('k1');
    expect(engine.pullCursor('notices')).toBeUndefined();
    const change = makeArticle({ id: 'a', title: '抢修', usefulness: 990, version: 2 });
    expect(engine.applyPull('knowledge', [putItem(change), { op: 'drop', id: 'b' }], 'k2')).toEqual({ cached: 1 });
    expect(engine.search('停电', 5, now).hits).toEqual([]);
    expect(engine.search('电费', 5, now).hits).toEqual([]);
    expect(engine.search('抢修', 5, now).hits.map(({ id }) => id)).toEqual(['a']);
  });

  test('may come twice', () => {
    const { engine } = openEngine();
    const page = mixedArticles(50).map(putItem);
    engine.applyPull('knowledge', page, 'k1');
    const before = engine.search('停电', 50, now);
    expect(engine.applyPull('knowledge', page, 'k1')).toEqual({ cached: 50 });
    expect(engine.search('停电', 50, now)).toEqual(before);
  });

  test('retires and brings back', () => {
    const { engine } = openEngine([makeArticle({ id: 'a', title: '停电' })]);
    const retired = makeArticle({ id: 'a', title: '停电', status: 'retired' });
    expect(engine.applyPull('knowledge', [putItem(retired)], '1').cached).toBe(0);
    expect(engine.search('停电', 5, now).hits).toEqual([]);
    expect(engine.article(articleIdSchema.parse('a'))?.article.status).toBe('retired');
    engine.applyPull('knowledge', [putItem(makeArticle({ id: 'a', title: '停电' }))], '2');
    expect(engine.search('停电', 5, now).hits).toHaveLength(1);
  });

  test('parks what it cannot read, keeps the rest and what was there', () => {
    const { engine, folder } = openEngine();
    const good = makeArticle({ id: 'good', title: '停电' });
    engine.applyPull('knowledge', [putItem(good)], '1');
    const { cached } = engine.applyPull(
      'knowledge',
      [
        { op: 'put', id: 'good', schemaVersion: 2, body: { shape: 'new' } },
        putItem({ ...good, id: 'broken', title: '' } as { id: string }),
        { op: 'put', id: 'other', schemaVersion: 1, body: good },
        { op: 'put', id: 'nothing', schemaVersion: 1, body: undefined },
        putItem(makeArticle({ id: 'fine', title: '电费' })),
      ],
      '2',
    );
    expect(cached).toBe(2);
    expect(engine.pullCursor('knowledge')).toBe('2');
    expect(engine.search('停电', 5, now).hits).toHaveLength(1);
    engine.close();
    const parked = withFile(folder, (db) => db.prepare('SELECT id, reason FROM parked ORDER BY id').all());
    expect(parked).toEqual([
      { id: 'broken', reason: 'too_small at title' },
      { id: 'good', reason: 'schema version 2' },
      { id: 'nothing', reason: expect.stringContaining('invalid') as string },
      { id: 'other', reason: 'id differs' },
    ]);
  });

  test('takes a parked body up as soon as it can be read', () => {
    const { engine, folder } = openEngine();
    engine.applyPull('knowledge', [{ op: 'put', id: 'a', schemaVersion: 2, body: {} }], '1');
    engine.close();
    const body = JSON.stringify(makeArticle({ id: 'a', title: '停电' }));
    withFile(folder, (db) => db.prepare('UPDATE parked SET schema_version = 1, body = ?').run(body));
    const next = openEngine([], folder);
    expect(next.engine.search('停电', 5, now).hits).toHaveLength(1);
    next.engine.close();
    expect(withFile(folder, (db) => db.prepare('SELECT count(*) FROM parked').pluck().get())).toBe(0);
  });

  test('refuses a stream of the seat', () => {
    const { engine } = openEngine();
    expect(() => engine.applyPull('customers', [putItem({ id: 'x' })], '1')).toThrow(/customers/);
    expect(engine.pullCursor('customers')).toBeUndefined();
  });
});

describe('reading', () => {
  test('an article comes with its translations, retired ones left out', () => {
    const group = 'outage';
    const { engine } = openEngine([
      makeArticle({ id: 'zh', group, title: '停电' }),
      makeArticle({ id: 'en', group, lang: 'en', title: 'Outage' }),
      makeArticle({ id: 'bo', group, lang: 'bo', title: 'གློག', status: 'retired' }),
      makeArticle({ id: 'else', title: '别的' }),
    ]);
    expect(engine.article(articleIdSchema.parse('zh'))?.translations).toEqual([
      { id: 'en', lang: 'en', title: 'Outage' },
    ]);
    expect(engine.article(articleIdSchema.parse('none'))).toBeUndefined();
  });

  test('notices are those in force, newest first', () => {
    const { engine } = openEngine();
    const notices = [
      makeNotice('over', now - 10, now),
      makeNotice('old', now - 10, now + 10, 1),
      makeNotice('new', now, now + 10, 2),
      makeNotice('later', now + 1, now + 10),
    ];
    engine.applyPull('notices', notices.map(putItem), '1');
    expect(engine.notices(now).map(({ id }) => id)).toEqual(['new', 'old']);
    engine.applyPull('notices', [{ op: 'drop', id: 'new' }], '2');
    expect(engine.notices(now).map(({ id }) => id)).toEqual(['old']);
  });
});

test('an index of other rules is written anew between the calls', async () => {
  const articles = mixedArticles(180);
  const { engine, folder } = openEngine(articles);
  const expected = engine.search('停电', 180, now);
  engine.close();
  withFile(folder, (db) => {
    db.prepare("UPDATE state SET value = 'other' WHERE name = 'indexRules'").run();
    db.exec("INSERT INTO words (words) VALUES ('delete-all')");
  });
  const next = openEngine(articles, folder).engine;
  expect(next.search('停电', 180, now).hits).toEqual([]);
  const changed = makeArticle({ id: 'meanwhile', title: '停电' });
  next.applyPull('knowledge', [putItem(changed)], '1');
  await expect.poll(() => next.search('停电', 200, now).hits.length).toBe(expected.hits.length + 1);
});
