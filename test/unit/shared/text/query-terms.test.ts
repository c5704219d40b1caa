import { describe, expect, test } from 'vitest';
import { queryTerms, withHalfTypedSyllable } from '../../../../src/shared/text/query-terms.ts';
import { isOpenSyllable, splitParticles } from '../../../../src/shared/text/tibetan-syllables.ts';

describe('queryTerms', () => {
  test('makes one term of each run, each once', () => {
    expect(queryTerms('停電 停电 Bill，bil')).toEqual([
      { kind: 'han', text: '停电' },
      { kind: 'word', text: 'bill', isPrefix: false },
      { kind: 'word', text: 'bil', isPrefix: true },
    ]);
  });

  test('only the very last word may be half typed', () => {
    expect(queryTerms('card 卡')).toEqual([
      { kind: 'word', text: 'card', isPrefix: false },
      { kind: 'han', text: '卡' },
    ]);
  });

  test('keeps Tibetan syllables in a row together and knows an open last one', () => {
    expect(queryTerms('དགོན་པ་')).toEqual([{ kind: 'tibetan', parts: ['དགོན', 'པ'], isOpen: true, isPrefix: false }]);
    expect(queryTerms('གློག་མེད')).toEqual([{ kind: 'tibetan', parts: ['གློག', 'མེད'], isOpen: false, isPrefix: false }]);
  });

  test.each(['', '   ', '。，！', '"*()', '🙂', '་།', '\ud800'])('finds nothing to ask for in %j', (query) => {
    expect(queryTerms(query)).toEqual([]);
  });

  test('takes the last syllable as half typed on request', () => {
    expect(withHalfTypedSyllable(queryTerms('停电 གློ'))?.at(-1)).toMatchObject({ parts: ['གློ'], isPrefix: true });
    expect(withHalfTypedSyllable(queryTerms('གློ 停电'))).toBeUndefined();
    expect(withHalfTypedSyllable([])).toBeUndefined();
  });
});

describe('Tibetan syllables', () => {
  test.each([
    ['པའི', ['པ', 'འི']],
    ['འི', ['འི']],
    ['པའིའོ', ['པ', 'འི', 'འོ']],
    ['ཡང', ['ཡང']],
    ['བའམ', ['བ', 'འམ']],
    ['འོས', ['འོས']],
  ])('%s is %j', (syllable, parts) => expect(splitParticles(syllable)).toEqual(parts));

  test.each(['ང', 'ལྷ', 'བདེ', 'མོ', 'རྩེ'])('%s is open', (syllable) => expect(isOpenSyllable(syllable)).toBe(true));
  test.each(['གློག', 'དག', 'མེད', 'ཁང'])('%s is closed', (syllable) => expect(isOpenSyllable(syllable)).toBe(false));
});
