import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findAll, type TextRange } from '../../../../src/shared/text/find-term.ts';
import { foldText } from '../../../../src/shared/text/fold-text.ts';
import { highlight } from '../../../../src/shared/text/highlight.ts';
import { queryTerms, withHalfTypedSyllable, type QueryTerm } from '../../../../src/shared/text/query-terms.ts';
import { segment } from '../../../../src/shared/text/segment.ts';
import { withAttachedParticles } from '../../../../src/shared/text/tibetan-syllables.ts';

const marked = (text: string, query: string): string =>
  highlight(text, queryTerms(query))
    .map((run) => (run.hit ? `[${run.text}]` : run.text))
    .join('');

/** Pieces that texts and queries are thrown together from: every script, every joint, odd characters. */
const pieces = '停 电 電 帳 账 单 𠀀 A b bill é e\u0301 İ ９ 9 ང གློག པ འི འང ས ར མེད ་ ༌ ། ༢ \ud800 🙂 ， \u0301'.split(
  ' ',
);
const mixture = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...pieces, ' ', '་'), { maxLength }).map((chosen) => chosen.join(''));

/** Where the index would find the term, read off the segmentation token by token. */
function placesByTokens(folded: string, term: QueryTerm): TextRange[] {
  return segment(folded).flatMap((run): TextRange[] => {
    if (run.kind !== term.kind) return [];
    const text = folded.slice(run.start, run.end);
    if (term.kind === 'word') {
      return text === term.text || (term.isPrefix && text.startsWith(term.text))
        ? [{ start: run.start, end: run.end }]
        : [];
    }
    if (term.kind === 'han') {
      return Array.from({ length: text.length }, (_, at) => at)
        .filter((at) => text.startsWith(term.text, at))
        .map((at) => ({ start: run.start + at, end: run.start + at + term.text.length }));
    }
    if (run.kind !== 'tibetan') return [];
    const parts = run.syllables.flatMap(({ start, end, parts }) => parts.map((part) => ({ part, start, end })));
    const last = term.parts.at(-1) ?? '';
    const isLast = (part: string): boolean =>
      term.isPrefix ? part.startsWith(last) : (term.isOpen ? withAttachedParticles(last) : [last]).includes(part);
    return parts.flatMap((first, at) => {
      const found = parts.slice(at, at + term.parts.length);
      const fits =
        found.length === term.parts.length &&
        found.every(({ part }, index) => (index === found.length - 1 ? isLast(part) : part === term.parts[index]));
      return fits ? [{ start: first.start, end: found.at(-1)?.end ?? 0 }] : [];
    });
  });
}

const covered = (ranges: readonly TextRange[]): Set<number> =>
  new Set(ranges.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i)));

describe('highlight', () => {
  test.each([
    ['八達通增值及帳單查詢', '账单', '八達通增值及[帳單]查詢'],
    ['账单查询', '帳單', '[账单]查询'],
    ['电电电', '电电', '[电电电]'],
    ['停，电', '停电', '停，电'],
    ['Ｃａｒｄ lost', 'card', '[Ｃａｒｄ] lost'],
    ['Billing and bills', 'bill', '[Billing] and [bills]'],
    ['cafe\u0301 noir', 'café', '[cafe\u0301] noir'],
    ['གློག་རིན་གྱི་བྱང་བུ', 'གློག་རིན', '[གློག་རིན]་གྱི་བྱང་བུ'],
    ['ངས་དང་ངན་པ', 'ང', '[ངས]་དང་ངན་པ'],
    ['པའི་དུས', 'པ', '[པའི]་དུས'],
    ['གློག། མེད', 'གློག་མེད', 'གློག། མེད'],
    ['ལོ་༢༠༢༥', '2025', 'ལོ་[༢༠༢༥]'],
  ])('%s for %s', (text, query, expected) => expect(marked(text, query)).toBe(expected));

  test('is the text when joined, whatever the text and the query', () => {
    fc.assert(
      fc.property(mixture(40), mixture(8), (text, query) => {
        const runs = highlight(text, queryTerms(query));
        expect(runs.map((run) => run.text).join('')).toBe(text);
        expect(runs.every((run) => run.text !== '')).toBe(true);
      }),
    );
  });

  test('marks exactly what the index would find', () => {
    fc.assert(
      fc.property(mixture(40), mixture(6), fc.boolean(), (text, query, isHalfTyped) => {
        const folded = foldText(text).text;
        const asked = queryTerms(query);
        const terms = isHalfTyped ? (withHalfTypedSyllable(asked) ?? asked) : asked;
        for (const term of terms) {
          expect(covered(findAll(folded, term, 1000))).toEqual(covered(placesByTokens(folded, term)));
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('never ends inside a Tibetan syllable or between a letter and its marks', () => {
    const syllable = fc.constantFrom('གློག', 'བསྒྲུབས', 'པའི', 'ངས', 'རྒྱུ', 'ལའང');
    fc.assert(
      fc.property(fc.array(syllable, { minLength: 1, maxLength: 12 }), syllable, (text, query) => {
        const runs = highlight(text.join('་'), queryTerms(query));
        for (const run of runs.slice(1)) expect(run.hit ? 'གབཔངརལ' : '་').toContain(run.text.charAt(0));
      }),
    );
  });
});
