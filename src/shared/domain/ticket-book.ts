import { z } from 'zod';
import { ticketIdSchema } from '../ids.ts';
import { callerLanguageSchema } from './language.ts';
import { ticketSchema, ticketTypeSchema } from './ticket.ts';

/**
 * The lists of an agent's own tickets: what is not at the centre yet, what came back or was refused, what is open, what of
 * that is overdue, what is done. The open ones stand by what is due first, all others newest first.
 */
export const ticketLists = ['all', 'waiting', 'returned', 'open', 'overdue', 'ended'] as const;
export const ticketListSchema = z.enum(ticketLists);
export type TicketListName = z.infer<typeof ticketListSchema>;

export const ticketFilterSchema = z.object({
  list: ticketListSchema,
  type: ticketTypeSchema.optional(),
  language: callerLanguageSchema.optional(),
  /** Area id of the ticket catalog. */
  area: z.string().min(1).max(40).optional(),
  /** Words of any script, a part of the ticket's or of the caller's number, or both. */
  text: z.string().max(100).optional(),
});
export type TicketFilter = z.infer<typeof ticketFilterSchema>;

/** Rows of a page. */
export const ticketPageRows = 100;

/** The place of a ticket in a list: when it is due (UTC epoch ms, where the list is in that order), and its rank by age. */
export const ticketPlaceSchema = z.object({ due: z.number().int().optional(), seq: z.number().int() });
export type TicketPlace = z.infer<typeof ticketPlaceSchema>;

/** One row of a list. Whoever only looks through is shown masked numbers and the beginning of what was written. */
export const ticketLineSchema = ticketSchema
  .pick({
    ...{ id: true, number: true, type: true, subType: true, status: true, sync: true, priority: true, area: true },
    ...{ language: true, dueAt: true, submittedAt: true, callerName: true, refusal: true, formVersion: true },
  })
  .extend({ maskedPhone: z.string(), excerpt: z.string() });
export type TicketLine = z.infer<typeof ticketLineSchema>;

/** How many tickets a list has, and where each of its pages begins. */
export const ticketPlacesSchema = z.object({
  total: z.number().int().min(0),
  pages: z.array(ticketPlaceSchema),
});
export type TicketPlaces = z.infer<typeof ticketPlacesSchema>;

export const ticketCountsSchema = z.record(ticketListSchema, z.number().int().min(0));
export type TicketCounts = z.infer<typeof ticketCountsSchema>;

/** All of a ticket that is shown beside the list. */
export const ticketDetailSchema = ticketLineSchema
  .omit({ excerpt: true })
  .extend(ticketSchema.pick({ address: true, description: true, returnReason: true }).shape);
export type TicketDetail = z.infer<typeof ticketDetailSchema>;

/** Tickets that share a type, a language or an area; `key` is empty where there is none. */
export const dayCountSchema = z.object({
  key: z.string(),
  tickets: z.number().int(),
  open: z.number().int(),
});
export type DayCount = z.infer<typeof dayCountSchema>;

/** The agent's tickets of a day, each way the most frequent first. */
export const ticketDaySchema = z.object({
  tickets: z.number().int(),
  byType: z.array(dayCountSchema),
  byLanguage: z.array(dayCountSchema),
  byArea: z.array(dayCountSchema),
});
export type TicketDay = z.infer<typeof ticketDaySchema>;

export const exportFormats = ['csv', 'xlsx'] as const;
export const exportFormatSchema = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** More than these are not written into one file. */
export const mostExported = 20_000;

/** An agent wrote a list of his own tickets into a file, names and numbers masked. */
export const ticketExportBodySchema = z.object({
  format: exportFormatSchema,
  list: ticketListSchema,
  /** How many tickets are in it. */
  count: z.number().int().min(1).max(mostExported),
  /** UTC epoch ms. */
  at: z.number().int().nonnegative(),
});

/** The columns of an exported file, in order. */
export const exportColumns = [
  ...(['number', 'submittedAt', 'type', 'subType', 'status', 'sync', 'priority', 'dueAt'] as const),
  ...(['language', 'area', 'callerName', 'callerPhone', 'description'] as const),
] as const;
export type ExportColumn = (typeof exportColumns)[number];

/** What the page calls things: a code such as `status.closed` and its text. A code without one stands for itself. */
export const exportWordsSchema = z
  .record(z.string().max(80), z.string().max(120))
  .refine((words) => Object.keys(words).length <= 1000);

export const ticketIdInputSchema = z.object({ id: ticketIdSchema });
