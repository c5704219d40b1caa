import type { CallerLanguage } from '../domain/language.ts';

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

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
] as const;

/** Day and time as they are said: today and tomorrow by name, other days by date, the year where it is another one. */
export function sayInstant(at: number, lang: CallerLanguage, zone: Zone): string {
  const time = localTime(at, zone.timeZone);
  const days = daysBetween(localTime(zone.now, zone.timeZone), time);
  const clock = clockWords[lang](time);
  const isOtherYear = time.year !== localTime(zone.now, zone.timeZone).year;
  const named = dayNames[lang]?.[String(days)];
  const day = named ?? dateWords[lang](time, isOtherYear);
  return lang === 'en'
    ? `${clock} ${named ?? `on ${day}`}`
    : `${day}${lang === 'adx' || lang === 'khg' ? ' ' : ''}${clock}`;
}

/** The time of day as it is said. */
export function sayClock(at: number, lang: CallerLanguage, zone: Zone): string {
  return clockWords[lang](localTime(at, zone.timeZone));
}

export function sayMoney(fen: number, lang: CallerLanguage): string {
  const amount = fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2);
  if (lang === 'en') return `${amount} yuan`;
  return lang === 'yue-Hant-HK' ? `${amount} 元人民幣` : `${amount} 元`;
}

export function withTibetanDigits(text: string): string {
  return text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0x0f20 + Number(digit)));
}

const dayNames: Partial<Record<CallerLanguage, Readonly<Record<string, string>>>> = {
  'zh-Hans': { '0': '今天', '1': '明天', '2': '后天', '-1': '昨天' },
  'yue-Hant-HK': { '0': '今日', '1': '聽日', '2': '後日', '-1': '尋日' },
  en: { '0': 'today', '1': 'tomorrow', '-1': 'yesterday' },
};

type Words = (time: LocalTime, isOtherYear: boolean) => string;

const dateWords: Record<CallerLanguage, Words> = {
  'zh-Hans': hanDate,
  'yue-Hant-HK': hanDate,
  en: ({ year, month, day }, isOtherYear) =>
    `${String(day)} ${monthNames[month - 1] ?? ''}${isOtherYear ? ` ${String(year)}` : ''}`,
  adx: tibetanDate,
  khg: tibetanDate,
};

const clockWords: Record<CallerLanguage, (time: LocalTime) => string> = {
  'zh-Hans': (time) =>
    `${hanPartOfDay(time.hour, ['凌晨', '上午', '中午', '下午', '晚上'])}${hanClock(time, '点', '半')}`,
  'yue-Hant-HK': (time) =>
    `${hanPartOfDay(time.hour, ['凌晨', '上晝', '中午', '下晝', '夜晚'])}${hanClock(time, '點', '半')}`,
  en: ({ hour, minute }) => {
    const minutes = minute === 0 ? '' : `:${twoDigits(minute)}`;
    return `${String(((hour + 11) % 12) + 1)}${minutes} ${hour < 12 ? 'a.m.' : 'p.m.'}`;
  },
  // Hours and minutes by the clock: how a speaker would name the part of the day is not known yet.
  adx: ({ hour, minute }) => `${String(hour)}:${twoDigits(minute)}`,
  khg: ({ hour, minute }) => `${String(hour)}:${twoDigits(minute)}`,
};

function hanDate({ year, month, day }: LocalTime, isOtherYear: boolean): string {
  return `${isOtherYear ? `${String(year)}年` : ''}${String(month)}月${String(day)}日`;
}

/** ཟླ, month, and ཚེས, day of the month. */
function tibetanDate({ year, month, day }: LocalTime, isOtherYear: boolean): string {
  return `${isOtherYear ? `${String(year)} ` : ''}ཟླ་${String(month)}ཚེས་${String(day)}`;
}

function hanPartOfDay(hour: number, names: readonly [string, string, string, string, string]): string {
  if (hour < 6) return names[0];
  if (hour < 12) return names[1];
  if (hour === 12) return names[2];
  return hour < 18 ? names[3] : names[4];
}

function hanClock({ hour, minute }: LocalTime, point: string, half: string): string {
  const hours = `${String(hour > 12 ? hour - 12 : hour)}${point}`;
  if (minute === 0) return hours;
  return minute === 30 ? `${hours}${half}` : `${hours}${twoDigits(minute)}分`;
}

function daysBetween(from: LocalTime, to: LocalTime): number {
  const dayOf = ({ year, month, day }: LocalTime): number => Date.UTC(year, month - 1, day) / 86_400_000;
  return dayOf(to) - dayOf(from);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
