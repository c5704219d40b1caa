import type { CallerLanguage } from '../../../shared/domain/language.ts';
import type { Moment, Phrase, PhrasePack } from '../../../shared/domain/phrase.ts';
import { fillSlots, type SlotValues } from './slots.ts';

/** How far the call is, as far as the words are concerned. */
export type Stage = 'idle' | 'ringing' | 'talking' | 'held' | 'resumed' | 'over';

export interface ChoiceContext {
  readonly packs: readonly PhrasePack[];
  readonly language: CallerLanguage;
  readonly stage: Stage;
  /** Ids of phrases said in this call, in order. */
  readonly said: readonly string[];
  readonly isReturning: boolean;
  /** Local hour 0–23. */
  readonly hour: number;
  readonly slots: SlotValues;
}

export type Reason = 'callStarts' | 'returningCaller' | 'next' | 'onHold' | 'backFromHold' | 'closing' | 'other';

/** One line of the panel, ready to show. */
export interface PhraseView {
  readonly id: string;
  readonly moment: Moment;
  readonly lang: CallerLanguage;
  /** The large line: approved text in the caller's language, else the Mandarin gloss to say in one's own words. */
  readonly large: { readonly text: string; readonly lang: string };
  readonly isOwnWords: boolean;
  /** The text that waits for approval, shown small. Absent where the language has no text for this moment. */
  readonly draft?: string;
  readonly gloss: string;
  readonly reading?: string;
  readonly status: Phrase['status'] | 'missing';
  readonly reviewer?: string;
  readonly recording?: string;
  readonly reason: Reason;
}

/** The order a call usually takes. Holding comes in through the stage. */
const courseOfCall = [
  'greeting',
  'verify',
  'noting',
  'closing.anythingElse',
  'closing.farewell',
] as const satisfies readonly Moment[];
type CourseMoment = (typeof courseOfCall)[number];
const asides: readonly Moment[] = [
  'hold.before',
  'apology',
  'thanks',
  'transfer.before',
  'noCommonLanguage',
  'hold.after',
  'hold.long',
];

function fits(phrase: Phrase, context: ChoiceContext): boolean {
  if (phrase.status === 'retired') return false;
  if (phrase.hours && (context.hour < phrase.hours[0] || context.hour >= phrase.hours[1])) return false;
  return phrase.forReturning !== true || context.isReturning;
}

/** The narrower a phrase's conditions, the better it fits where they hold. */
function specificity(phrase: Phrase): number {
  return (phrase.forReturning === true ? 2 : 0) + (phrase.hours ? 1 : 0);
}

function bestOf(
  packs: readonly PhrasePack[],
  lang: CallerLanguage,
  moment: Moment,
  context: ChoiceContext,
): Phrase | undefined {
  return packs
    .find((pack) => pack.lang === lang)
    ?.phrases.filter((phrase) => phrase.moment === moment && fits(phrase, context))
    .sort((a, b) => specificity(b) - specificity(a))[0];
}

function view(phrase: Phrase, context: ChoiceContext, reason: Reason): PhraseView {
  const gloss = fillSlots(phrase.gloss, 'zh-Hans', context.slots);
  const isApproved = phrase.status === 'approved';
  const text = fillSlots(phrase.text, phrase.lang, context.slots);
  const base = {
    id: phrase.id,
    moment: phrase.moment,
    lang: phrase.lang,
    gloss,
    status: phrase.status,
    reason,
    ...(phrase.reading === undefined ? {} : { reading: fillSlots(phrase.reading, phrase.lang, context.slots) }),
    ...(phrase.reviewer === undefined ? {} : { reviewer: phrase.reviewer }),
    ...(phrase.recording === undefined ? {} : { recording: phrase.recording }),
  };
  if (isApproved) return { ...base, large: { text, lang: phrase.lang }, isOwnWords: false };
  return { ...base, large: { text: gloss, lang: 'zh-Hans' }, isOwnWords: true, draft: text };
}

/**
 * The phrase of a moment in the caller's language. A language without a text for it falls back to the gloss of the
 * Mandarin one, never to the other dialect.
 */
function pick(context: ChoiceContext, moment: Moment, reason: Reason): PhraseView | undefined {
  const own = bestOf(context.packs, context.language, moment, context);
  if (own) return view(own, context, own.forReturning === true ? 'returningCaller' : reason);
  const mandarin = bestOf(context.packs, 'zh-Hans', moment, context);
  if (!mandarin) return undefined;
  const gloss = fillSlots(mandarin.gloss, 'zh-Hans', context.slots);
  return {
    id: mandarin.id,
    moment,
    lang: context.language,
    large: { text: gloss, lang: 'zh-Hans' },
    isOwnWords: true,
    gloss,
    status: 'missing',
    reason,
  };
}

/** Whether a phrase of this moment was said, in whichever language. */
function wasSaid(context: ChoiceContext, moment: Moment): boolean {
  return context.packs.some((pack) => pack.phrases.some((p) => p.moment === moment && context.said.includes(p.id)));
}

function orderedMoments(context: ChoiceContext): { moment: Moment; reason: Reason }[] {
  const open = courseOfCall.filter((moment) => !wasSaid(context, moment));
  const course = open.map((moment) => ({ moment, reason: reasonOf(moment) }));
  const rest = asides.map((moment) => ({ moment, reason: 'other' as const }));
  if (context.stage === 'held')
    return [
      { moment: 'hold.long', reason: 'onHold' },
      { moment: 'hold.after', reason: 'onHold' },
    ];
  if (context.stage === 'resumed') {
    return [
      { moment: 'hold.after', reason: 'backFromHold' },
      ...course,
      ...rest.filter((entry) => entry.moment !== 'hold.after'),
    ];
  }
  if (context.stage === 'ringing') return course;
  return [...course, ...rest.filter((entry) => entry.moment !== 'hold.after' && entry.moment !== 'hold.long')];
}

function reasonOf(moment: Moment): Reason {
  if (moment === 'greeting') return 'callStarts';
  return moment.startsWith('closing') ? 'closing' : 'next';
}

export interface Choice {
  /** What to say now; absent while no call is there or the call is over. */
  readonly now: PhraseView | undefined;
  readonly next: readonly PhraseView[];
}

/** Pure: the ordered phrases of this moment of the call, each with its reason. */
export function choosePhrases(context: ChoiceContext): Choice {
  if (context.stage === 'idle' || context.stage === 'over') return { now: undefined, next: [] };
  const views = orderedMoments(context)
    .map(({ moment, reason }) => pick(context, moment, reason))
    .filter((entry) => entry !== undefined);
  return { now: views[0], next: views.slice(1) };
}

/** The steps of the strip above the list, and which are done. */
export function courseSteps(context: ChoiceContext): { moment: CourseMoment; isDone: boolean; isNow: boolean }[] {
  const firstOpen = courseOfCall.find((moment) => !wasSaid(context, moment));
  return courseOfCall.map((moment) => ({ moment, isDone: wasSaid(context, moment), isNow: moment === firstOpen }));
}

/** A phrase said earlier in this call, whichever language it was in. */
export function findPhrase(packs: readonly PhrasePack[], id: string): Phrase | undefined {
  for (const pack of packs) {
    const phrase = pack.phrases.find((entry) => entry.id === id);
    if (phrase) return phrase;
  }
  return undefined;
}
