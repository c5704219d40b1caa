import { randomUUID } from 'node:crypto';
import { leaveNumbersOut } from '../auth/number-blocks.ts';
import type { SqlClient, SqlEngine } from '../engine/sql-engine.ts';

/**
 * Renumbers the changes when the database is not the one they were written in: a dump loaded elsewhere, a restored
 * backup, a promoted standby. Its transaction counter says nothing about the old rows then, and a desk may know changes
 * that were lost. A new feed id voids every cursor, so that all desks pull anew, and tells them to send again what they
 * sent last; of the ticket numbers those that they may have are left out. Returns the feed id that holds now.
 */
export async function settleFeed(engine: SqlEngine, now: number): Promise<string> {
  return engine.transaction(async (client) => {
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
    // What the lost time made of them nobody knows: rather not sent than sent twice.
    await client.query(
      "UPDATE sms_messages SET state = 'unknown', reason = 'centre.restored' WHERE state IN ('waiting', 'sending')",
    );
    return feedId;
  });
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
