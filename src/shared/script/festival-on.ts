import type { Festival, FestivalCalendar, FestivalSpan } from '../domain/festival.ts';
import type { CallerLanguage } from '../domain/language.ts';
import { describeLanguage } from '../language/languages.ts';

/** A day of the calendar as people at the centre count it, 2026-02-17. */
export type LocalDay = string;

export interface FestivalQuery {
  readonly day: LocalDay;
  readonly lang: CallerLanguage;
  /** Area id of the ticket catalog that the caller is in, where it is known. */
  readonly area?: string | undefined;
}

/**
 * The festival that a caller is greeted for, or undefined. The centre's own dates win over those of the calendar for the
 * same festival and year, and dates for the caller's area over those for everywhere.
 */
export function festivalOn(
  { day, lang, area }: FestivalQuery,
  calendar: FestivalCalendar,
  centreSpans: readonly FestivalSpan[] = [],
): Festival | undefined {
  const own = describeLanguage(lang).festivals;
  const candidates = Object.keys(calendar.languages) as Festival[];
  return candidates.find((festival) => {
    const isTheirs = calendar.languages[festival].includes(lang) || own?.includes(festival);
    if (!isTheirs) return false;
    const isOfFestival = (span: FestivalSpan): boolean => span.festival === festival && isNear(span, day);
    const spans =
      ownOrCommon(centreSpans.filter(isOfFestival), area) ?? ownOrCommon(calendar.spans.filter(isOfFestival), area);
    return spans?.some((span) => span.from <= day && day <= span.to) ?? false;
  });
}

/** The spans of the area, else those that name none; undefined where there is neither. */
function ownOrCommon(spans: readonly FestivalSpan[], area: string | undefined): readonly FestivalSpan[] | undefined {
  const own = spans.filter((span) => area !== undefined && span.areas?.includes(area));
  if (own.length > 0) return own;
  const common = spans.filter((span) => !span.areas);
  return common.length > 0 ? common : undefined;
}

/** The one of the year in question: a festival of another year must not push this year's aside. */
function isNear(span: FestivalSpan, day: LocalDay): boolean {
  return span.from.slice(0, 4) === day.slice(0, 4) || span.to.slice(0, 4) === day.slice(0, 4);
}
