import type { CallerLanguage } from '../domain/language.ts';
import type { LanguageDescription } from '../language/language-description.ts';
import { describeLanguage } from '../language/languages.ts';

interface Zone {
  readonly now: number;
  readonly timeZone?: string | undefined;
}

interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** Making one costs more than all that is said with it. */
const formats = new Map<string | undefined, Intl.DateTimeFormat>();

function formatOf(timeZone: string | undefined): Intl.DateTimeFormat {
  const made =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' },
      ...(timeZone !== undefined && { timeZone }),
    });
  formats.set(timeZone, made);
  return made;
}

function localTime(at: number, timeZone: string | undefined): LocalTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return { year: part('year'), month: part('month'), day: part('day'), hour: part('hour'), minute: part('minute') };
}

/** The local day and hour of an instant: 2026-02-17 and 0–23. */
export function localDayAndHour(at: number, timeZone?: string): { readonly day: string; readonly hour: number } {
  const { year, month, day, hour } = localTime(at, timeZone);
  return { day: `${String(year)}-${twoDigits(month)}-${twoDigits(day)}`, hour };
}

/** Day and time as they are said: today and tomorrow by name, other days by date, the year where it is another one. */
export function sayInstant(at: number, lang: CallerLanguage, zone: Zone): string {
  const { say } = describeLanguage(lang);
  const time = localTime(at, zone.timeZone);
  const today = localTime(zone.now, zone.timeZone);
  const named = say.days?.[String(daysBetween(today, time))];
  const day = named ?? dateIn(time, time.year !== today.year, say);
  return fill(named === undefined ? say.instant.dated : say.instant.named, { day, clock: clockIn(time, say) });
}

/** The time of day as it is said. */
export function sayClock(at: number, lang: CallerLanguage, zone: Zone): string {
  return clockIn(localTime(at, zone.timeZone), describeLanguage(lang).say);
}

/** Undefined where the language has no words for it yet. */
export function sayMoney(fen: number, lang: CallerLanguage): string | undefined {
  const { money } = describeLanguage(lang).say;
  return money && fill(money, { amount: fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2) });
}

/** With the digits of a language in the place of 0–9. */
export function withDigits(text: string, digits: string): string {
  const own = Array.from(digits);
  return text.replace(/[0-9]/g, (digit) => own[Number(digit)] ?? digit);
}

type Say = LanguageDescription['say'];

function dateIn({ year, month, day }: LocalTime, isOtherYear: boolean, { date, months }: Say): string {
  const monthName = months?.[month - 1] ?? '';
  return fill(isOtherYear ? date.ofOtherYear : date.plain, { year, month, monthName, day });
}

function clockIn({ hour, minute }: LocalTime, { clock }: Say): string {
  const part = clock.parts?.find(({ before }) => hour < before)?.name ?? '';
  const said = minute === 0 ? clock.sharp : minute === 30 && clock.half !== undefined ? clock.half : clock.other;
  return fill(said, { part, hour: hourBy(clock.hours, hour), minute: twoDigits(minute) });
}

function hourBy(hours: Say['clock']['hours'], hour: number): number {
  if (hours === 'h12') return ((hour + 11) % 12) + 1;
  return hours === 'h23to12' && hour > 12 ? hour - 12 : hour;
}

function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, place: string) => String(values[place] ?? ''));
}

function daysBetween(from: LocalTime, to: LocalTime): number {
  const dayOf = ({ year, month, day }: LocalTime): number => Date.UTC(year, month - 1, day) / 86_400_000;
  return dayOf(to) - dayOf(from);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
