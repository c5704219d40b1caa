import { z } from 'zod';
import { attachmentKindSchema, attachmentsSchema, sha256Schema } from '../domain/attachment.ts';
import { submittedTicketSchema } from '../domain/ticket.ts';
import {
  correctTicketRequestSchema,
  oneTicketQuerySchema,
  teamTicketsQuerySchema,
  teamTicketsSchema,
  ticketDeedRequestSchema,
  ticketHistoryEntrySchema,
  ticketStandingSchema,
  wholeTicketSchema,
} from '../sync/ticket-wire.ts';

/** What a team's ticket says and what became of it; nothing of who called. */
export const teamTicketTextSchema = z.object({
  ...wholeTicketSchema.pick({ status: true, revision: true, supplements: true, messages: true }).shape,
  ...submittedTicketSchema.pick({ description: true, area: true, priority: true }).shape,
  history: z.array(ticketHistoryEntrySchema.omit({ said: true })),
  attachments: attachmentsSchema,
});
export type TeamTicketText = z.infer<typeof teamTicketTextSchema>;

/** What may be corrected here: how a caller is reached is for who speaks with him. */
export const teamCorrectionSchema = submittedTicketSchema
  .pick({ description: true, area: true, priority: true })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0);

/** Tickets of a team, for those who look after them; asked of the centre each time, nothing of them lies here. */
export const teamTicketCommands = {
  /** Fails with those of the server; `auth.notAllowed` in `server.rejected` for other roles. */
  'team:tickets': { input: teamTicketsQuerySchema.omit({ limit: true }), output: teamTicketsSchema },
  /** Fails with ticket.stale, ticket.notNow and those of the server. The same `id` again changes nothing. */
  'team:deed': { input: ticketDeedRequestSchema, output: ticketStandingSchema },
  'team:ticket': { input: oneTicketQuerySchema, output: teamTicketTextSchema },
  /**
   * A file of a ticket, whole and by its hash what the ticket names; the centre's audit log is told. Fails with
   * attachment.notAtCentre, attachment.cameDamaged and those of the server.
   */
  'team:file': {
    input: oneTicketQuerySchema.extend({ sha256: sha256Schema }),
    output: z.object({ kind: attachmentKindSchema, data: z.base64() }),
  },
  /** Fails with ticket.stale, ticket.unfit and those of the server. The same `id` again changes nothing. */
  'team:correct': {
    input: correctTicketRequestSchema.omit({ calledAt: true }).extend({ changes: teamCorrectionSchema }),
    output: ticketStandingSchema,
  },
} as const;
