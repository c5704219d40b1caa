import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readingAid } from '../../../../../src/main/features/packs/reading-aid.ts';
import { readingReasons } from '../../../../../src/shared/content/reading-rules.ts';
import type { CallerLanguage } from '../../../../../src/shared/domain/language.ts';
import { phrasePackSchema } from '../../../../../src/shared/domain/phrase.ts';

describe('readingAid', () => {
  it.each([
    ['zh-Hans', '您好，工号 {agentNo} 为您服务。', 'nín hǎo, gōng hào {agentNo} wèi nín fú wù.'],
    ['yue-Hant-HK', '你好，{agentNo}。', 'nei5 hou2, {agentNo}.'],
    ['adx', 'བདེ་མོ།', undefined],
    ['en', 'Hello', undefined],
  ] as const)('reads %s', async (lang, text, reading) => {
    expect(await readingAid(text, lang)).toBe(reading);
  });

  it.each(['zh-Hans', 'yue-Hant-HK'] satisfies CallerLanguage[])(
    'gives every line of the pack of %s one that the content checker takes',
    async (lang) => {
      const pack = phrasePackSchema.parse(JSON.parse(readFileSync(`resources/languages/${lang}/phrases.json`, 'utf8')));
      for (const { text } of pack.phrases) {
        const reading = await readingAid(text, lang);
        expect([text, reading, readingReasons({ text, reading }, lang)]).toEqual([text, reading, []]);
      }
    },
  );
});
