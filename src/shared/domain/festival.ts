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
