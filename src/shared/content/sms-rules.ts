import { smsPlaceholderNames, type SmsPack, type SmsText } from '../domain/sms-text.ts';
import { describeLanguage, isKnownLanguage, isTibetan } from '../language/languages.ts';
import { callerWriting } from './language-writing.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem } from './problem.ts';
import { writingProblems } from './text-rules.ts';
import { endsLikeTibetanLine } from './tibetan-rules.ts';

export interface SmsSurroundings {
  /** Numbers of those who may approve, for the texts of a centre; absent for those of this repository, all drafts. */
  readonly leaders?: ReadonlySet<string>;
}

/** Everything wrong with packs of text messages, each parsed by its schema before. */
export function smsProblems(packs: readonly ContentFile<SmsPack>[], around: SmsSurroundings): ContentProblem[] {
  const mandarin = packs.find(({ content }) => content.lang === 'zh-Hans')?.content;
  return [
    ...packs.flatMap((pack) => packProblems(pack, mandarin, around)),
    ...packs.flatMap((pack) => copiedProblems(pack, packs)),
  ];
}

function packProblems(
  { file, content }: ContentFile<SmsPack>,
  mandarin: SmsPack | undefined,
  { leaders }: SmsSurroundings,
): ContentProblem[] {
  const { lang, texts } = content;
  const at = (i: number, key: keyof SmsText, reasons: readonly string[]): ContentProblem[] =>
    problemsAt(file, ['texts', i, key], reasons);
  return [
    ...duplicateProblems(
      texts.map(({ id }, i) => ({ file, path: ['texts', i, 'id'], key: id })),
      'text',
    ),
    ...problemsAt(file, ['lang'], isKnownLanguage(lang) ? [] : [`no language.json says what ${lang} is`]),
    ...texts.flatMap((text, i) => [
      ...at(i, 'text', textReasons(text, lang)),
      ...at(i, 'gloss', glossReasons(text, lang)),
      ...at(i, 'id', mandarin && !mandarin.texts.some(({ id }) => id === text.id) ? ['Mandarin has no such text'] : []),
      ...at(i, 'status', reviewReasons(text, leaders)),
    ]),
  ];
}

function textReasons({ text }: SmsText, lang: string): string[] {
  return [
    ...writingProblems(text, callerWriting(lang)),
    ...placeholderReasons(text),
    ...(isTibetan(lang) && !endsLikeTibetanLine(text) ? ['does not end with a shad'] : []),
  ];
}

function glossReasons({ text, gloss }: SmsText, lang: string): string[] {
  if (lang === 'zh-Hans') return gloss === undefined ? [] : ['a Mandarin text needs no gloss'];
  if (gloss === undefined) return ['the agent has to know what it says: the gloss is missing'];
  const missing = namesIn(text).filter((name) => !namesIn(gloss).includes(name));
  return [...writingProblems(gloss, 'simplified'), ...missing.map((name) => `{${name}} is missing in the gloss`)];
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/\{([^{}]*)\}/gu)].map((match) => match[1] ?? '');
}

function placeholderReasons(text: string): string[] {
  const unknown = namesIn(text).filter((name) => !smsPlaceholderNames.some((each) => each === name));
  const rest = text.replaceAll(/\{[^{}]*\}/gu, '');
  return [
    ...unknown.map((name) => `unknown placeholder {${name}}`),
    ...(/[{}]/u.test(rest) ? ['a brace that opens or closes nothing'] : []),
  ];
}

function reviewReasons({ status, reviewer }: SmsText, leaders: ReadonlySet<string> | undefined): string[] {
  if (status === 'approved' && reviewer === undefined) return ['approved without a reviewer'];
  if (status !== 'approved' && reviewer !== undefined) return ['a reviewer, but not approved'];
  if (leaders)
    return reviewer !== undefined && !leaders.has(reviewer) ? [`${reviewer} is no leader of this centre`] : [];
  const isDraft = status === 'draft' || status === 'retired';
  return isDraft ? [] : ['texts of this repository are drafts: approving is an act of a leader of the centre'];
}

/** A dialect never gets the words of another one. */
function copiedProblems(
  { file, content }: ContentFile<SmsPack>,
  packs: readonly ContentFile<SmsPack>[],
): ContentProblem[] {
  return (describeLanguage(content.lang).notCopiedFrom ?? []).flatMap((other) => {
    const texts = packs.flatMap((pack) => (pack.content.lang === other ? pack.content.texts : []));
    return content.texts.flatMap(({ text }, i) =>
      texts.some((each) => each.text === text) ? problemsAt(file, ['texts', i, 'text'], [`copied from ${other}`]) : [],
    );
  });
}
