import { submittedTicketSchema, type SubmittedTicket } from '../../src/shared/domain/ticket.ts';
import { ticketHistoryEntrySchema, type TicketHistoryEntry } from '../../src/shared/sync/ticket-wire.ts';
import type { SqlClient } from '../engine/sql-engine.ts';

/** One thing that became of a ticket. Times in UTC epoch ms. */
export interface HistoryEntry {
  readonly ticketId: string;
  readonly revision: number;
  readonly at: number;
  readonly kind: TicketHistoryEntry['kind'];
  readonly agentNo: string;
  readonly from: string;
  readonly to: string;
  /** A version as it came, and from which desk. */
  readonly body?: SubmittedTicket | string;
  readonly deviceId?: string;
  readonly seq?: number;
  /** The ticket as it was then, where that is something else. */
  readonly merged?: SubmittedTicket;
  readonly reason?: string | undefined;
  readonly assignee?: string | undefined;
  readonly deedId?: string;
  readonly digest?: string;
}

export async function addHistory(client: SqlClient, entry: HistoryEntry): Promise<void> {
  const textOf = (body: SubmittedTicket | string | undefined): string | null =>
    body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  await client.query(
    `INSERT INTO ticket_history (ticket_id, revision, at, kind, agent_no, device_id, seq, from_status, to_status, reason,
       assignee, body, merged, deed_id, digest)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[entry.ticketId, entry.revision, entry.at, entry.kind, entry.agentNo, entry.deviceId ?? null],
      ...[entry.seq ?? null, entry.from, entry.to, entry.reason ?? null, entry.assignee ?? null],
      ...[textOf(entry.body), textOf(entry.merged), entry.deedId ?? null, entry.digest ?? null],
    ],
  );
}

/** The ticket as it was at a revision that somebody had before him. */
export async function ticketAt(
  client: SqlClient,
  ticketId: string,
  revision: number,
): Promise<SubmittedTicket | undefined> {
  const [row] = await client.query<{ body: string }>(
    `SELECT coalesce(merged, body) AS body FROM ticket_history
      WHERE ticket_id = $1 AND revision <= $2 AND kind <> 'clashed' AND body IS NOT NULL ORDER BY entry DESC LIMIT 1`,
    [ticketId, revision],
  );
  return row && submittedTicketSchema.parse(JSON.parse(row.body));
}

/** What a desk sent last of it, and was taken: it has never seen anything else unless it says so. */
export async function lastSentBy(
  client: SqlClient,
  ticketId: string,
  deviceId: string,
): Promise<{ readonly ticket: SubmittedTicket; readonly seq: number } | undefined> {
  const [row] = await client.query<{ body: string; seq: number }>(
    `SELECT body, seq FROM ticket_history
      WHERE ticket_id = $1 AND device_id = $2 AND kind = 'submitted' ORDER BY seq DESC LIMIT 1`,
    [ticketId, deviceId],
  );
  return row && { ticket: submittedTicketSchema.parse(JSON.parse(row.body)), seq: row.seq };
}

/** The version of a desk whose texts clashed last. */
export async function lastClashOf(
  client: SqlClient,
  ticketId: string,
  deviceId: string,
): Promise<SubmittedTicket | undefined> {
  const [row] = await client.query<{ body: string }>(
    `SELECT body FROM ticket_history
      WHERE ticket_id = $1 AND device_id = $2 AND kind = 'clashed' ORDER BY entry DESC LIMIT 1`,
    [ticketId, deviceId],
  );
  return row && submittedTicketSchema.parse(JSON.parse(row.body));
}

/** Oldest first. */
export async function historyOf(client: SqlClient, ticketId: string): Promise<TicketHistoryEntry[]> {
  const rows = await client.query<{
    revision: number;
    at: number;
    agent_no: string;
    kind: string;
    from_status: string;
    to_status: string;
    reason: string | null;
    assignee: string | null;
    body: string | null;
  }>('SELECT * FROM ticket_history WHERE ticket_id = $1 ORDER BY entry', [ticketId]);
  return rows.map(({ revision, at, agent_no, kind, from_status, to_status, reason, assignee, body }) =>
    ticketHistoryEntrySchema.parse({
      ...{ revision, at, by: agent_no, kind, from: from_status, to: to_status },
      ...(reason !== null && { reason }),
      ...(assignee !== null && { assignee }),
      ...(body !== null && { said: JSON.parse(body) as unknown }),
    }),
  );
}
