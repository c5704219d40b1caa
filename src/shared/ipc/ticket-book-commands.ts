import { z } from 'zod';
import {
  exportFormatSchema,
  exportWordsSchema,
  ticketCountsSchema,
  ticketDaySchema,
  ticketDetailSchema,
  ticketFilterSchema,
  ticketIdInputSchema,
  ticketLineSchema,
  ticketPlaceSchema,
  ticketPlacesSchema,
} from '../domain/ticket-book.ts';

/** The agent's own tickets, all of them: lists, a ticket, the figures of a day, a file. */
export const ticketBookCommands = {
  /** The page of a list that begins at `from`, or its first. */
  'ticketBook:page': {
    input: z.object({ filter: ticketFilterSchema, from: ticketPlaceSchema.optional() }),
    output: z.array(ticketLineSchema),
  },
  /** How long a list is, and where its pages begin. */
  'ticketBook:places': { input: z.object({ filter: ticketFilterSchema }), output: ticketPlacesSchema },
  'ticketBook:counts': { input: z.object({}), output: ticketCountsSchema },
  /** Fails with ticket.notFound. */
  'ticketBook:detail': { input: ticketIdInputSchema, output: ticketDetailSchema },
  /** Submitted in `since` ≤ t < `until`, UTC epoch ms. */
  'ticketBook:day': { input: z.object({ since: z.number().int(), until: z.number().int() }), output: ticketDaySchema },
  /**
   * A list as a file, names and numbers masked; the centre's audit log is told. Fails with ticket.nothingToExport, and
   * with ticket.tooManyToExport (params.most, params.found).
   */
  'ticketBook:export': {
    input: z.object({ filter: ticketFilterSchema, format: exportFormatSchema, words: exportWordsSchema }),
    output: z.object({ name: z.string(), data: z.base64(), count: z.number().int() }),
  },
} as const;
