import { ok } from '../../../shared/ipc/result.ts';
import type { Handlers } from './handlers.ts';

type TeamCommand = 'team:tickets' | 'team:deed' | 'team:ticket' | 'team:correct';

export function teamTicketHandlers(): Pick<Handlers, TeamCommand> {
  return {
    'team:tickets': (query, { sync }) => sync.atCentre.teamTickets(query),
    'team:deed': (request, { sync }) => sync.atCentre.ticketDeed(request),
    async 'team:ticket'({ ticketId }, { sync }) {
      const whole = await sync.atCentre.ticket(ticketId);
      if (!whole.ok) return whole;
      const { status, revision, ticket, history, supplements, messages } = whole.value;
      const { description, area, priority } = ticket;
      // The page is told nothing of who called.
      return ok({
        ...{ status, revision, description, area, priority, supplements, messages },
        history: history.map(({ said: _who, ...entry }) => entry),
      });
    },
    'team:correct': (request, { sync }) => sync.atCentre.correctTicket(request),
  };
}
