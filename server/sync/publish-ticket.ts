import type { TicketState } from '../../src/shared/domain/customer.ts';
import { submittedTicketSchema, type SubmittedTicket } from '../../src/shared/domain/ticket.ts';
import { ticketStatusSchema, type TicketStatus } from '../../src/shared/domain/ticket-status.ts';
import type { AgentNo, CallId, CustomerId } from '../../src/shared/ids.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { cutText, subTypeLabel } from './call-topic.ts';
import { publish } from './publish.ts';

/** `ofCall`: the customer of the call in which it was written, for a ticket that names none. */
export async function publishTicket(
  centre: Centre,
  client: SqlClient,
  ticket: SubmittedTicket,
  status: TicketStatus,
  ofCall: CustomerId | undefined,
): Promise<boolean> {
  return publish(client, { stream: 'tickets', id: ticket.id, body: stateOf(centre, ticket, status, ofCall) });
}

/** It turned out whose call it was: its tickets that name nobody are his. True when there were any. */
export async function publishTicketsOfCall(
  centre: Centre,
  client: SqlClient,
  agentNo: AgentNo,
  callId: CallId,
  customerId: CustomerId,
): Promise<boolean> {
  const rows = await client.query<{ body: string; status: string }>(
    'SELECT body, status FROM tickets WHERE call_id = $1 AND agent_no = $2 ORDER BY number FOR UPDATE',
    [callId, agentNo],
  );
  let isNews = false;
  for (const { body, status } of rows) {
    const ticket = submittedTicketSchema.parse(JSON.parse(body));
    if (ticket.customerId !== undefined) continue;
    isNews = (await publishTicket(centre, client, ticket, ticketStatusSchema.parse(status), customerId)) || isNews;
  }
  return isNews;
}

function stateOf(
  centre: Centre,
  ticket: SubmittedTicket,
  status: TicketStatus,
  ofCall: CustomerId | undefined,
): TicketState {
  const description = ticket.description.trim();
  const customerId = ticket.customerId ?? ofCall;
  return {
    id: ticket.id,
    number: ticket.number,
    ...(customerId !== undefined && { customerId }),
    type: ticket.type,
    subType: ticket.subType,
    status,
    ...(ticket.area !== '' && { area: ticket.area }),
    summary: cutText(description === '' ? subTypeLabel(centre.catalog, ticket) : description, 200),
    ...(ticket.dueAt !== undefined && { dueAt: ticket.dueAt }),
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
  };
}
