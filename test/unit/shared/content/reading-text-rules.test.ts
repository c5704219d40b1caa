import { describe, expect, it } from 'vitest';
import { readingTextProblems } from '../../../../src/shared/content/reading-text-rules.ts';
import { readingTextSchema, type ReadingText } from '../../../../src/shared/domain/reading-text.ts';

function textOf(change: Partial<ReadingText> = {}, file = 'resources/readings/zh-short.json') {
  const content = readingTextSchema.parse({
    ...{ schemaVersion: 1, id: 'zh-short', lang: 'zh-Hans', status: 'draft', size: 'short' },
    ...{ title: { 'zh-CN': '短文', en: 'Short text' }, paragraphs: ['今天天气很好，我们一起去。'.repeat(9)] },
    ...change,
  });
  return { file, content };
}

const reasons = (change: Partial<ReadingText>): string[] =>
  readingTextProblems([textOf(change)]).flatMap(({ reason }) => (/^no (short|long) text/.test(reason) ? [] : reason));

describe('texts to read aloud', () => {
  it('are right as they are shipped', () => {
    expect(reasons({})).toEqual([]);
  });

  it('are about as long as they say', () => {
    expect(reasons({ paragraphs: ['太短。'] })).toEqual(['a short text has 80 to 130 letters, this one 2']);
    expect(reasons({ size: 'long' }).join()).toContain('a long text has 700 to 920 letters');
  });

  it('are written in the letters of their language', () => {
    expect(reasons({ paragraphs: ['今天天氣很好，我們一起去。'.repeat(9)] }).join()).toContain('raditional');
    expect(reasons({ lang: 'adx' }).join()).toMatch(/tibetan/i);
  });

  it('are drafts until somebody who speaks the language has looked at them, and named as their file', () => {
    expect(reasons({ status: 'approved' })).toEqual(['reading texts of this repository are drafts']);
    const misnamed = readingTextProblems([textOf({}, 'resources/readings/other.json')]);
    expect(misnamed.map(({ reason }) => reason)).toEqual([
      'no long text of zh-Hans',
      'the file must be named zh-short.json',
    ]);
  });

  it('are there in both sizes where a language has any', () => {
    const found = readingTextProblems([textOf()]).map(({ reason }) => reason);
    expect(found).toEqual(['no long text of zh-Hans']);
    expect(readingTextProblems([])).toEqual([]);
  });
});
