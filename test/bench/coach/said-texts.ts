import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import { phrasePackSchema } from '../../../src/shared/domain/phrase.ts';

export const spokenLanguages = ['zh-Hans', 'yue-Hant-HK', 'en'] as const;
export type SpokenLang = (typeof spokenLanguages)[number];

export interface SaidText {
  readonly lang: SpokenLang;
  /** As espeak-ng wants it. */
  readonly spelling: string;
  readonly syllables: number;
}

const leastSyllables = 100;

/** Texts of about 100 syllables out of the shipped lines, in their order; lines with slots, digits or foreign letters are left out. */
export function saidTexts(lang: SpokenLang): SaidText[] {
  const file = join(import.meta.dirname, '../../../resources/languages', lang, 'phrases.json');
  const { phrases } = phrasePackSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const texts: SaidText[] = [];
  let lines: string[] = [];
  for (const { text } of phrases) {
    if (/[{[\d]/.test(text) || (lang !== 'en' && /[A-Za-z]/.test(text))) continue;
    lines.push(text);
    const said = saidText(lang, lines.join(lang === 'en' ? ' ' : ''));
    if (said.syllables < leastSyllables) continue;
    texts.push(said);
    lines = [];
  }
  return texts;
}

function saidText(lang: SpokenLang, text: string): SaidText {
  switch (lang) {
    case 'zh-Hans': {
      const spelling = pinyin(text, { toneType: 'num', nonZh: 'consecutive' })
        .replaceAll(/0\b/gu, '5')
        .replaceAll('ü', 'v');
      return { lang, spelling, syllables: spelling.match(/[a-z]+[1-5]/g)?.length ?? 0 };
    }
    case 'yue-Hant-HK':
      return { lang, spelling: text, syllables: text.match(/\p{Script=Han}/gu)?.length ?? 0 };
    case 'en':
      return { lang, spelling: text, syllables: englishSyllables(text) };
  }
}

/** The vowels that espeak-ng says, in its own letters; the longest of them first. */
const vowels = /aI@|aU@|aI3|e@|U@|O@|O2|o@|eI|aI|aU|OI|oU|3:|i:|u:|A:|O:|I2|I#|@2|@5|@L|a#|aa|[aeEIiUV03O@]/g;

function englishSyllables(text: string): number {
  const { stdout } = spawnSync('espeak-ng', ['-v', 'en-gb', '-q', '-x', text], { encoding: 'utf8' });
  return stdout.match(vowels)?.length ?? 0;
}
