import { randomUUID } from 'node:crypto';
import type { AgentNo } from '../../src/shared/ids.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { leaveNumbersOut } from '../auth/number-blocks.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { retellTickets } from './publish-ticket.ts';

/**
 * Renumbers the changes when the database is not the one they were written in: a dump loaded elsewhere, a restored
 * backup, a promoted standby. Its transaction counter says nothing about the old rows then, and a desk may know changes
 * that were lost. A new feed id voids every cursor, so that all desks pull anew, and tells them to send again what they
 * sent last; of the ticket numbers those that they may have are left out. Returns the feed id that holds now.
 */
export async function settleFeed(centre: Pick<Centre, 'engine' | 'crypto' | 'now'>): Promise<string> {
  const now = centre.now();
  return centre.engine.transaction(async (client) => {
    const [row] = await client.query<{ feed_id: string; feed_source: string }>(
      'SELECT feed_id, feed_source FROM centre FOR UPDATE',
    );
    if (!row) throw new Error('the database has no centre yet');
    const source = await sourceOf(client);
    if (row.feed_source === source) return row.feed_id;
    const feedId = randomUUID();
    await client.query('UPDATE published SET xact = pg_current_xact_id(), moved_xact = NULL');
    await client.query('UPDATE centre SET feed_id = $1, feed_source = $2', [feedId, source]);
    await leaveNumbersOut(client, now);
    await giveUpMessages(centre, client, now);
    return feedId;
  });
}

/** What the lost time made of text messages nobody knows: rather not sent than sent twice, and every desk hears so. */
async function giveUpMessages({ crypto }: Pick<Centre, 'crypto'>, client: SqlClient, now: number): Promise<void> {
  const [state, reason] = ['unknown', 'centre.restored'];
  const lost = await client.query<{ id: string; ticket_id: string; agent_no: AgentNo }>(
    `UPDATE sms_messages SET state = $1, reason = $2 WHERE state IN ('waiting', 'sending')
      RETURNING id, ticket_id, agent_no`,
    [state, reason],
  );
  await retellTickets(client, [...new Set(lost.map(({ ticket_id }) => ticket_id))]);
  const deeds = lost.map(({ id, ticket_id: ticketId, agent_no: agentNo }) => ({
    ...{ kind: 'smsSettled' as const, agentNo },
    detail: { smsId: id, ticketId, state, reason },
  }));
  await appendAudit(client, crypto, deeds, now);
}

/** Names the cluster and its timeline: a copy and a promoted standby differ from the original. */
export async function sourceOf(client: SqlClient): Promise<string> {
  const [row] = await client.query<{ source: string }>(
    `SELECT current_database() || '/' || s.system_identifier::text || '/' || c.timeline_id::text AS source
       FROM pg_control_system() s, pg_control_checkpoint() c`,
  );
  if (!row) throw new Error('the database does not tell its identity');
  return row.source;
}
