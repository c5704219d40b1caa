import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchHit, SearchWish } from '../../../../src/shared/domain/article.ts';
import { expectedIds } from '../../../fixtures/search-oracle.ts';
import { makeArticle, mixedArticles, pick, seeded, vocabulary } from '../../../fixtures/mixed-articles.ts';
import { openEngine, putItem, TestKnowledge } from './test-engine.ts';

const now = 1_800_000_000_000;
const corpus = mixedArticles(400);

/** Queries of every class; each is asked with the whole of its expected answer in mind. */
const queries: Record<string, readonly string[]> = {
  'two characters': ['停电', '余额', '挂失', '台区', '卫星'],
  'long phrase': ['计划停电', '智能电表', '手机银行', '停电电费', '营业厅停电'],
  'Traditional for Simplified': ['停電', '帳單', '餘額', '營業廳', '計劃停電'],
  'Simplified for Traditional': ['八达通', '柜台', '卫生', '回复', '线路', '户口'],
  Cantonese: ['唔該', '佢哋', '月結單', '喺'],
  'Tibetan syllables': ['གློག', 'གློག་མེད', 'ང', 'དེ', 'ལོ', 'དགོན་པ', 'བདེ་མོ་', 'དངུལ་ཁང', 'པ', 'གློག་རིན་'],
  'Tibetan digits': ['༢༠༢༥', '2025'],
  'English prefix': ['out', 'bil', 'bill', 'trans', 'o', 'balan'],
  'English words': ['power outage', 'lost card refund', 'CARD, lost'],
  mixed: ['停电 95598', '95598', 'App 余额', '10kv', '卡 ATM', 'གློག ང'],
  'single character': ['电', '卡', '嘅', '線', '在'],
  'no hit': ['龘靐', 'zzqx', 'ཧཧ་ཧཧ', '停x电', '𠀀𠀁'],
};

// Read only by the tests that use it.
const folder = mkdtempSync(join(tmpdir(), 'tashi-search-'));
const shared = new TestKnowledge(folder, corpus);
beforeAll(() => void shared.open());
afterAll(() => {
  shared.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What was found by the words as they were typed. */
function direct(hits: readonly SearchHit[]): string[] {
  return hits.filter(({ foundBy }) => foundBy === 'words').map(({ id }) => id);
}

describe('search', () => {
  test.each(Object.entries(queries))('finds all and only what is there: %s', (_class, asked) => {
    for (const query of asked) {
      const found = direct(shared.search(query, corpus.length, now).hits);
      expect(new Set(found), query).toEqual(expectedIds(corpus, query));
    }
  });

  test('agrees with the oracle on queries cut out of the texts', () => {
    const random = seeded(7);
    for (let round = 0; round < 150; round++) {
      const source = pick(corpus, random);
      const start = Math.floor(random() * source.body.length);
      const query = source.body.slice(start, start + 2 + Math.floor(random() * 12)).replace(/[\s་]+$/, '');
      const { hits, readAs } = shared.search(query, corpus.length, now);
      if (readAs) continue;
      const expected = expectedIds(corpus, query);
      // A syllable cut in half that is nowhere a whole one is taken as half typed.
      if (expected.size > 0) expect(new Set(direct(hits)), query).toEqual(expected);
    }
  });

  test('reads Wylie as Tibetan and says so', () => {
    const answer = shared.search('glog rin', corpus.length, now);
    expect(answer.readAs).toEqual({ kind: 'wylie', text: 'གློག་རིན' });
    expect(new Set(answer.hits.filter(({ foundBy }) => foundBy === 'wylie').map(({ id }) => id as string))).toEqual(
      expectedIds(corpus, 'གློག་རིན'),
    );
    expect(shared.search('bill', 20, now).readAs).toBeUndefined();
  });

  test('puts an English word before its reading as a syllable, and the syllable before mere beginnings', () => {
    const { engine } = openEngine([
      makeArticle({ id: 'word', lang: 'en', title: 'go' }),
      makeArticle({ id: 'syllable', lang: 'bo', title: 'གོ་རིམ' }),
      makeArticle({ id: 'beginning', lang: 'en', title: 'rinse' }),
      makeArticle({ id: 'price', lang: 'bo', title: 'རིན' }),
    ]);
    expect(engine.search('go', 5, now).hits.map(({ id }) => id)).toEqual(['word', 'syllable']);
    expect(engine.search('rin', 5, now).hits.map(({ id }) => id)).toEqual(['price', 'beginning']);
  });

  test.each([
    ['tingdian', '停电通知'],
    ['ting dian', '停电通知'],
    ['tingdianto', '停电通知'],
    ['tdtz', '停电通知'],
    ['yinhang', '银行网点'],
    ['nvshengka', '女生卡'],
    ['ting4din6', '停電通知'],
    ['daanbaat', '單八'],
  ])('finds a title by its sound: %s', (query, title) => {
    const { engine } = openEngine([
      makeArticle({ id: 'wanted', title, lang: query.includes('din') ? 'yue-Hant-HK' : 'zh-Hans' }),
      makeArticle({ id: 'other', title: '别的', body: `${title}。` }),
    ]);
    expect(engine.search(query, 5, now).hits.map(({ id }) => id)).toEqual(['wanted']);
  });

  test('finds other words for the same, and says so', () => {
    const { engine } = openEngine([
      makeArticle({ id: 'same', title: '停电怎么办' }),
      makeArticle({ id: 'typed', title: '没电怎么办' }),
      makeArticle({ id: 'elsewhere', title: '停电', domain: 'bank' }),
      makeArticle({ id: 'tibetan', title: 'གློག་ཆད་སྐོར', lang: 'bo' }),
    ]);
    const found = engine.search('没电', 5, now).hits.map(({ id, foundBy }) => [id, foundBy]);
    expect(found[0]).toEqual(['typed', 'words']);
    expect(found.slice(1)).toEqual(
      expect.arrayContaining([
        ['same', 'synonym'],
        ['tibetan', 'synonym'],
      ]),
    );
    expect(found).toHaveLength(3);
  });

  test('keeps to what is asked for: language, domain, area; and puts the area of the caller first', () => {
    const { engine } = openEngine([
      makeArticle({ id: 'far', title: '停电', regions: ['yushu'], usefulness: 1000 }),
      makeArticle({ id: 'near', title: '停电', regions: ['hai-nan'], usefulness: 1 }),
      makeArticle({ id: 'all', title: '停电', domain: 'bank', usefulness: 500 }),
      makeArticle({ id: 'hk', title: '停電', lang: 'yue-Hant-HK', usefulness: 0 }),
    ]);
    const ids = (wish: SearchWish): string[] => engine.search('停电', 5, now, wish).hits.map(({ id }) => id);
    expect(ids({})).toEqual(['far', 'all', 'near', 'hk']);
    expect(ids({ languages: ['yue-Hant-HK'] })).toEqual(['hk']);
    expect(ids({ domains: ['bank'] })).toEqual(['all']);
    expect(ids({ area: 'hai-nan' })).toEqual(['all', 'near', 'hk']);
    expect(ids({ callerArea: 'hai-nan' })).toEqual(['all', 'near', 'hk', 'far']);
  });

  test('completes a half-typed syllable', () => {
    const { engine } = openEngine([makeArticle({ id: 'bill', lang: 'bo', title: 'གློག་རིན་སྤྲོད་པ' })]);
    for (const query of ['གློ', 'གློག་ར', 'glog ri', 'glo', 'གློག་རིན་སྤྲ']) {
      expect(
        engine.search(query, 5, now).hits.map(({ id }) => id),
        query,
      ).toEqual(['bill']);
    }
  });

  test('highlights in title and snippet', () => {
    const { engine } = openEngine([
      makeArticle({ id: 'a', title: '計劃停電', body: '停電時請聯絡。', lang: 'yue-Hant-HK' }),
    ]);
    expect(engine.search('停电', 5, now).hits[0]).toMatchObject({
      title: [
        { text: '計劃', hit: false },
        { text: '停電', hit: true },
      ],
      snippet: [
        { text: '停電', hit: true },
        { text: '時請聯絡。', hit: false },
      ],
    });
  });

  test('shows what an article says now, though it was found before it changed', () => {
    const article = makeArticle({ id: 'changing', title: '停电怎么办', body: '请先看电表。' });
    const { engine } = openEngine([]);
    engine.applyPull('knowledge', [putItem(article)], 'c1');
    const shown = () =>
      engine.search('停电', 5, now).hits.map(({ snippet }) => snippet.map(({ text }) => text).join(''));
    expect(shown()).toEqual(['请先看电表。']);
    const changed = { ...article, body: '请先问邻居。' };
    engine.applyPull('knowledge', [putItem(changed)], 'c2');
    expect(shown()).toEqual(['请先问邻居。']);
    expect(shown()).toEqual(['请先问邻居。']);
  });

  test('ranks the title above the tags above the body, then by usefulness', () => {
    const filler = '其他内容说明，'.repeat(10);
    const { engine } = openEngine([
      makeArticle({ id: 'body', title: '别的', body: `停电${filler}`, usefulness: 1000 }),
      makeArticle({ id: 'tag', title: '别的', tags: ['停电'], body: filler }),
      makeArticle({ id: 'low', title: '停电', body: filler, usefulness: 10 }),
      makeArticle({ id: 'high', title: '停电', body: filler, usefulness: 900 }),
      ...Array.from({ length: 20 }, (_, i) => makeArticle({ id: `other-${i}`, title: '别的', body: filler })),
    ]);
    expect(engine.search('停电', 5, now).hits.map(({ id }) => id)).toEqual(['high', 'low', 'tag', 'body']);
  });

  test('hides retired articles, marks future and expired ones and puts them last', () => {
    const { engine } = openEngine([
      makeArticle({ id: 'expired', title: '停电', validUntil: now }),
      makeArticle({ id: 'valid', title: '停电的说明与办法', validFrom: now, validUntil: now + 1 }),
      makeArticle({ id: 'future', title: '停电', validFrom: now + 1 }),
      makeArticle({ id: 'retired', title: '停电', status: 'retired' }),
      makeArticle({ id: 'draft', title: '停电与抢修的说明与办法', status: 'draft' }),
    ]);
    const hits = engine.search('停电', 10, now).hits;
    expect(hits.map(({ id }) => id as string).toSorted()).toEqual(['draft', 'expired', 'future', 'valid']);
    expect(hits.slice(-2)).toMatchObject([
      { id: 'future', isFuture: true, isExpired: false },
      { id: 'expired', isFuture: false, isExpired: true },
    ]);
    expect(hits.slice(0, -2).every(({ isExpired, isFuture }) => !isExpired && !isFuture)).toBe(true);
  });

  test('looks on behind many articles that are not valid yet', () => {
    const future = Array.from({ length: 150 }, (_, i) =>
      makeArticle({ id: `future-${i}`, title: '停电', validFrom: now + 1, usefulness: 1000 }),
    );
    const { engine } = openEngine([...future, makeArticle({ id: 'now', title: '停电', usefulness: 0 })]);
    expect(engine.search('停电', 5, now, { onlyValid: true }).hits.map(({ id }) => id)).toEqual(['now']);
  });

  test('keeps to the limit and answers nothing to nothing', () => {
    expect(shared.search('停电', 3, now).hits).toHaveLength(3);
    for (const query of ['', ' ', '"', '。', '🙂']) {
      expect(shared.search(query, 5, now)).toEqual({ hits: [], cached: corpus.length });
    }
  });

  test('never throws and never answers with more than asked for', () => {
    const syntax = [
      '"',
      '*',
      '(',
      ')',
      '-',
      '^',
      ':',
      '{',
      '}',
      ' AND ',
      ' OR ',
      ' NOT ',
      'NEAR(',
      'title:',
      '\u0000',
      'ʘ',
      '\ud800',
    ];
    const words = Object.values(vocabulary).flat();
    const query = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(fc.constantFrom(...syntax, ...words, ' ', '་'), { maxLength: 30 }).map((each) => each.join('')),
    );
    fc.assert(
      fc.property(query, (text) => shared.search(text, 3, now).hits.length <= 3),
      { numRuns: 400 },
    );
  });

  test('never throws at what is pasted: 10,000 characters of any kind, nor when it is asked for help', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
      fc.constantFrom(
        '\ud800',
        '\udfff',
        '\u202e',
        '\u2066',
        '\u200d',
        '\ufeff',
        '\u0000',
        '\ue000',
        '\ue007',
        '"',
        '*',
        "'",
      ),
      fc.constantFrom(...Object.values(vocabulary).flat(), ' ', '་', '།', 'NEAR(', ' OR ', '{words}:', '^', '+'),
    );
    const pasted = fc
      .tuple(fc.array(unit, { minLength: 1, maxLength: 12 }), fc.constantFrom(1, 3, 800))
      .map(([units, times]) => units.join('').repeat(times).slice(0, 10_000));
    fc.assert(
      fc.property(pasted, (text) => {
        const { hits } = shared.search(text, 3, now);
        const help = hits.length > 0 ? [] : shared.instead(text, now);
        return hits.length <= 3 && help.every(({ count }) => count > 0);
      }),
      { numRuns: 150 },
    );
  });
});
