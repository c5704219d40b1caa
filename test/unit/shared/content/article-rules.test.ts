import { describe, expect, it } from 'vitest';
import { articleProblems } from '../../../../src/shared/content/article-rules.ts';
import { articleSchema, type Article } from '../../../../src/shared/domain/article.ts';
import { smallCatalog } from './content-fixtures.ts';

const zh = {
  id: 'zh.outage',
  group: 'outage',
  lang: 'zh-Hans',
  domain: 'power',
  title: '停电',
  body: '## 先问\n1. 邻居有电吗？\n- 查欠费',
  tags: ['停电'],
  regions: ['yushu'],
  ticketType: 'consultation',
  ticketSubType: 'other',
  owner: 'centre',
  version: 1,
  status: 'published',
  updatedAt: 1_790_000_000_000,
  usefulness: 500,
};
const bo = { ...zh, id: 'bo.outage', lang: 'bo', title: 'གློག་ཆད་པ།', body: 'གློག་ཆད་པ།', tags: ['译文草稿'] };

function reasonsIn(nameOf: (article: Article) => string, articles: readonly object[]): string[] {
  const files = articles
    .map((article) => articleSchema.parse(article))
    .map((article) => ({ file: nameOf(article), content: { schemaVersion: 1 as const, articles: [article] } }));
  return articleProblems(files, smallCatalog()).map(({ reason }) => reason);
}

/** Each article in a file of the right name. */
function reasons(...articles: object[]): string[] {
  return reasonsIn(({ domain, lang }) => `resources/knowledge/${domain}.${lang}.json`, articles);
}

describe('articleProblems', () => {
  it('finds nothing in an article and its translation', () => {
    expect(reasons(zh, bo)).toEqual([]);
  });

  it.each<[string, object]>([
    ['area "lhasa" is not in the ticket catalog', { regions: ['lhasa'] }],
    ['ticket type "gossip" is not in the catalog', { ticketType: 'gossip' }],
    ['sub-type "gone" of consultation is not in the catalog', { ticketSubType: 'gone' }],
    ["faultRepair can't be closed in two keys: it needs callerPhone, address", { ticketType: 'faultRepair' }],
    ['a sub-type without its ticket type', { ticketType: undefined }],
    ['valid until a time that is not after its beginning', { validFrom: 2, validUntil: 2 }],
    ['Traditional characters in a Simplified text: 電', { title: '停電' }],
    ['markup in line 1 of the text', { body: '### 先问' }],
    ['markup in line 2 of the text', { body: '先问\n**重要**' }],
    ['blank at the end of line 1 of the text', { body: '先问 \n再查' }],
    ['stray control character U+200B', { tags: ['停\u200b电'] }],
    ['not in NFC', { title: '停电 cafe\u0301' }],
  ])('says: %s', (reason, change) => {
    expect(reasons({ ...zh, ...change })).toEqual([reason]);
  });

  it('wants Tibetan articles in Tibetan letters and marked as drafts', () => {
    expect(reasons(zh, { ...bo, title: 'glog chad' })).toContain('no letter of the script (tibetan)');
    expect(reasons(zh, { ...bo, tags: [] })).toEqual(['a Tibetan article must carry the tag 译文草稿']);
  });

  it('lets a centre arrange and translate its own as it likes', () => {
    const alone = { file: 'knowledge/all.json', content: { articles: [articleSchema.parse({ ...bo, tags: [] })] } };
    expect(articleProblems([alone], smallCatalog())).toHaveLength(3);
    expect(articleProblems([alone], smallCatalog(), 'centre')).toEqual([]);
  });

  it('refuses Simplified characters in a Cantonese article', () => {
    const yue = { ...zh, id: 'yue.outage', lang: 'yue-Hant-HK', title: '停电', body: '停電' };
    expect(reasons(zh, yue)).toEqual(['Simplified characters in a Traditional text: 电']);
  });

  it('refuses an id twice, a translation twice, and translations under different subjects', () => {
    expect(reasons(zh, { ...bo, id: zh.id })).toEqual(['article "zh.outage" is there twice']);
    expect(reasons(zh, { ...zh, id: 'zh.again' })).toEqual(['translation "outage in zh-Hans" is there twice']);
    expect(reasons(zh, { ...bo, domain: 'bank' })).toEqual(['domain differs from zh.outage of the same group']);
    expect(reasons(zh, { ...bo, ticketType: 'opinion' })).toEqual([
      "opinion can't be closed in two keys: it needs description",
      'ticketType differs from zh.outage of the same group',
    ]);
  });

  it('wants each article in the file of its domain and language', () => {
    expect(reasonsIn(() => 'resources/knowledge/power.zh-Hans.json', [zh, bo])).toEqual(['belongs in power.bo.json']);
  });

  it('wants the Mandarin article beside its translations, and one answer on self-service', () => {
    expect(reasons(bo)).toEqual(['a translation without its zh-Hans article']);
    expect(reasons(zh, { ...bo, selfService: true })).toEqual(['selfService differs from zh.outage of the same group']);
  });
});
