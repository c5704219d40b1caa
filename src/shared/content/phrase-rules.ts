import type { Moment } from '../domain/moment.ts';
import type { Phrase, PhrasePack } from '../domain/phrase.ts';
import { describeLanguage, isKnownLanguage } from '../language/languages.ts';
import { inEnglish } from './line-reason.ts';
import { lineReasons } from './line-rules.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem } from './problem.ts';

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

/** The only lines that the sources attest; both dialects may have them. */
const attestedLines: readonly string[] = ['བདེ་མོ།', 'བཀྲ་ཤིས་བདེ་ལེགས།'];

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
  const mandarin = packs.find((pack) => pack.content.lang === 'zh-Hans')?.content;
  const keys = content.phrases.map(({ moment }, i) => ({ file, path: ['phrases', i, 'moment'], key: moment }));
  const found: ContentProblem[] = duplicateProblems(keys, 'line of');
  if (!file.endsWith(`/${content.lang}.json`) && !file.endsWith(`/${content.lang}/phrases.json`)) {
    const names = `${content.lang}/phrases.json, or ${content.lang}.json`;
    found.push({ file, path: ['lang'], reason: `the file of ${content.lang} must be named ${names}` });
  }
  if (!isKnownLanguage(content.lang)) {
    found.push({ file, path: ['lang'], reason: `no language.json says what ${content.lang} is` });
  }
  content.phrases.forEach((phrase, i) => {
    const at = (key: keyof Phrase, reasons: readonly string[]): number =>
      found.push(...problemsAt(file, ['phrases', i, key], reasons));
    const moment = byId.get(phrase.moment);
    if (!moment) at('moment', [`unknown moment "${phrase.moment}"`]);
    const hasMandarin = !mandarin || mandarin.phrases.some((line) => line.moment === phrase.moment);
    const reasons = lineReasons(phrase, content.lang, moment, { hasMandarin, toWylie: around.toWylie });
    for (const { field, reason } of reasons) at(field, [inEnglish(reason)]);
    at('status', reviewReasons(phrase));
    at(...approvalReasons(phrase, around));
    if (phrase.recording !== undefined && !around.sounds.has(phrase.recording)) {
      at('recording', [`no sound file "${phrase.recording}"`]);
    }
  });
  return [...found, ...problemsAt(file, ['phrases'], coverageReasons(content, byId))];
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
  return packs.flatMap(({ file, content }) =>
    (describeLanguage(content.lang).notCopiedFrom ?? []).flatMap((other) => {
      const texts = new Set(
        packs.flatMap((pack) => (pack.content.lang === other ? pack.content.phrases.map(({ text }) => text) : [])),
      );
      return content.phrases.flatMap(({ text }, i) =>
        texts.has(text) && !attestedLines.includes(text)
          ? problemsAt(file, ['phrases', i, 'text'], [`copied from the pack of ${other}`])
          : [],
      );
    }),
  );
}
