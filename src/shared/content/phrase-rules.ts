import type { CallerLanguage } from '../domain/language.ts';
import { moments, type Phrase, type PhrasePack } from '../domain/phrase.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem } from './problem.ts';
import { endsLikeTibetanLine } from './tibetan-rules.ts';
import { plainTextProblems, slotProblems, slotsOf, writingProblems, type Writing } from './text-rules.ts';

export interface PhraseSurroundings {
  /** File names below resources/sounds. */
  readonly sounds: ReadonlySet<string>;
  /** Spelling of a Tibetan text in extended Wylie, as the search reads it. */
  readonly toWylie: (text: string) => string;
  /** Numbers of those who may approve, for the packs of a centre; absent for those of this repository, all drafts. */
  readonly leaders?: ReadonlySet<string>;
}

const writings: Record<CallerLanguage, Writing> = {
  'zh-Hans': 'simplifiedSpoken',
  adx: 'tibetan',
  khg: 'tibetan',
  en: 'latin',
  'yue-Hant-HK': 'traditional',
};

/** The only lines that the sources attest; both dialects may have them. */
const attestedLines: readonly string[] = ['བདེ་མོ།', 'བཀྲ་ཤིས་བདེ་ལེགས།'];

/** Slots filled with a word of Mandarin stay out of texts in another script. */
const slotsAllowed: Record<CallerLanguage, readonly string[]> = {
  'zh-Hans': ['agentNo', 'salutation', 'timeGreeting'],
  adx: ['agentNo'],
  khg: ['agentNo'],
  en: ['agentNo', 'timeGreeting'],
  'yue-Hant-HK': ['agentNo', 'salutation', 'timeGreeting'],
};

/** Everything wrong with a set of phrase packs, each pack parsed by its schema before. */
export function phraseProblems(
  packs: readonly ContentFile<PhrasePack>[],
  around: PhraseSurroundings,
): ContentProblem[] {
  const ids = packs.flatMap(({ file, content }) =>
    content.phrases.map((phrase, i) => ({ file, path: ['phrases', i, 'id'], key: phrase.id })),
  );
  return [
    ...duplicateProblems(ids, 'phrase'),
    ...packs.flatMap((pack) => packProblems(pack, around)),
    ...copiedDialectProblems(packs),
  ];
}

function packProblems({ file, content }: ContentFile<PhrasePack>, around: PhraseSurroundings): ContentProblem[] {
  const found: ContentProblem[] = [];
  if (!file.endsWith(`/${content.lang}.json`)) {
    found.push({ file, path: ['lang'], reason: `the file of ${content.lang} must be named ${content.lang}.json` });
  }
  content.phrases.forEach((phrase, i) => {
    const at = (key: keyof Phrase, reasons: readonly string[]): number =>
      found.push(...problemsAt(file, ['phrases', i, key], reasons));
    if (phrase.lang !== content.lang) at('lang', [`language ${phrase.lang} in the pack of ${content.lang}`]);
    at('text', textReasons(phrase));
    at('gloss', glossReasons(phrase));
    at('reading', readingReasons(phrase));
    at('wylie', wylieReasons(phrase, around));
    at('status', reviewReasons(phrase));
    at(...approvalReasons(phrase, around));
    if (phrase.hours && phrase.hours[0] >= phrase.hours[1]) at('hours', ['hours must run forward within one day']);
    if (phrase.recording !== undefined && !around.sounds.has(phrase.recording)) {
      at('recording', [`no sound file "${phrase.recording}"`]);
    }
  });
  return [...found, ...problemsAt(file, ['phrases'], coverageReasons(content))];
}

function textReasons(phrase: Phrase): string[] {
  const reasons = [...writingProblems(phrase.text, writings[phrase.lang]), ...slotProblems(phrase.text)];
  const refused = slotsOf(phrase.text).filter((slot) => !slotsAllowed[phrase.lang].includes(slot));
  reasons.push(...refused.map((slot) => `slot {${slot}} would put foreign words into a text of ${phrase.lang}`));
  if (writings[phrase.lang] === 'tibetan' && !endsLikeTibetanLine(phrase.text)) reasons.push('no shad at the end');
  return reasons;
}

function glossReasons(phrase: Phrase): string[] {
  const missing = slotsOf(phrase.text).filter((slot) => !slotsOf(phrase.gloss).includes(slot));
  return [
    ...writingProblems(phrase.gloss, 'simplifiedSpoken'),
    ...slotProblems(phrase.gloss),
    ...missing.map((slot) => `slot {${slot}} of the text is missing in the gloss`),
  ];
}

const readingRules: Partial<Record<CallerLanguage, { readonly pattern: RegExp; readonly what: string }>> = {
  'zh-Hans': {
    pattern: /^(?=.*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[\p{Script=Latin}\s\d.,?!:;]+$/u,
    what: 'pinyin with tone marks',
  },
  'yue-Hant-HK': { pattern: /^(?:[a-z]+[1-6]|[\s\d.,?!:;])+$/u, what: 'jyutping with tone numbers' },
  adx: { pattern: /^[\p{Script=Han}\s\d，。？]+$/u, what: 'a sound gloss in Chinese characters' },
  khg: { pattern: /^[\p{Script=Han}\s\d，。？]+$/u, what: 'a sound gloss in Chinese characters' },
};

function readingReasons(phrase: Phrase): string[] {
  const rule = readingRules[phrase.lang];
  if (phrase.reading === undefined) return rule ? [`reading aid missing: ${rule.what}`] : [];
  const reasons = plainTextProblems(phrase.reading);
  const bare = phrase.reading.replaceAll(/\{[^{}]*\}/gu, '');
  if (rule && !rule.pattern.test(bare)) reasons.push(`the reading aid must be ${rule.what}`);
  if (slotsOf(phrase.reading).join() !== slotsOf(phrase.text).join()) reasons.push('other slots than in the text');
  return reasons;
}

function wylieReasons(phrase: Phrase, around: PhraseSurroundings): string[] {
  const isTibetan = writings[phrase.lang] === 'tibetan';
  if (phrase.wylie === undefined) return isTibetan ? ['spelling in Wylie missing'] : [];
  if (!isTibetan) return ['Wylie beside a text that is not Tibetan'];
  const parts = phrase.text.split(/(\{[^{}]*\})/u);
  const spelled = parts.map((part) => (part.startsWith('{') ? part : around.toWylie(part))).join('');
  return words(spelled) === words(phrase.wylie) ? [] : [`Wylie does not spell the text: ${words(spelled)}`];
}

function words(wylie: string): string {
  return wylie.replaceAll(/[_/*\s]+/gu, ' ').trim();
}

function reviewReasons(phrase: Phrase): string[] {
  const reasons: string[] = [];
  if (phrase.status === 'approved' && phrase.reviewer === undefined) reasons.push('approved without a reviewer');
  if (phrase.status !== 'approved' && phrase.reviewer !== undefined) reasons.push('a reviewer, but not approved');
  return reasons;
}

function approvalReasons({ status, reviewer }: Phrase, { leaders }: PhraseSurroundings): [keyof Phrase, string[]] {
  if (leaders) {
    const isNobody = reviewer !== undefined && !leaders.has(reviewer);
    return ['reviewer', isNobody ? [`${reviewer} is no leader of this centre`] : []];
  }
  const isDraft = status === 'draft' || status === 'retired';
  return [
    'status',
    isDraft ? [] : ['texts of this repository are drafts: approving is an act of a leader of the centre'],
  ];
}

function coverageReasons(pack: PhrasePack): string[] {
  const usable = pack.phrases.filter((phrase) => phrase.status !== 'retired');
  const reasons = moments
    .filter((moment) => !usable.some((phrase) => phrase.moment === moment))
    .map((moment) =>
      moment.startsWith('closing.') ? `closing takes two steps: ${moment} has no phrase` : `${moment} has no phrase`,
    );
  const greetings = usable.filter((phrase) => phrase.moment === 'greeting');
  if (greetings.length > 0 && greetings.every((phrase) => phrase.hours || phrase.forReturning)) {
    reasons.push('no greeting that fits any hour and any caller');
  }
  return reasons;
}

/** A dialect without a text falls back to the gloss, never to the words of the other dialect. */
function copiedDialectProblems(packs: readonly ContentFile<PhrasePack>[]): ContentProblem[] {
  const textsOf = (lang: CallerLanguage): string[] =>
    packs
      .filter(({ content }) => content.lang === lang)
      .flatMap(({ content }) => content.phrases.map(({ text }) => text));
  const amdo = new Set(textsOf('adx').filter((text) => !attestedLines.includes(text)));
  return packs
    .filter(({ content }) => content.lang === 'khg')
    .flatMap(({ file, content }) =>
      content.phrases.flatMap((phrase, i) =>
        amdo.has(phrase.text) ? problemsAt(file, ['phrases', i, 'text'], ['copied from the pack of adx']) : [],
      ),
    );
}
