import { describe, expect, test } from 'vitest';
import { indexMark } from '../../../../src/shared/text/char-class.ts';
import { indexText } from '../../../../src/shared/text/index-text.ts';

/** The tokens without the short ones at the end. */
const long = (text: string): string[] =>
  indexText(text)
    .split(' ')
    .filter((token) => token === indexMark || !token.startsWith(indexMark));
const short = (text: string): string[] =>
  indexText(text)
    .split(' ')
    .filter((token) => token.length > 1 && token.startsWith(indexMark))
    .map((token) => token.slice(1));

describe('indexText', () => {
  test('cuts Chinese into bigrams and closes each run with its last character', () => {
    expect(long('计划停電。电')).toEqual(['计划', '划停', '停电', '电', '电']);
  });

  test('does not join Chinese with letters or digits', () => {
    expect(long('A卡95598号')).toEqual(['a', '卡', '95598', '号']);
  });

  test('keeps a character beyond the basic plane whole', () => {
    expect(long('𠀀电')).toEqual(['𠀀电', '电']);
  });

  test('cuts Tibetan at either tsheg and takes particles off', () => {
    expect(long('གློག་མེད༌པའི་')).toEqual(['གློག', 'མེད', 'པ', 'འི']);
    expect(long('ལའང་རེའུ་ངས')).toEqual(['ལ', 'འང', 'རེ', 'འུ', 'ངས']);
  });

  test('marks the end of a Tibetan clause, so that no phrase reaches over it', () => {
    expect(long('གློག། མེད')).toEqual(['གློག', indexMark, 'མེད']);
    expect(long('ཟླ་༣ པ')).toEqual(['ཟླ', '3', 'པ']);
  });

  test('adds each single character and each beginning of a word once', () => {
    expect(short('停电停 power po 95598')).toEqual(['停', '电', 'p', 'po', 'pow', '9', '95', '955']);
  });

  test('cannot be made to write a mark of its own', () => {
    expect(long(`停${indexMark}电`)).toEqual(['停', '电']);
    expect(indexText('。！ ༄༅')).toBe('');
  });
});
