import { deedRoles } from '../../src/shared/domain/ticket-deed.ts';
import {
  correctTicketRequestSchema,
  oneTicketQuerySchema,
  teamTicketsQuerySchema,
  teamTicketsSchema,
  ticketDeedRequestSchema,
  ticketStandingSchema,
  wholeTicketSchema,
} from '../../src/shared/sync/ticket-wire.ts';
import type { Endpoint } from './endpoint.ts';
import { named, strictly } from './named.ts';

const standing = named('TicketStanding', ticketStandingSchema);

/** What the centre does with tickets; which role may do what of it, `ticket-deed.ts` says. */
export const ticketEndpoints = {
  ticketDeed: {
    method: 'POST',
    path: '/v1/tickets/deed',
    summary:
      'Moves a ticket on: assign, accept, start, suspend, resume, reply, followUp, return, close, reopen, cancel',
    access: deedRoles,
    body: strictly('TicketDeedRequest', ticketDeedRequestSchema),
    answers: { 200: standing },
    refusals: [404, 409],
  },
  correctTicket: {
    method: 'POST',
    path: '/v1/tickets/correct',
    summary: 'Changes what a ticket says',
    access: ['leader', 'admin'],
    body: strictly('CorrectTicketRequest', correctTicketRequestSchema),
    answers: { 200: standing },
    refusals: [404, 409],
  },
  tickets: {
    method: 'GET',
    path: '/v1/tickets/list',
    summary: 'Tickets whoever wrote them, what came last first; a leader of areas is told of those',
    access: deedRoles,
    query: teamTicketsQuerySchema.strict(),
    answers: { 200: named('TeamTickets', teamTicketsSchema) },
    refusals: [],
  },
  ticket: {
    method: 'GET',
    path: '/v1/tickets/one',
    summary: 'An own ticket with its history, or for leader, quality and admin any',
    access: 'agent',
    query: oneTicketQuerySchema.strict(),
    answers: { 200: named('WholeTicket', wholeTicketSchema) },
    refusals: [404],
  },
} as const satisfies Record<string, Endpoint>;
