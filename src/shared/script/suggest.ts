import type { Festival } from '../domain/festival.ts';
import type { CallerLanguage } from '../domain/language.ts';
import type { Moment, MomentKind } from '../domain/moment.ts';
import type { Phrase } from '../domain/phrase.ts';
import { festivalOn, type LocalDay } from './festival-on.ts';
import type { ScriptEffect, ScriptEvent, ScriptFacts } from './flows/flow.ts';
import { adviseScript, nextScript, scriptAfter, type ScriptState } from './flows/script-state.ts';
import { fitOf, type FitFacts } from './moment-fit.ts';
import { makePlacer, rank, type CallPhase, type Place } from './moment-place.ts';
import { reasonOf, type Reason } from './reason.ts';
import type { BookEntry, ScriptBook } from './script-book.ts';

/** Everything that the choice of words may depend on. */
export interface ScriptContext {
  readonly phase: CallPhase;
  /** Undefined where the exchange named a language that nobody knows: Mandarin, with a note. */
  readonly language: CallerLanguage | undefined;
  /** What the agent speaks. */
  readonly spoken: readonly CallerLanguage[];
  readonly direction: 'inbound' | 'outbound';
  readonly errand?: 'callback' | 'followUp' | 'risk' | 'panel' | undefined;
  /** Calls of this caller within two days, this one included. */
  readonly callsInTwoDays: number;
  /** Seconds in the queue, where the exchange tells. */
  readonly waitedS?: number | undefined;
  readonly ticket?: ScriptFacts['ticket'];
  readonly isSpecialHandling: boolean;
  readonly isTalkLong: boolean;
  readonly hasCityLine: boolean;
  /** Area id of the caller. */
  readonly area?: string | undefined;
  /** Kinds of the notices in force for the caller. */
  readonly notices: readonly ('outage' | 'weather' | 'service')[];
  /** Whether the outage notice names area, cause and restoration; absent without such a notice. */
  readonly isOutageExplained?: boolean | undefined;
  /** Outside of the hours of service. */
  readonly isClosed: boolean;
  readonly now: number;
  /** Of the desk. */
  readonly day: LocalDay;
  readonly hour: number;
  /** What happened in this call so far. */
  readonly log: readonly ScriptEvent[];
}

/** One line to say, with the reason why it stands where it stands. */
export interface Suggestion {
  readonly moment: Moment;
  readonly lang: CallerLanguage;
  /** Absent where the language has no text for it: then only the Mandarin line's meaning is there. */
  readonly phrase: Phrase | undefined;
  readonly mandarin: Phrase | undefined;
  readonly reason: Reason;
  /** One of the next steps of the call; the others may be said at any time. */
  readonly isNext: boolean;
}

export interface Advice {
  readonly lang: CallerLanguage;
  /** Why the language is not the caller's. */
  readonly note?: 'unknownLanguage';
  readonly festival?: Festival;
  readonly state: ScriptState;
  /** Best first; empty while there is nobody to say it to. */
  readonly lines: readonly Suggestion[];
}

/** Pure: the ordered lines of this moment of the call, each with its reason. */
export function suggest(book: ScriptBook, context: ScriptContext): Advice {
  const lang = context.language ?? 'zh-Hans';
  const facts = factsOf(context, lang);
  const state = scriptAfter(context.log, facts);
  const festival = festivalOn({ day: context.day, lang, area: context.area }, book.calendar, book.centreSpans);
  const isQuiet = context.phase === 'idle' || context.phase === 'over';
  return {
    lang,
    ...(context.language === undefined && { note: 'unknownLanguage' }),
    ...(festival && { festival }),
    state,
    lines: isQuiet ? [] : orderedLines(book, { context, facts, state, lang, festival }),
  };
}

/**
 * Which lines may be said at all at this point of the call, suggested or looked for by hand: not those that a flow keeps
 * back, nor any but what belongs to holding while the caller is on hold. Whether a line's conditions hold is the agent's
 * to judge.
 */
export function sayable(
  book: ScriptBook,
  context: ScriptContext,
): (entry: Pick<BookEntry, 'moment' | 'fixed'>) => boolean {
  if (context.phase === 'idle' || context.phase === 'over') return () => false;
  const facts = factsOf(context, context.language ?? 'zh-Hans');
  const state = scriptAfter(context.log, facts);
  const advice = adviseScript(state, facts);
  const placeOf = makePlacer({ phase: context.phase, log: context.log, state, advice, soothing: book.soothing });
  return ({ moment, fixed }) => placeOf(moment, fixed, 0) !== undefined;
}

/** What has to be done because of an event that happens now. */
export function effectsOf(context: ScriptContext, event: ScriptEvent): readonly ScriptEffect[] {
  const facts = factsOf(context, context.language ?? 'zh-Hans');
  return nextScript(scriptAfter(context.log, facts), event, facts).effects;
}

export function factsOf(context: ScriptContext, language: CallerLanguage = 'zh-Hans'): ScriptFacts {
  const outage = context.isOutageExplained ? 'fault.wide' : 'fault.wideUnknown';
  return {
    now: context.now,
    ticket: context.ticket,
    isSpecialHandling: context.isSpecialHandling,
    isLanguageSpoken: context.spoken.includes(language),
    isTalkLong: context.isTalkLong,
    hasCityLine: context.hasCityLine,
    language,
    ...(context.notices.includes('outage') && { outage }),
  };
}

interface Work {
  readonly context: ScriptContext;
  readonly facts: ScriptFacts;
  readonly state: ScriptState;
  readonly lang: CallerLanguage;
  readonly festival: Festival | undefined;
}

interface Candidate {
  readonly entry: BookEntry;
  readonly place: Place;
  readonly fit: number;
  readonly index: number;
}

function orderedLines(book: ScriptBook, { context, facts, state, lang, festival }: Work): Suggestion[] {
  const advice = adviseScript(state, facts);
  const placeOf = makePlacer({ phase: context.phase, log: context.log, state, advice, soothing: book.soothing });
  const fitFacts: FitFacts = { ...context, festival };
  const candidates: Candidate[] = [];
  book.entries(lang).forEach((entry, index) => {
    const fit = fitOf(entry.conditions, fitFacts);
    const place = fit === undefined ? undefined : placeOf(entry.moment, entry.fixed, fit);
    if (fit !== undefined && place) candidates.push({ entry, place, fit, index });
  });
  candidates.sort(byPlace);
  const { above, below } = oneOfEachStep(candidates);
  const line = ({ entry: { moment, phrase, mandarin }, place }: Candidate, isNext: boolean): Suggestion => ({
    moment,
    lang,
    phrase,
    mandarin,
    isNext,
    reason: reasonOf(moment, place, context, festival),
  });
  const isLast = ({ place }: Candidate): boolean => place.rank === rank.saidBefore;
  return [
    ...above.filter((candidate) => !isLast(candidate)).map((c) => line(c, c.place.rank <= rank.course)),
    ...below.map((candidate) => line(candidate, false)),
    ...above.filter(isLast).map((candidate) => line(candidate, false)),
  ];
}

/** A line in the caller's language goes before one that is only a gloss, then the one whose conditions say more. */
function byPlace(a: Candidate, b: Candidate): number {
  return (
    a.place.rank - b.place.rank ||
    a.place.order - b.place.order ||
    Number(!a.entry.phrase) - Number(!b.entry.phrase) ||
    b.fit - a.fit ||
    a.index - b.index
  );
}

/** A step of the call is taken once: of its lines the best stays among the next ones, the others stand below. */
function oneOfEachStep(candidates: readonly Candidate[]): { above: Candidate[]; below: Candidate[] } {
  const taken = new Set<MomentKind>();
  const above: Candidate[] = [];
  const below: Candidate[] = [];
  for (const candidate of candidates) {
    const { kind } = candidate.entry.moment;
    const isOneOfKind = candidate.place.isOneOfKind === true;
    (isOneOfKind && taken.has(kind) ? below : above).push(candidate);
    if (isOneOfKind) taken.add(kind);
  }
  return { above, below };
}
