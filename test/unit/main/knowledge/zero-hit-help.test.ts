import { describe, expect, test } from 'vitest';
import { makeArticle } from '../../../fixtures/mixed-articles.ts';
import { openEngine } from './test-engine.ts';

const now = 1_800_000_000_000;

const articles = [
  makeArticle({ id: 'a', title: '计划停电的说明' }),
  makeArticle({ id: 'b', title: '停电以后怎么报修' }),
  makeArticle({ id: 'c', title: '营业厅地址' }),
  makeArticle({ id: 'd', title: 'Reporting an outage', lang: 'en' }),
  makeArticle({ id: 'e', title: 'གློག་ཆད་པ', lang: 'bo' }),
];

describe('where nothing is found', () => {
  test.each([
    ['a word too many is left out', '停电 八达通', { kind: 'shorter', query: '停电' }],
    ['an end of the only word is left out', '营业厅门牌', { kind: 'shorter', query: '营业厅' }],
    ['a syllable too many is left out', 'གློག་ཆད་ཀློག', { kind: 'shorter', query: 'གློག་ཆད' }],
    ['two letters changed round are read as meant', 'outgae', { kind: 'spelling', query: 'outage' }],
    ['a missing letter in one of two words is found', 'reportin outage', undefined],
    [
      'a mistaken letter in one of two words is found',
      'repurting outage',
      { kind: 'spelling', query: 'reporting outage' },
    ],
    ['other characters of the same sound', '停店', { kind: 'sound', query: 'ting dian' }],
    ['a sound with two letters changed round', 'jihuatingdain', { kind: 'sound', query: 'jihuatingdian' }],
    ['a sound that others write otherwise', 'yinyeting', { kind: 'sound', query: 'yingyeting' }],
  ])('%s', (_case, query, expected) => {
    const { engine } = openEngine(articles);
    const { hits } = engine.search(query, 5, now);
    if (!expected) return expect(hits).not.toEqual([]);
    expect(hits).toEqual([]);
    const help = engine.instead(query, now);
    expect(help).toContainEqual(expect.objectContaining(expected));
    for (const { query: other, count } of help) expect(engine.search(other, 50, now).hits).toHaveLength(count);
  });

  test.each(['', ' ', '。', '🙂', '\ud800', 'qqqqqqqq', '龘龘龘'])('nothing is made up for %j', (query) => {
    const { engine } = openEngine(articles);
    expect(engine.instead(query, now)).toEqual([]);
  });
});
