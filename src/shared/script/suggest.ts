import type { Festival } from '../domain/festival.ts';
import type { CallerLanguage } from '../domain/language.ts';
import type { Moment, MomentId, MomentKind } from '../domain/moment.ts';
import type { Phrase } from '../domain/phrase.ts';
import { festivalOn, type LocalDay } from './festival-on.ts';
import { adviseScript, governors, scriptAfter, type FlowName, type ScriptState } from './flows/script-state.ts';
import type { ScriptEvent, ScriptFacts } from './flows/flow.ts';
import { fitOf, type FitFacts } from './moment-fit.ts';
import { reasonOf, type Reason } from './reason.ts';
import type { ScriptBook } from './script-book.ts';

/** How far the call is, as far as the words are concerned. */
export type CallPhase = 'idle' | 'ringing' | 'talking' | 'held' | 'over';

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
  /** Area id of the caller. */
  readonly area?: string | undefined;
  /** Kinds of the notices in force for the caller. */
  readonly notices: readonly ('outage' | 'weather' | 'service')[];
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
  readonly phrase?: Phrase;
  readonly mandarin?: Phrase;
  readonly reason: Reason;
  /** Lines of the first rank are the next steps of the call; the others may be said at any time. */
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

/** The order a call usually takes. Everything else comes in through a flow or by the agent's choice. */
export const courseOfCall = [
  'greeting',
  'verify',
  'noting',
  'closing.anythingElse',
  'closing.farewell',
] as const satisfies readonly MomentKind[];
export type CourseStep = (typeof courseOfCall)[number];

/** What an agent may need at any time, the likelier first. */
const otherKinds: readonly MomentKind[] = [
  ...(['hold.before', 'apology', 'thanks', 'transfer.before', 'clarify', 'soothe', 'fault', 'notice'] as const),
  ...(['ticketComplaint', 'identity', 'hours', 'namedAgent', 'reply', 'handover', 'consult', 'survey'] as const),
  ...(['centreComplaint', 'noCommonLanguage', 'escalation', 'abuse', 'risk', 'followUp'] as const),
  ...courseOfCall,
];

/** Ranks, best first. */
const rank = { greeting: 0, wanted: 1, course: 2, fitting: 3, other: 4, saidBefore: 5 } as const;

interface Candidate extends Suggestion, Place {
  readonly fit: number;
  readonly index: number;
}

/** Pure: the ordered lines of this moment of the call, each with its reason. */
export function suggest(book: ScriptBook, context: ScriptContext): Advice {
  const lang = context.language ?? 'zh-Hans';
  const facts = factsOf(context, lang);
  const state = scriptAfter(context.log, facts);
  const festival = festivalOn({ day: context.day, lang, area: context.area }, book.calendar, book.centreSpans);
  const lines =
    context.phase === 'idle' || context.phase === 'over'
      ? []
      : orderedLines(book, { context, facts, state, lang, festival });
  return {
    lang,
    ...(context.language === undefined && { note: 'unknownLanguage' }),
    ...(festival && { festival }),
    state,
    lines,
  };
}

export function factsOf(context: ScriptContext, language: CallerLanguage): ScriptFacts {
  return {
    now: context.now,
    ticket: context.ticket,
    isSpecialHandling: context.isSpecialHandling,
    isLanguageSpoken: context.spoken.includes(language),
    language,
  };
}

interface Work {
  readonly context: ScriptContext;
  readonly facts: ScriptFacts;
  readonly state: ScriptState;
  readonly lang: CallerLanguage;
  readonly festival: Festival | undefined;
}

function orderedLines(book: ScriptBook, work: Work): Suggestion[] {
  const ranker = makeRanker(book, work);
  const fitFacts: FitFacts = { ...work.context, festival: work.festival };
  const candidates: Candidate[] = [];
  book.moments.forEach((moment, index) => {
    const fit = fitOf(moment, fitFacts);
    if (fit === undefined) return;
    const phrase = book.line(work.lang, moment.id);
    const mandarin = book.line('zh-Hans', moment.id);
    if (!phrase && !mandarin) return;
    const place = ranker(moment, fit);
    if (!place) return;
    const own = phrase ? 0 : 1;
    const reason = reasonOf(moment, place, work.context, work.festival);
    const words = { ...(phrase && { phrase }), ...(mandarin && { mandarin }) };
    const isNext = place.rank <= rank.course;
    candidates.push({
      moment,
      lang: work.lang,
      ...words,
      reason,
      isNext,
      ...place,
      order: place.order * 2 + own,
      fit,
      index,
    });
  });
  candidates.sort((a, b) => a.rank - b.rank || a.order - b.order || b.fit - a.fit || a.index - b.index);
  return oneOfEachStep(candidates);
}

/** A step of the call is taken once: of its lines the best stays among the next ones, the others stand below. */
function oneOfEachStep(candidates: readonly Candidate[]): Suggestion[] {
  const taken = new Set<MomentKind>();
  const above: Candidate[] = [];
  const below: Candidate[] = [];
  for (const candidate of candidates) {
    const { kind } = candidate.moment;
    if (candidate.isOneOfKind && taken.has(kind)) below.push({ ...candidate, isNext: false });
    else above.push(candidate);
    if (candidate.isOneOfKind) taken.add(kind);
  }
  const firstSaid = above.findIndex((line) => line.rank === rank.saidBefore);
  above.splice(firstSaid < 0 ? above.length : firstSaid, 0, ...below);
  return above;
}

interface Place {
  readonly rank: number;
  /** Within the rank; smaller is earlier. */
  readonly order: number;
  /** A step that any line of the kind takes: the others of the kind stand below. */
  readonly isOneOfKind?: boolean;
  /** The flow that put it there. */
  readonly flow?: FlowName;
}

/** Where a moment stands, or undefined for one that must not be said now. */
function makeRanker(
  book: ScriptBook,
  { context, facts, state }: Work,
): (moment: Moment, fit: number) => Place | undefined {
  const advice = adviseScript(state, facts);
  const wants = new Map(
    advice.flatMap(({ flow, wants: refs }, i) => refs.map((ref, j) => [ref, { flow, order: i * 20 + j }])),
  );
  const opens = new Map(advice.flatMap(({ flow, opens: refs }) => refs.map((ref) => [ref, flow])));
  const saidAt = new Map<MomentId, number>();
  const saidKinds = new Set<MomentKind>();
  for (const event of context.log) {
    if (event.type !== 'said') continue;
    saidAt.set(event.moment, event.at);
    saidKinds.add(event.kind);
  }
  const isStepDone = (kind: CourseStep): boolean =>
    kind === 'closing.anythingElse' ? state.closing !== 'open' : saidKinds.has(kind);
  const hasSoothingLeft = book.moments.some(
    ({ id, soothes }) => soothes && !saidAt.has(id) && book.line('zh-Hans', id),
  );

  return (moment, fit) => {
    const { id, kind } = moment;
    const wanted = wants.get(id) ?? wants.get(kind);
    const isOpen = opens.has(id) || opens.has(kind);
    const isGoverned = governors.has(id) || governors.has(kind);
    if (context.phase === 'held') {
      const order = saidAt.has(id) ? 1 : 0;
      if (wanted?.flow === 'hold') return { rank: rank.wanted, order, isOneOfKind: true, flow: 'hold' };
      const isForHold = kind === 'hold.after' || kind === 'consult';
      return isForHold ? { rank: rank.other, order: otherKinds.indexOf(kind) + 1 } : undefined;
    }
    if (isGoverned && !wanted && !isOpen) return undefined;
    const step = courseOfCall.findIndex((entry) => entry === kind);
    // Whoever comes back from hold is thanked before anything else.
    if (wanted?.flow === 'hold') return { rank: rank.greeting, order: -1, isOneOfKind: true, flow: 'hold' };
    if (kind === 'greeting' && !saidKinds.has('greeting')) return { rank: rank.greeting, order: 0, isOneOfKind: true };
    const last = saidAt.get(id);
    if (wanted && (last === undefined || wants.has(kind))) {
      return { rank: rank.wanted, order: wanted.order, isOneOfKind: wants.has(kind), flow: wanted.flow };
    }
    const course = courseOfCall[step];
    if (course && !isStepDone(course)) return { rank: rank.course, order: step, isOneOfKind: true };
    if (context.phase === 'ringing' || kind === 'greeting') return undefined;
    if (last !== undefined && !(moment.soothes && !hasSoothingLeft)) {
      return { rank: rank.saidBefore, order: last };
    }
    const order = last === undefined ? otherKinds.indexOf(kind) : otherKinds.length + last;
    return { rank: fit > 0 && last === undefined ? rank.fitting : rank.other, order };
  };
}
