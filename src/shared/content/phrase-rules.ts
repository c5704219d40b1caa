import type { CallerLanguage } from '../domain/language.ts';
import type { Moment, SlotName } from '../domain/moment.ts';
import type { Phrase, PhrasePack } from '../domain/phrase.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem } from './problem.ts';
import { readingReasons } from './reading-rules.ts';
import { endsLikeTibetanLine } from './tibetan-rules.ts';
import { slotProblems, slotsOf, writingProblems, type Writing } from './text-rules.ts';

export interface PhraseSurroundings {
  /** What there may be lines for (resources/script-moments.json). */
  readonly moments: readonly Moment[];
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

/** Slots whose words no speaker of the language has given yet: a text with one would speak half in another language. */
const wordlessSlots: Partial<Record<CallerLanguage, readonly SlotName[]>> = {
  adx: ['salutation', 'surname', 'timeGreeting', 'cause', 'notice', 'items', 'amount'],
  khg: ['salutation', 'surname', 'timeGreeting', 'cause', 'notice', 'items', 'amount'],
};

/** Moments without which a pack is of no use in a call, by kind; soothing and the rest fall back to the gloss. */
const neededKinds = [
  'greeting',
  'verify',
  'hold.before',
  'hold.after',
  'hold.long',
  'transfer.before',
  'apology',
  'thanks',
  'noting',
  'noCommonLanguage',
  'closing.anythingElse',
  'closing.farewell',
] as const satisfies readonly Moment['kind'][];

/** Everything wrong with a set of phrase packs, each pack parsed by its schema before. */
export function phraseProblems(
  packs: readonly ContentFile<PhrasePack>[],
  around: PhraseSurroundings,
): ContentProblem[] {
  return [...packs.flatMap((pack) => packProblems(pack, packs, around)), ...copiedDialectProblems(packs)];
}

function packProblems(
  { file, content }: ContentFile<PhrasePack>,
  packs: readonly ContentFile<PhrasePack>[],
  around: PhraseSurroundings,
): ContentProblem[] {
  const byId = new Map(around.moments.map((moment) => [moment.id, moment]));
  const keys = content.phrases.map(({ moment }, i) => ({ file, path: ['phrases', i, 'moment'], key: moment }));
  const found: ContentProblem[] = duplicateProblems(keys, 'line of');
  if (!file.endsWith(`/${content.lang}.json`)) {
    found.push({ file, path: ['lang'], reason: `the file of ${content.lang} must be named ${content.lang}.json` });
  }
  content.phrases.forEach((phrase, i) => {
    const at = (key: keyof Phrase, reasons: readonly string[]): number =>
      found.push(...problemsAt(file, ['phrases', i, key], reasons));
    const moment = byId.get(phrase.moment);
    if (!moment) at('moment', [`unknown moment "${phrase.moment}"`]);
    at('text', textReasons(phrase, content.lang, moment));
    at('gloss', glossReasons(phrase, content.lang, packs));
    at('reading', readingReasons(phrase, content.lang));
    at('wylie', wylieReasons(phrase, content.lang, around));
    at('status', reviewReasons(phrase));
    at(...approvalReasons(phrase, around));
    if (phrase.recording !== undefined && !around.sounds.has(phrase.recording)) {
      at('recording', [`no sound file "${phrase.recording}"`]);
    }
  });
  return [...found, ...problemsAt(file, ['phrases'], coverageReasons(content, byId))];
}

function textReasons({ text }: Phrase, lang: CallerLanguage, moment: Moment | undefined): string[] {
  const reasons = [...writingProblems(text, writings[lang]), ...slotProblems(text)];
  const used = slotsOf(text);
  const needed = moment?.slots ?? [];
  const allowed: readonly string[] = [...needed, ...(moment?.optional ?? [])];
  const wordless: readonly string[] = wordlessSlots[lang] ?? [];
  for (const slot of new Set(used)) {
    if (wordless.includes(slot)) reasons.push(`slot {${slot}} would put foreign words into a text of ${lang}`);
    else if (moment && !allowed.includes(slot)) reasons.push(`slot {${slot}} does not belong to ${moment.id}`);
  }
  reasons.push(...needed.filter((slot) => !used.includes(slot)).map((slot) => `slot {${slot}} is missing`));
  if (writings[lang] === 'tibetan' && !endsLikeTibetanLine(text)) reasons.push('no shad at the end');
  return reasons;
}

function glossReasons(
  { gloss, text, moment }: Phrase,
  lang: CallerLanguage,
  packs: readonly ContentFile<PhrasePack>[],
): string[] {
  if (gloss === undefined) {
    if (writings[lang] === 'tibetan') return ['gloss missing: nobody could say the line in his own words'];
    const mandarin = packs.find(({ content }) => content.lang === 'zh-Hans')?.content;
    const isThere = !mandarin || mandarin.phrases.some((phrase) => phrase.moment === moment);
    return isThere ? [] : ['gloss missing, and no Mandarin line of this moment to take its place'];
  }
  const missing = slotsOf(text).filter((slot) => !slotsOf(gloss).includes(slot));
  return [
    ...writingProblems(gloss, 'simplifiedSpoken'),
    ...slotProblems(gloss),
    ...missing.map((slot) => `slot {${slot}} of the text is missing in the gloss`),
  ];
}

function wylieReasons(phrase: Phrase, lang: CallerLanguage, around: PhraseSurroundings): string[] {
  const isTibetan = writings[lang] === 'tibetan';
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

function coverageReasons(pack: PhrasePack, byId: ReadonlyMap<string, Moment>): string[] {
  const usable = pack.phrases
    .filter((phrase) => phrase.status !== 'retired')
    .flatMap((phrase) => byId.get(phrase.moment) ?? []);
  const reasons = neededKinds
    .filter((kind) => !usable.some((moment) => moment.kind === kind))
    .map((kind) =>
      kind.startsWith('closing.') ? `closing takes two steps: ${kind} has no phrase` : `${kind} has no phrase`,
    );
  const greetings = usable.filter((moment) => moment.kind === 'greeting');
  if (greetings.length > 0 && greetings.every((moment) => moment.when)) {
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
