import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CallerLanguage } from '../../../../src/shared/domain/language.ts';
import { phrasePackSchema } from '../../../../src/shared/domain/phrase.ts';
import { clausesOf, countedUnits, paceUnitOf } from '../../../../src/shared/script/clauses.ts';
import { fillLine, lineText, type SlotValues } from '../../../../src/shared/script/slots.ts';

const now = Date.UTC(2026, 10, 22, 2);

function clauses(text: string, lang: CallerLanguage, values: SlotValues = {}): (readonly [string, number])[] {
  return clausesOf(fillLine(text, lang, values, { now }), lang).map(
    ({ segments, length }) => [lineText(segments), length] as const,
  );
}

test.each<[CallerLanguage, string, (readonly [string, number])[]]>([
  [
    'zh-Hans',
    '您好，我的工号是 {agentNo}，请讲。',
    [
      ['您好，', 2],
      ['我的工号是 1001，', 9],
      ['请讲。', 2],
    ],
  ],
  [
    'yue-Hant-HK',
    '唔該等等，{agentNo}！',
    [
      ['唔該等等，', 4],
      ['1001！', 4],
    ],
  ],
  [
    'en',
    'Good morning, {salutation}: your ID is due at 3:30 p.m. today. All right?',
    [
      ['Good morning, ', 2],
      ['＿＿: ', 3],
      ['your ID is due at 3:30 p.m. today. ', 8],
      ['All right?', 2],
    ],
  ],
  [
    'adx',
    'བདེ་མོ། ངའི་ཨང་གྲངས་ {agentNo} ཡིན།',
    [
      ['བདེ་མོ། ', 2],
      ['ངའི་ཨང་གྲངས་ 1001 ཡིན།', 8],
    ],
  ],
  ['khg', 'ཐུགས་རྗེ་ཆེ།།', [['ཐུགས་རྗེ་ཆེ།།', 3]]],
])('%s: “%s” is said in clauses of its own', (lang, text, expected) => {
  expect(clauses(text, lang, { agentNo: '1001' })).toEqual(expected);
});

test('each language is counted in its own unit', () => {
  expect((['zh-Hans', 'adx', 'khg', 'en', 'yue-Hant-HK'] as const).map(paceUnitOf)).toEqual([
    ...['characters', 'syllables', 'syllables', 'words', 'characters'],
  ]);
});

test('every shipped line is all there in its clauses, and each clause has something to say', () => {
  const folder = join(import.meta.dirname, '../../../../resources/languages');
  for (const name of readdirSync(folder)) {
    const { lang, phrases } = phrasePackSchema.parse(
      JSON.parse(readFileSync(join(folder, name, 'phrases.json'), 'utf8')),
    );
    for (const { text } of phrases) {
      const segments = fillLine(text, lang, { agentNo: '1001' }, { now });
      const cut = clausesOf(segments, lang);
      expect(cut.map((clause) => lineText(clause.segments)).join('')).toBe(lineText(segments));
      expect(
        cut.filter(({ length }) => length === 0),
        text,
      ).toEqual([]);
    }
  }
});

test.each<[CallerLanguage, string, readonly string[]]>([
  ['zh-Hans', '您好，2 号。', ['您', '好', '2', '号']],
  ['adx', 'བདེ་མོ། འདི་ནི་གློག', ['བདེ', 'མོ', 'འདི', 'ནི', 'གློག']],
  ['en', "It's 9:30, isn't it?", ["It's", '9:30', "isn't", 'it']],
])('%s: a text is all of its units with what stands between, as many as its clauses have', (lang, text, units) => {
  const found = countedUnits(text, lang);
  expect(found.map((unit) => unit.text).join('')).toBe(text);
  expect(found.flatMap((unit) => (unit.isCounted ? [unit.text] : []))).toEqual(units);
  expect(clausesOf([{ type: 'words', text }], lang).reduce((sum, { length }) => sum + length, 0)).toBe(units.length);
});
