import { ticketStateSchema } from '../../src/shared/domain/customer.ts';
import { submittedTicketSchema, type SubmittedTicket } from '../../src/shared/domain/ticket.ts';
import { ticketStatusSchema, type TicketStatus } from '../../src/shared/domain/ticket-status.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { retellTickets, publishTickets } from '../sync/publish-ticket.ts';
import { addHistory } from './ticket-history.ts';

/** A row of `tickets`. */
export interface StoredTicket {
  id: string;
  agent_no: string;
  device_id: string;
  seq: number;
  status: string;
  submitted_status: string;
  body: string;
  received_at: number;
  revision: number;
  status_at: number | null;
  return_reason: string | null;
  assignee: string | null;
}

export const storedColumns =
  'id, agent_no, device_id, seq, status, submitted_status, body, received_at, revision, status_at, return_reason, assignee';

/** A ticket with what it says read. */
export interface ReadTicket extends Omit<StoredTicket, 'body' | 'status'> {
  readonly status: TicketStatus;
  readonly ticket: SubmittedTicket;
}

export function readStored({ body, status, ...row }: StoredTicket): ReadTicket {
  return {
    ...row,
    status: ticketStatusSchema.parse(status),
    ticket: submittedTicketSchema.parse(JSON.parse(body)),
  };
}

/** Held until the transaction ends. */
export async function lockTicket(client: SqlClient, ticketId: string): Promise<ReadTicket | undefined> {
  const [row] = await client.query<StoredTicket>(`SELECT ${storedColumns} FROM tickets WHERE id = $1 FOR UPDATE`, [
    ticketId,
  ]);
  return row && readStored(row);
}

/** What it was at first becomes the first entry of its history, once something becomes of it. */
export async function openHistory(client: SqlClient, stored: ReadTicket): Promise<void> {
  const [has] = await client.query('SELECT 1 FROM ticket_history WHERE ticket_id = $1 LIMIT 1', [stored.id]);
  if (has) return;
  await addHistory(client, {
    ...{ ticketId: stored.id, revision: stored.revision, at: stored.received_at, kind: 'submitted' },
    ...{ agentNo: stored.agent_no, deviceId: stored.device_id, seq: stored.seq },
    ...{ from: 'draft', to: stored.submitted_status, body: stored.ticket },
  });
}

/** Later than all that was said of it: a desk takes what is newest. */
export function nextInstant(centre: Centre, { status_at, ticket }: ReadTicket): number {
  return Math.max(centre.now(), (status_at ?? ticket.updatedAt) + 1);
}

export interface Moved {
  readonly ticket: SubmittedTicket;
  readonly status: TicketStatus;
  readonly at: number;
  readonly returnReason?: string | undefined;
  readonly assignee?: string | undefined;
}

/** Writes the ticket as it is now, one revision on, and tells every desk. Returns the revision. */
export async function moveOn(centre: Centre, client: SqlClient, stored: ReadTicket, moved: Moved): Promise<number> {
  const { ticket, status, at, returnReason, assignee } = moved;
  const revision = stored.revision + 1;
  await client.query(
    `UPDATE tickets SET body = $2, status = $3, revision = $4, status_at = $5, return_reason = $6, assignee = $7,
       number = $8, call_id = $9, parent_id = $10 WHERE id = $1`,
    [
      ...[stored.id, JSON.stringify(ticket), status, revision, at, returnReason ?? null, assignee ?? null],
      ...[ticket.number, ticket.callId ?? null, ticket.parentId ?? null],
    ],
  );
  const [known] = await client.query<{ body: string | null }>(
    "SELECT body FROM published WHERE stream = 'tickets' AND id = $1",
    [stored.id],
  );
  const before =
    known === undefined || known.body === null ? undefined : ticketStateSchema.safeParse(JSON.parse(known.body)).data;
  const standing = { revision, at, returnReason };
  await publishTickets(centre, client, [{ ticket, status, ofCall: before?.customerId, standing }]);
  // Once more behind the row's lock: an expedite may have come meanwhile.
  await retellTickets(client, [stored.id]);
  return revision;
}
