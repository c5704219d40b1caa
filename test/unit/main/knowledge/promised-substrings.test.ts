import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { indexLookup } from '../../../../src/main/db/knowledge/index-lookup.ts';
import { needsOf, tierExpressions } from '../../../../src/main/db/knowledge/match-expression.ts';
import { createWordIndex, indexWriter } from '../../../../src/main/db/knowledge/word-index.ts';
import { indexTokens } from '../../../../src/shared/text/index-text.ts';
import { queryTerms } from '../../../../src/shared/text/query-terms.ts';

/**
 * What the rules promise to whoever searches (docs of index-text.ts), held against real FTS5 tables. What is cut out of the
 * text is found here with plain regular expressions, which share nothing with the segmentation.
 */
const db = new Database(':memory:');
createWordIndex(db, 'words');
const write = indexWriter(db, 'words');
const { isThere } = indexLookup(db, () => 1);
afterAll(() => db.close());

function finds(text: string, query: string): boolean {
  const { words, shorts } = indexTokens(text);
  write(1, { words: words.join(' '), shorts: shorts.join(' ') });
  return isThere(tierExpressions(needsOf(queryTerms(query))).at(-1) ?? []);
}

const point = (from: number, to: number) => fc.integer({ min: from, max: to }).map((at) => String.fromCodePoint(at));
const han = fc.oneof(
  { weight: 8, arbitrary: point(0x4e00, 0x9fa5) },
  { weight: 1, arbitrary: point(0x3400, 0x4db5) },
  { weight: 1, arbitrary: point(0x20000, 0x2a6d6) },
  { weight: 3, arbitrary: fc.constantFrom(...Array.from('停電电衞卫台枱復复覆後后里裏髮發')) },
);
const vowel = fc.constantFrom('', 'ི', 'ུ', 'ེ', 'ོ');
const ending = fc.constantFrom('', '', 'ག', 'ང', 'ད', 'ན', 'བ', 'མ', 'ར', 'ལ', 'ས', 'འི', 'འང', 'འོ');
const syllable = fc
  .tuple(point(0x0f40, 0x0f42), fc.constantFrom('', 'ྐ', 'ྱ', 'ྲ', 'ླ'), vowel, ending)
  .map((parts) => parts.join(''));
const letter = fc.oneof(point(0x61, 0x7a), point(0x41, 0x5a), point(0x30, 0x39), fc.constantFrom('é', 'Ж', 'ñ'));
const row = (unit: fc.Arbitrary<string>, joint = '', maxLength = 9) =>
  fc.array(unit, { minLength: 1, maxLength }).map((units) => units.join(joint));
const piece = fc.oneof(row(han), row(syllable, '་', 6), row(letter));
const between = fc.constantFrom(' ', '，', '。', '། ', '་ ', '\n', '\u202e', '\u200f', '(', '🙂', '\u0000');
const text = fc.array(fc.tuple(piece, between), { minLength: 1, maxLength: 8 }).map((pairs) => pairs.flat().join(''));

/** A part of a row of units: from one of them to another. */
const part = fc.tuple(fc.nat(), fc.nat());
function cut<T>(units: readonly T[], [a, b]: readonly [number, number]): T[] {
  const from = a % units.length;
  return units.slice(from, from + 1 + (b % (units.length - from)));
}

function promise(pattern: RegExp, query: (run: string, where: [number, number]) => string): void {
  fc.assert(
    fc.property(text, fc.nat(), part, (whole, which, where) => {
      const runs = whole.normalize('NFC').match(pattern) ?? [];
      const run = runs[which % Math.max(1, runs.length)];
      fc.pre(run !== undefined);
      return finds(whole, query(run, where));
    }),
    { numRuns: 400 },
  );
}

test('every row of Chinese characters within a run', () => {
  promise(/\p{Script=Han}+/gu, (run, where) => cut(Array.from(run), where).join(''));
});

test('every row of whole Tibetan syllables within a clause', () => {
  promise(/[\u0f40-\u0fbc]+(?:་[\u0f40-\u0fbc]+)*/gu, (run, where) => cut(run.split('་'), where).join('་'));
});

test('every beginning of a word, whatever its case', () => {
  promise(/[\p{Script=Latin}\p{Script=Cyrillic}\p{Nd}]+/gu, (run, [, to]) => {
    const letters = Array.from(run);
    return letters
      .slice(0, 1 + (to % letters.length))
      .join('')
      .toUpperCase();
  });
});

test('nothing that stands on two sides of a mark is found as one', () => {
  fc.assert(
    fc.property(han, han, fc.constantFrom('，', ' ', 'a', '1', '་'), (one, other, mark) => {
      const asked = one + other;
      fc.pre(one !== other && queryTerms(asked).length === 1);
      return !finds(`${one}${mark}${other}`, asked);
    }),
    { numRuns: 200 },
  );
  expect(finds('停电', '电停')).toBe(false);
});
