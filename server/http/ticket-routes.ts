import type { FastifyInstance } from 'fastify';
import type { Centre } from '../centre.ts';
import { correctTicket, doDeed, wholeTicket } from '../tickets/ticket-deeds.ts';
import { listTickets } from '../tickets/list-tickets.ts';
import { serve } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { answer } from './request-checks.ts';

/** What the centre does with tickets. */
export function addTicketRoutes(app: FastifyInstance, centre: Centre): void {
  serve(app, centre, endpoints.ticketDeed, async ({ reply, claims, body }) =>
    answer(reply, await doDeed(centre, claims, body)),
  );
  serve(app, centre, endpoints.correctTicket, async ({ reply, claims, body }) =>
    answer(reply, await correctTicket(centre, claims, body)),
  );
  serve(app, centre, endpoints.tickets, async ({ reply, claims, query }) =>
    answer(reply, await listTickets(centre, claims, query)),
  );
  serve(app, centre, endpoints.ticket, async ({ reply, claims, query }) =>
    answer(reply, await wholeTicket(centre, claims, query.ticketId)),
  );
}
