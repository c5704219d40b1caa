import type { CallerLanguage } from '../domain/language.ts';
import type { LineText } from '../domain/phrase.ts';
import type { LanguageDescription } from '../language/language-description.ts';
import { describeLanguage } from '../language/languages.ts';
import { lineReason, type LineReason } from './line-reason.ts';
import { plainTextReasons, slotsOf } from './text-rules.ts';

interface ReadingRule {
  readonly pattern: RegExp;
  readonly what: string;
  /** Whether one syllable stands for each character of the text. */
  readonly isBySyllable: boolean;
}

const soundGloss = /^[\p{Script=Han}\s\d，。？]+$/u;

const rules: Record<NonNullable<LanguageDescription['reading']>, ReadingRule> = {
  pinyin: {
    pattern: /^(?=.*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[\p{Script=Latin}\s\d.,?!:;]+$/u,
    what: 'pinyin with tone marks',
    isBySyllable: true,
  },
  jyutping: {
    pattern: /^(?:[a-z]+[1-6]|[\s\d.,?!:;])+$/u,
    what: 'jyutping with tone numbers',
    isBySyllable: true,
  },
  soundGloss: { pattern: soundGloss, what: 'a sound gloss in Chinese characters', isBySyllable: false },
};

/** Reasons why the reading aid of a line does not fit its text. Some languages have none. */
export function readingReasons({ reading, text }: LineText, lang: CallerLanguage): LineReason[] {
  const form = describeLanguage(lang).reading;
  const rule = form && rules[form];
  if (reading === undefined) return rule ? [lineReason('readingMissing', { what: rule.what })] : [];
  const reasons = plainTextReasons(reading);
  const bare = withoutSlots(reading);
  if (rule && !rule.pattern.test(bare)) reasons.push(lineReason('readingForm', { what: rule.what }));
  else if (rule?.isBySyllable) reasons.push(...syllableReasons(bare, withoutSlots(text)));
  if (slotsOf(reading).join() !== slotsOf(text).join()) reasons.push(lineReason('readingSlots'));
  return reasons;
}

/** A text that was rewritten without its reading shows by the count. */
function syllableReasons(reading: string, text: string): LineReason[] {
  const syllables = reading.match(/[\p{L}\p{M}]+[1-6]?/gu)?.length ?? 0;
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return syllables === characters ? [] : [lineReason('readingLength', { syllables, characters })];
}

function withoutSlots(text: string): string {
  return text.replaceAll(/\{[^{}]*\}/gu, ' ');
}
