import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spokenNumber, type HanLanguage } from '../../../../src/shared/script/spoken-number.ts';

test.each<[string, string, boolean, string, string]>([
  ['1001', '', true, '幺零零幺', '一零零一'],
  ['20611', '', true, '二零六幺幺', '二零六一一'],
  ['95598', '。', false, '九五五九八', '九五五九八'],
  ['110', ' 报警', false, '幺幺零', '一一零'],
  ['110', ' 元', false, '一百一十', '一百一十'],
  ['2026', '年11月', false, '二零二六', '二零二六'],
  ['11', '月', false, '十一', '十一'],
  ['22', '日', false, '二十二', '二十二'],
  ['2', '月', false, '二', '二'],
  ['2', '号', false, '二', '二'],
  ['2', '点半', false, '两', '兩'],
  ['2', '个工作日', false, '两', '兩'],
  ['05', '分', false, '零五', '零五'],
  ['24', '小时', false, '二十四', '二十四'],
  ['105', ' 元', false, '一百零五', '一百零五'],
  ['2000', '元', false, '两千', '兩千'],
  ['20000', '元', false, '两万', '兩萬'],
  ['120010', '元', false, '十二万零一十', '十二萬零一十'],
  ['45.60', ' 元', false, '四十五点六零', '四十五點六零'],
  ['0', ' 元', false, '零', '零'],
])('%s before “%s” (code: %s) is said %s in Mandarin, %s in Cantonese', (run, after, isCode, mandarin, cantonese) => {
  expect(spokenNumber(run, after, 'zh-Hans', isCode)).toBe(mandarin);
  expect(spokenNumber(run, after, 'yue-Hant-HK', isCode)).toBe(cantonese);
});

const values: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Array.from('零一二三四五六七八九', (word, value) => [word, value])),
  ...{ 两: 2, 兩: 2 },
};
const multiples: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** Reads the words back, on its own: each digit times its place, each group times its myriad. */
function valueOf(words: string): number {
  let whole = 0;
  let group = 0;
  let digit = 0;
  for (const word of words) {
    const value = values[word];
    const multiple = multiples[word];
    if (value !== undefined) digit = value;
    else if (multiple !== undefined) {
      group += (digit === 0 ? 1 : digit) * multiple;
      digit = 0;
    } else {
      whole += (group + digit) * (word === '万' || word === '萬' ? 10_000 : 100_000_000);
      group = 0;
      digit = 0;
    }
  }
  return whole + group + digit;
}

test('an amount can be understood again, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999_999_999 }),
      fc.constantFrom<HanLanguage>('zh-Hans', 'yue-Hant-HK'),
      (amount, lang) => {
        expect(valueOf(spokenNumber(String(amount), ' 元', lang, false))).toBe(amount);
      },
    ),
  );
});

test('a code has one word for each of its digits', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{1,18}$/), (code) => {
      expect(Array.from(spokenNumber(code, '', 'zh-Hans', true))).toHaveLength(code.length);
    }),
  );
});
