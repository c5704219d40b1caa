import {
  teamTicketsQuerySchema,
  teamTicketsSchema,
  ticketDeedRequestSchema,
  ticketStandingSchema,
} from '../sync/ticket-wire.ts';

/** Tickets of a team, for those who look after them; asked of the centre each time, nothing of them lies here. */
export const teamTicketCommands = {
  /** Fails with those of the server; `auth.notAllowed` in `server.rejected` for other roles. */
  'team:tickets': { input: teamTicketsQuerySchema.omit({ limit: true }), output: teamTicketsSchema },
  /** Fails with ticket.stale, ticket.notNow and those of the server. The same `id` again changes nothing. */
  'team:deed': { input: ticketDeedRequestSchema, output: ticketStandingSchema },
} as const;
