import { z } from 'zod';
import { ticketDeedSchema, ticketDeeds } from '../domain/ticket-deed.ts';
import { toldSmsSchema, toldSupplementSchema } from '../domain/ticket-addition.ts';
import { ticketStatusSchema } from '../domain/ticket-status.ts';
import { longestDescription, prioritySchema, submittedTicketSchema } from '../domain/ticket.ts';
import { agentNoSchema, ticketIdSchema } from '../ids.ts';

/** The part of the protocol that is about what the centre does with tickets. Times in UTC epoch ms. */
const revision = z.number().int().min(1);

/** `id`: new with every deed; the same one again changes nothing. `revision`: of the ticket as it was looked at. */
const head = { id: z.uuid(), ticketId: ticketIdSchema, revision };

export const ticketDeedRequestSchema = z.object({
  ...head,
  deed: ticketDeedSchema,
  /** Why, or what was done: the agent reads it to the caller. */
  reason: z.string().trim().min(1).max(400).optional(),
  /** Who is to see to it, such as a crew; with `assign` only. */
  assignee: z.string().trim().min(1).max(60).optional(),
});
export type TicketDeedRequest = z.infer<typeof ticketDeedRequestSchema>;

export const correctedFieldsSchema = z
  .object({
    callerName: z.string().max(60),
    callerPhone: z.string().max(40),
    area: z.string().max(40),
    address: z.string().max(200),
    description: z.string().max(longestDescription),
    priority: prioritySchema,
    dueAt: z.number().int(),
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0);

export const correctTicketRequestSchema = z.object({
  ...head,
  changes: correctedFieldsSchema,
  /** When the caller said so: of two who changed how he is reached, the later call is right. Now, unless told. */
  calledAt: z.number().int().optional(),
});
export type CorrectTicketRequest = z.infer<typeof correctTicketRequestSchema>;

/** A ticket as it stands after a deed. */
export const ticketStandingSchema = z.object({
  ticketId: ticketIdSchema,
  status: ticketStatusSchema,
  revision,
  at: z.number().int(),
});
export type TicketStanding = z.infer<typeof ticketStandingSchema>;

export const oneTicketQuerySchema = z.object({ ticketId: ticketIdSchema });

/** `submitted`: sent by its author, `clashed`: sent, and not taken over a text that the centre had changed. */
export const historyKinds = ['submitted', 'clashed', 'corrected', ...ticketDeeds] as const;

export const ticketHistoryEntrySchema = z.object({
  revision,
  at: z.number().int(),
  by: agentNoSchema,
  kind: z.enum(historyKinds),
  from: ticketStatusSchema,
  to: ticketStatusSchema,
  reason: z.string().optional(),
  assignee: z.string().optional(),
  /** What was sent with it, whether it stayed so or not. */
  said: submittedTicketSchema.optional(),
});
export type TicketHistoryEntry = z.infer<typeof ticketHistoryEntrySchema>;

/** A ticket as the centre has it now. */
export const wholeTicketSchema = z.object({
  ticket: submittedTicketSchema,
  author: agentNoSchema,
  status: ticketStatusSchema,
  revision,
  assignee: z.string().optional(),
  returnReason: z.string().optional(),
  /** What became of it, oldest first; empty while nothing did. */
  history: z.array(ticketHistoryEntrySchema),
  /** What was added to it, and texted to the caller, oldest first. */
  supplements: z.array(toldSupplementSchema).default([]),
  messages: z.array(toldSmsSchema).default([]),
});
export type WholeTicket = z.infer<typeof wholeTicketSchema>;

/** `text`: what is looked for in what was written and in the number. `before`: the key that the page before named; opaque. */
export const teamTicketsQuerySchema = z.object({
  text: z.string().trim().min(1).max(100).optional(),
  status: ticketStatusSchema.optional(),
  before: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type TeamTicketsQuery = z.infer<typeof teamTicketsQuerySchema>;

/** A row of the tickets of a team: nothing of who called. */
export const teamTicketSchema = submittedTicketSchema
  .pick({
    ...{ id: true, number: true, type: true, subType: true, priority: true, area: true, language: true, dueAt: true },
    ...{ submittedAt: true, status: true },
  })
  .extend({
    author: agentNoSchema,
    revision,
    /** The beginning of what was written. */
    excerpt: z.string(),
    assignee: z.string().optional(),
    returnReason: z.string().optional(),
  });
export type TeamTicket = z.infer<typeof teamTicketSchema>;

/** What came last first; `next` is the key of the page after, absent where there is none. */
export const teamTicketsSchema = z.object({ tickets: z.array(teamTicketSchema), next: z.string().optional() });
export type TeamTickets = z.infer<typeof teamTicketsSchema>;
