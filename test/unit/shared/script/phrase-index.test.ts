import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallerLanguage } from '../../../../src/shared/domain/language.ts';
import { callerLanguages } from '../../../../src/shared/language/languages.ts';
import { phrasePackSchema } from '../../../../src/shared/domain/phrase.ts';
import { findPhrases, makePhraseIndex } from '../../../../src/shared/script/phrase-index.ts';
import { findReading, readingSyllables, typedReading } from '../../../../src/shared/script/reading-match.ts';
import { makeScriptBook } from '../../../../src/shared/script/script-book.ts';
import { shippedCalendar, shippedMoments } from '../../../../src/shared/script/shipped.ts';
import { sayable } from '../../../../src/shared/script/suggest.ts';
import { said, scriptCall } from '../../../fixtures/script-call.ts';

const folder = join(import.meta.dirname, '../../../../resources/languages');
const packs = readdirSync(folder).map((name) =>
  phrasePackSchema.parse(JSON.parse(readFileSync(join(folder, name, 'phrases.json'), 'utf8'))),
);
const book = makeScriptBook(shippedMoments, packs, shippedCalendar);
const index = makePhraseIndex(book);
const find = (query: string, lang: CallerLanguage = 'zh-Hans') =>
  findPhrases(index, query, lang).map(({ moment }) => moment.id);

describe('a line is found by whatever the agent knows of it', () => {
  const line = (lang: CallerLanguage, moment: string) => book.line(lang, moment)!;

  test.each([
    ['Chinese text', '请问有什么可以帮您', 'zh-Hans', 'greeting.any'],
    ['Traditional text from a Simplified line', '請問有什麼可以幫您', 'zh-Hans', 'greeting.any'],
    ['pinyin initials', 'wdghs', 'zh-Hans', 'greeting.number'],
    ['whole pinyin', 'wodegonghao', 'zh-Hans', 'greeting.number'],
    ['pinyin with gaps and tone marks', 'wǒ de gōng hào', 'zh-Hans', 'greeting.number'],
    ['jyutping', 'zik1jyun4pin1hou6', 'yue-Hant-HK', 'greeting.number'],
    ['jyutping without tones', 'zikjyunpin', 'yue-Hant-HK', 'greeting.number'],
    ['jyutping initials', 'zjph', 'yue-Hant-HK', 'greeting.number'],
    ['Tibetan text', 'ངའི་ཨང་གྲངས', 'adx', 'greeting.number'],
    ['Tibetan text half typed', 'ངའི་ཨང་གྲ', 'adx', 'greeting.number'],
    ['Wylie', "nga'i ang grangs", 'adx', 'greeting.number'],
    ['Wylie half typed', "nga'i ang gra", 'khg', 'greeting.number'],
    ['English', 'my number is', 'en', 'greeting.number'],
    ['the gloss of a Tibetan line', '您叫什么名字', 'adx', 'verify.name'],
    ['another language than that of the caller', 'my number is', 'adx', 'greeting.number'],
  ] as const)('%s', (_, query, lang, moment) => {
    expect(find(query, lang).slice(0, 3)).toContain(moment);
  });

  test('every line of every language is found by its own text', () => {
    for (const lang of callerLanguages()) {
      for (const { moment } of book.entries(lang)) {
        const { text } = book.line(lang, moment.id) ?? line('zh-Hans', moment.id);
        expect(find(text.replace(/\{\w+\}/g, ' ').slice(0, 60), lang), `${lang} ${moment.id}`).toContain(moment.id);
      }
    }
  });

  test('what nobody says is not found, nor is punctuation', () => {
    expect(find('量子色动力学')).toEqual([]);
    expect(find('xqzv')).toEqual([]);
    expect(find('，。 !')).toEqual([]);
  });

  test('a line that begins so in the caller’s language stands before one that only has it', () => {
    expect(find('您好')[0]).toBe('greeting.number');
    expect(find('good morning', 'en')[0]).toBe('greeting.morning');
  });

  test('any text is safe to look for', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 100 }),
        fc.constantFrom(...callerLanguages()),
        (query, lang) => {
          for (const hit of findPhrases(index, query, lang)) expect(hit.distance).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('readings', () => {
  test('tone marks go, ü is v, slots are no syllables', () => {
    expect(readingSyllables('nǐ hǎo, {salutation} nǚ shì; nei5 hou2')).toEqual([
      ...['ni', 'hao', 'nv', 'shi', 'nei5', 'hou2'],
    ]);
    expect(typedReading("Xī'ān lǜ")).toBe('xianlv');
  });

  test('of each syllable any beginning may be typed', () => {
    const syllables = fc.array(fc.stringMatching(/^[a-z]{1,5}[1-6]?$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(syllables, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), fc.nat(), (list, cuts, from) => {
        const start = from % list.length;
        const typed = list
          .slice(start)
          .map((syllable, at) => syllable.slice(0, 1 + ((cuts[at] ?? 0) % syllable.length)))
          .join('');
        const found = findReading(list, typed);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(start);
      }),
    );
  });

  test('a letter that no syllable begins with finds nothing', () => {
    expect(findReading(['ni', 'hao'], 'o')).toBe(-1);
    expect(findReading(['ni', 'hao'], 'nihaoma')).toBe(-1);
  });
});

describe('what is found may be kept back', () => {
  const may = (context = scriptCall()) => {
    const test = sayable(book, context);
    const entries = book.entries('zh-Hans');
    return (moment: string) => test(entries.find((entry) => entry.moment.id === moment)!);
  };

  test.each([
    ['the farewell before “anything else?”', scriptCall(), 'closing.farewell', false],
    ['the farewell after it', scriptCall({ log: said('closing.else') }), 'closing.farewell', true],
    ['ending an abusive call without the leader', scriptCall({ log: said('abuse.first') }), 'abuse.ending', false],
    ['an apology at any time', scriptCall(), 'apology.trouble', true],
    ['an apology to a caller on hold', scriptCall({ phase: 'held' }), 'apology.trouble', false],
    ['anything after the call', scriptCall({ phase: 'over' }), 'apology.trouble', false],
    ['a festival that is not today, if the agent thinks so', scriptCall(), 'greeting.evening', true],
  ])('%s', (_, context, moment, expected) => {
    expect(may(context)(moment)).toBe(expected);
  });
});
