import type { FestivalCalendar, FestivalSpan } from '../domain/festival.ts';
import type { CallerLanguage } from '../domain/language.ts';
import type { Moment, MomentId } from '../domain/moment.ts';
import type { Phrase, PhrasePack } from '../domain/phrase.ts';

/** All words of a centre, put in order once: a suggestion is asked for with every key of a call. */
export interface ScriptBook {
  readonly moments: readonly Moment[];
  readonly moment: (id: MomentId) => Moment | undefined;
  /** Retired lines are left out. */
  readonly line: (lang: CallerLanguage, moment: MomentId) => Phrase | undefined;
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
  const lines = new Map(
    packs.map(({ lang, phrases }) => {
      const inUse = phrases.filter(({ status }) => status !== 'retired');
      return [lang, new Map(inUse.map((phrase) => [phrase.moment, phrase]))];
    }),
  );
  const byId = new Map(moments.map((moment) => [moment.id, moment]));
  return {
    moments,
    moment: (id) => byId.get(id),
    line: (lang, moment) => lines.get(lang)?.get(moment),
    calendar,
    centreSpans,
  };
}
