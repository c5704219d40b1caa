import type { Handlers } from './handlers.ts';

type TeamCommand = 'team:tickets' | 'team:deed';

export function teamTicketHandlers(): Pick<Handlers, TeamCommand> {
  return {
    'team:tickets': (query, { sync }) => sync.atCentre.teamTickets(query),
    'team:deed': (request, { sync }) => sync.atCentre.ticketDeed(request),
  };
}
