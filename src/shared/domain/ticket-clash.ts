import { z } from 'zod';
import { agentNoSchema, ticketIdSchema } from '../ids.ts';
import { ticketDraftSchema } from './ticket.ts';

/** A text that two changed. `field`: `description`, or `answers.ID` for an answer of the form. */
export const clashingTextSchema = z.object({ field: z.string().max(60), mine: z.string(), theirs: z.string() });
export type ClashingText = z.infer<typeof clashingTextSchema>;

/** A ticket whose texts the agent and the centre both changed. */
export const ticketClashSchema = z.object({
  id: ticketIdSchema,
  number: z.string(),
  texts: z.array(clashingTextSchema).min(1),
  /** Who changed it at the centre, and when, UTC epoch ms. */
  by: agentNoSchema,
  at: z.number().int(),
  /** What the agent makes of it; begun with his own texts. */
  draft: ticketDraftSchema,
});
export type TicketClash = z.infer<typeof ticketClashSchema>;

/** With this code the centre refuses a ticket whose texts clash; `field` names them, a comma between. */
export const clashCode = 'ticket.textChanged';
