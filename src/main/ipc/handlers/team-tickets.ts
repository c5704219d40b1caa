import { ok } from '../../../shared/ipc/result.ts';
import { readTeamFile } from '../../features/tickets/read-team-file.ts';
import type { Handlers } from './handlers.ts';

type TeamCommand = 'team:file' | 'team:tickets' | 'team:deed' | 'team:ticket' | 'team:correct';

export function teamTicketHandlers(): Pick<Handlers, TeamCommand> {
  return {
    'team:tickets': (query, { sync }) => sync.atCentre.teamTickets(query),
    'team:deed': (request, { sync }) => sync.atCentre.ticketDeed(request),
    async 'team:ticket'({ ticketId }, { sync }) {
      const whole = await sync.atCentre.ticket(ticketId);
      if (!whole.ok) return whole;
      const { status, revision, ticket, history, supplements, messages } = whole.value;
      const { description, area, priority, attachments = [] } = ticket;
      // The page is told nothing of who called.
      return ok({
        ...{ status, revision, description, area, priority, attachments, supplements, messages },
        history: history.map(({ said: _who, ...entry }) => entry),
      });
    },
    'team:file': ({ ticketId, sha256 }, { sync }) => readTeamFile(sync.atCentre, ticketId, sha256),
    'team:correct': (request, { sync }) => sync.atCentre.correctTicket(request),
  };
}
