import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJyutping } from '../../../../src/renderer/features/phrases/readings/read-jyutping.ts';
import { readPinyin } from '../../../../src/renderer/features/phrases/readings/read-pinyin.ts';
import { phrasePackSchema } from '../../../../src/shared/domain/phrase.ts';
import { ownSyllables, readAloud, readingUnits, spokenText } from '../../../../src/shared/script/reading-units.ts';
import { fillLine, type SlotValues } from '../../../../src/shared/script/slots.ts';
import type { HanLanguage } from '../../../../src/shared/script/spoken-number.ts';

const read = { 'zh-Hans': readPinyin, 'yue-Hant-HK': readJyutping } as const;
// 2026-11-22, 10:00 in China.
const now = Date.UTC(2026, 10, 22, 2);
const options = { now, timeZone: 'Asia/Shanghai' };

/** What stands above a line, one after the other. */
function aloud(text: string, lang: HanLanguage, values: SlotValues = {}, own?: string): string[] {
  const segments = fillLine(text, lang, values, options);
  const units = readingUnits(segments, lang);
  const readings = read[lang](spokenText(units));
  return readAloud(segments, units, readings, ownSyllables(segments, own)).flatMap((segment) =>
    segment.flatMap(({ reading }) => (reading === undefined ? [] : [reading])),
  );
}

test('numbers are read as what they are: a code, a day, a time, an amount', () => {
  expect(aloud('工号 {agentNo}。', 'zh-Hans', { agentNo: '1001' })).toEqual(['gōng', 'hào', 'yāo líng líng yāo']);
  const due = Date.UTC(2026, 10, 25, 6, 5);
  expect(aloud('{dueDate}前', 'zh-Hans', { dueDate: due }).join(' ')).toBe(
    'shí yī yuè èr shí wǔ rì xià wǔ liǎng diǎn líng wǔ fēn qián',
  );
  expect(aloud('{amount}', 'zh-Hans', { amount: 12_050 }).join(' ')).toBe('yì bǎi èr shí diǎn wǔ líng yuán');
  expect(aloud('編號 {agentNo}。', 'yue-Hant-HK', { agentNo: '3066' })).toEqual([
    'pin1',
    'hou6',
    'saam1 ling4 luk6 luk6',
  ]);
  expect(aloud('{dueDate}', 'yue-Hant-HK', { dueDate: due }).join(' ')).toBe(
    'sap6 jat1 jyut6 ji6 sap6 ng5 jat6 haa6 zau3 loeng5 dim2 ling4 ng5 fan1',
  );
});

test('a character that has several sounds is read by its neighbours', () => {
  expect(aloud('银行', 'zh-Hans')).toEqual(['yín', 'háng']);
  expect(aloud('不行', 'zh-Hans')).toEqual(['bù', 'xíng']);
  expect(aloud('銀行', 'yue-Hant-HK')).toEqual(['ngan4', 'hong4']);
  expect(aloud('行街', 'yue-Hant-HK')[0]).toBe('haang4');
});

test('what a pack says itself wins, where it fits its line; slots are worked out', () => {
  const text = '查到{agentNo}喇';
  const values = { agentNo: '12' };
  expect(aloud(text, 'yue-Hant-HK', values)[1]).toBe('dou3');
  expect(aloud(text, 'yue-Hant-HK', values, 'caa4 dou2 {agentNo} laa3')).toEqual(['caa4', 'dou2', 'jat1 ji6', 'laa3']);
  expect(aloud(text, 'yue-Hant-HK', values, 'dou2')[1]).toBe('dou3');
});

test('a gap, signs and other letters are read by nobody', () => {
  expect(aloud('工单 {ticketNumber}，ATM！', 'zh-Hans')).toEqual(['gōng', 'dān']);
});

test.each<HanLanguage>(['zh-Hans', 'yue-Hant-HK'])(
  'every shipped line in %s has a reading for every character',
  (lang) => {
    const file = join(import.meta.dirname, `../../../../resources/languages/${lang}/phrases.json`);
    const { phrases } = phrasePackSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(phrases.length).toBeGreaterThan(140);
    for (const { text, reading } of phrases) {
      const segments = fillLine(text, lang, {}, options);
      const units = readingUnits(segments, lang);
      const spoken = spokenText(units);
      const readings = read[lang](spoken);
      expect(readings, text).toHaveLength(Array.from(spoken).length);
      const unread = readAloud(segments, units, readings, undefined)
        .flat()
        .filter((unit) => /[\p{Script=Han}\d]/u.test(unit.text) && unit.reading === undefined);
      expect(unread, text).toEqual([]);
      expect(ownSyllables(segments, reading), text).toBeDefined();
    }
  },
);
