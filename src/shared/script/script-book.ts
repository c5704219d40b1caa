import type { FestivalCalendar, FestivalSpan } from '../domain/festival.ts';
import type { CallerLanguage } from '../domain/language.ts';
import { callerLanguages } from '../language/languages.ts';
import type { Moment, MomentId } from '../domain/moment.ts';
import type { Phrase, PhrasePack } from '../domain/phrase.ts';
import { conditionsOf, type Condition } from './moment-fit.ts';
import { fixedPlaceOf, type FixedPlace } from './moment-place.ts';

/** A moment and what a language, or else Mandarin, has for it. */
export interface BookEntry {
  readonly moment: Moment;
  readonly phrase: Phrase | undefined;
  readonly mandarin: Phrase | undefined;
  readonly conditions: readonly Condition[];
  readonly fixed: FixedPlace;
}

/** All words of a centre, put in order once: a suggestion is asked for with every key of a call. */
export interface ScriptBook {
  /** All of them, in the order of the catalog. */
  readonly moments: readonly Moment[];
  readonly moment: (id: MomentId) => Moment | undefined;
  /** What may be said in a language: moments that neither it nor Mandarin has words for are left out. */
  readonly entries: (lang: CallerLanguage) => readonly BookEntry[];
  /** Retired lines are left out. */
  readonly line: (lang: CallerLanguage, moment: MomentId) => Phrase | undefined;
  /** Lines of which one should not be said twice while another is left. */
  readonly soothing: readonly MomentId[];
  readonly calendar: FestivalCalendar;
  /** The centre's own dates, which win over the calendar's. */
  readonly centreSpans: readonly FestivalSpan[];
}

export function makeScriptBook(
  moments: readonly Moment[],
  packs: readonly PhrasePack[],
  calendar: FestivalCalendar,
  centreSpans: readonly FestivalSpan[] = [],
): ScriptBook {
  const byId = new Map(moments.map((moment) => [moment.id, moment]));
  const lines = new Map(
    packs.map(({ lang, phrases }) => {
      const inUse = phrases.filter(({ status }) => status !== 'retired');
      return [lang, new Map(inUse.map((phrase) => [phrase.moment, phrase]))];
    }),
  );
  const line = (lang: CallerLanguage, id: MomentId): Phrase | undefined => lines.get(lang)?.get(id);
  const entries = new Map(
    callerLanguages().map((lang) => [lang, moments.flatMap((moment) => entryOf(moment, lang, line))]),
  );
  return {
    moments,
    moment: (id) => byId.get(id),
    entries: (lang) => entries.get(lang) ?? [],
    line,
    soothing: moments.filter(({ soothes }) => soothes).map(({ id }) => id),
    calendar,
    centreSpans,
  };
}

function entryOf(moment: Moment, lang: CallerLanguage, line: ScriptBook['line']): BookEntry[] {
  const phrase = line(lang, moment.id);
  const mandarin = line('zh-Hans', moment.id);
  if (!phrase && !mandarin) return [];
  return [{ moment, phrase, mandarin, conditions: conditionsOf(moment), fixed: fixedPlaceOf(moment) }];
}
