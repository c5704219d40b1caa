/** The desk's Tibetan interface writes dates in digits, in the order its readers see around them. */
function intlLocale(locale: string): string {
  return locale === 'bo' ? 'zh-CN' : locale;
}

type Style = 'clock' | 'time' | 'dateTime' | 'date';

const styles: Readonly<Record<Style, Intl.DateTimeFormatOptions>> = {
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false },
  time: { hour: '2-digit', minute: '2-digit', hour12: false },
  dateTime: { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false },
  date: { year: 'numeric', month: '2-digit', day: '2-digit' },
};

/** Making one costs as much as rendering a whole pane. */
const made = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, style: Style): Intl.DateTimeFormat {
  const key = `${locale} ${style}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(intlLocale(locale), styles[style]);
  made.set(key, format);
  return format;
}

/** 14:04:51 */
export function formatClock(locale: string, at: number): string {
  return formatOf(locale, 'clock').format(at);
}

/** 14:04 */
export function formatTime(locale: string, at: number): string {
  return formatOf(locale, 'time').format(at);
}

/** 11-22 14:04 in the reader's order. */
export function formatDateTime(locale: string, at: number): string {
  return formatOf(locale, 'dateTime').format(at);
}

export function formatDate(locale: string, at: number): string {
  return formatOf(locale, 'date').format(at);
}

/** 02:47, or 1:02:47 from an hour on. */
export function formatDuration(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = String(Math.floor((total % 3600) / 60)).padStart(2, '0');
  const seconds = String(total % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${minutes}:${seconds}` : `${minutes}:${seconds}`;
}

/** How long something is overdue or has left: <1m, 45m, 1h20m, 2d3h. */
export function formatSpan(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  // Zero would say that there is nothing.
  if (minutes === 0) return '<1m';
  if (minutes < 60) return `${String(minutes)}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${String(hours)}h${String(minutes % 60)}m`;
  return `${String(Math.floor(hours / 24))}d${String(hours % 24)}h`;
}

/** 2026-11-22 14:04 in the seat's own time zone: the same in every language, and what `parseLocalMinute` reads. */
export function formatLocalMinute(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16).replace('T', ' ');
}

/** UTC epoch ms of a minute as `formatLocalMinute` writes it, also with / or . in the date and without leading zeros. */
export function parseLocalMinute(text: string): number | undefined {
  const parts = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\s+(\d{1,2})[:：](\d{2})$/.exec(text.trim());
  if (!parts) return undefined;
  const [year, month, day, hour, minute] = parts.slice(1).map(Number) as [number, number, number, number, number];
  const date = new Date(year, month - 1, day, hour, minute);
  // A day or an hour that does not exist would become another one.
  const isThatDay = date.getMonth() === month - 1 && date.getDate() === day && date.getHours() === hour;
  return isThatDay && minute < 60 ? date.getTime() : undefined;
}
