import { z } from 'zod';
import { callerLanguageSchema } from './language.ts';

/** Times of the year that a greeting or a farewell may name. */
export const festivals = ['newYear', 'springFestival', 'losar', 'dragonBoat', 'midAutumn', 'nationalDay'] as const;
export const festivalSchema = z.enum(festivals);
export type Festival = z.infer<typeof festivalSchema>;

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

/** First and last day of one festival in one year, local days. */
export const festivalSpanSchema = z.object({
  festival: festivalSchema,
  from: day,
  to: day,
  /** Area ids of the ticket catalog, for a day that differs by region; absent means everywhere else. */
  areas: z.array(z.string()).min(1).optional(),
});
export type FestivalSpan = z.infer<typeof festivalSpanSchema>;

const dayMs = 86_400_000;
const longestDays = 21;

/** Why these cannot be the first and last day of a festival; undefined where they can. */
export function spanFault({ from, to }: Pick<FestivalSpan, 'from' | 'to'>): string | undefined {
  if (![from, to].every(isDay)) return 'no such day';
  if (to < from) return 'ends before it begins';
  return Date.parse(to) - Date.parse(from) >= longestDays * dayMs ? 'longer than any festival' : undefined;
}

/** The 30th of February would be read as one in March. */
function isDay(text: string): boolean {
  const at = Date.parse(text);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}

/** Days that a centre celebrates: they win over the calendar's for the same festival and year. */
export const ownFestivalSchema = festivalSpanSchema
  .extend({ id: z.string().min(1).max(60) })
  .refine((span) => spanFault(span) === undefined, { error: (issue) => spanFault(issue.input as FestivalSpan) });

/** As the centre published it. `updatedAt`: UTC epoch ms. */
export const centreFestivalSchema = ownFestivalSchema.safeExtend({ updatedAt: z.number().int().nonnegative() });
export type CentreFestival = z.infer<typeof centreFestivalSchema>;

/** Yearly data (resources/calendars/festivals.json): dates are looked up, never guessed by code. */
export const festivalCalendarSchema = z.object({
  schemaVersion: z.literal(1),
  /** Where the dates come from. */
  sources: z.array(z.object({ festival: z.array(festivalSchema).min(1), source: z.string().min(1) })).min(1),
  /** Callers of which languages are greeted for it. */
  languages: z.record(festivalSchema, z.array(callerLanguageSchema).min(1)),
  spans: z.array(festivalSpanSchema).min(1),
});
export type FestivalCalendar = z.infer<typeof festivalCalendarSchema>;
