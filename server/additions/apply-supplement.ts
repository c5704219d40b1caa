import { ticketStateSchema } from '../../src/shared/domain/customer.ts';
import { maySupplement } from '../../src/shared/domain/ticket-addition.ts';
import { ticketStatusSchema, type TicketStatus } from '../../src/shared/domain/ticket-status.ts';
import type { Mutation } from '../../src/shared/sync/wire.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { early, overtaken, refuse, type Decision } from '../sync/mutation-outcome.ts';
import { retellTickets } from '../sync/publish-ticket.ts';
import { seenTickets } from './seen-tickets.ts';

type Supplementing = Extract<Mutation, { kind: 'ticket.supplement' }>;

/** Added to a ticket that its author can see, and that is not over; nothing that was written changes. */
export async function applySupplement(centre: Centre, client: SqlClient, mutation: Supplementing): Promise<Decision> {
  const { agentNo, deviceId, at, body } = mutation;
  const { id, ticketId, callId, text } = body;
  if (mutation.entityId !== id) return refuse('mutation.invalid', 'entityId');
  const seen = await seenTickets(client, [{ agentNo, deviceId, ticketId }]);
  if (seen.size === 0) return early('ticket.unknown', 'ticketId');
  const [known] = await client.query<{ agent_no: string; ticket_id: string; text: string }>(
    'SELECT agent_no, ticket_id, text FROM ticket_supplements WHERE id = $1',
    [id],
  );
  if (known) {
    const isSame = known.agent_no === agentNo && known.ticket_id === ticketId && known.text === text;
    return isSame ? overtaken : refuse('mutation.invalid', 'id');
  }
  const status = await statusOf(client, ticketId);
  if (status !== undefined && !maySupplement(status)) return refuse('ticket.ended', 'ticketId');
  await client.query(
    `INSERT INTO ticket_supplements (id, ticket_id, agent_no, device_id, call_id, text, said_at, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, ticketId, agentNo, deviceId, callId ?? null, text, at, centre.now()],
  );
  await retellTickets(client, [ticketId]);
  const detail = { ticketId, supplementId: id };
  return { outcome: 'applied', streams: ['tickets'], deed: { kind: 'ticketSupplemented', agentNo, deviceId, detail } };
}

/** Held until the transaction ends where the centre has it whole; else what the feed says of it. */
async function statusOf(client: SqlClient, ticketId: string): Promise<TicketStatus | undefined> {
  const [own] = await client.query<{ status: string }>('SELECT status FROM tickets WHERE id = $1 FOR UPDATE', [
    ticketId,
  ]);
  if (own) return ticketStatusSchema.parse(own.status);
  const [told] = await client.query<{ body: string }>(
    "SELECT body FROM published WHERE stream = 'tickets' AND id = $1 AND body IS NOT NULL",
    [ticketId],
  );
  return told && ticketStateSchema.parse(JSON.parse(told.body)).status;
}
