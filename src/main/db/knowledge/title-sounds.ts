import { createRequire } from 'node:module';
import type { ArticleLanguage } from '../../../shared/domain/language.ts';
import { bigrams } from '../../../shared/text/index-text.ts';
import { indexMarks } from './index-marks.ts';

const load = createRequire(import.meta.url);
const hanRun = /\p{Script=Han}+/gu;
const tone = /\d/g;

type Speller = (run: string) => readonly string[];

let inPinyin: Speller | undefined;
let inJyutping: Speller | undefined;

/** Each brings megabytes of dictionary along: loaded with the first title that needs it. */
function pinyinSpeller(): Speller {
  const { pinyin } = load('pinyin-pro') as typeof import('pinyin-pro');
  return (run) => pinyin(run, { toneType: 'none', type: 'array', v: true }).map((one) => one.replaceAll('ü', 'v'));
}

function jyutpingSpeller(): Speller {
  const { getJyutpingList } = load('to-jyutping') as typeof import('to-jyutping');
  return (run) => getJyutpingList(run).map(([, sound]) => (sound ?? '').replaceAll(tone, ''));
}

/** The syllables of a run of Chinese characters, without tones. */
export function spellPinyin(run: string): readonly string[] {
  inPinyin ??= pinyinSpeller();
  return inPinyin(run);
}

/** Tokens for the sounds of a title: pinyin and its first letters, and jyutping. Runs are kept apart. */
export function titleSounds(title: string, lang: ArticleLanguage): string[] {
  if (lang !== 'zh-Hans' && lang !== 'yue-Hant-HK') return [];
  const tokens: string[] = [];
  for (const [run] of title.matchAll(hanRun)) {
    const syllables = spellPinyin(run);
    const initials = syllables.map((one) => one.charAt(0));
    tokens.push(...syllables.map((one) => indexMarks.pinyin + one), indexMarks.pinyin);
    tokens.push(...[...bigrams(initials), initials.at(-1) ?? ''].map((one) => indexMarks.initials + one));
    inJyutping ??= jyutpingSpeller();
    tokens.push(...inJyutping(run).map((one) => indexMarks.jyutping + one), indexMarks.jyutping);
  }
  return tokens;
}
