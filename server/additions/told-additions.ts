import {
  mostTold,
  toldSmsSchema,
  toldSupplementSchema,
  type ToldSms,
  type ToldSupplement,
} from '../../src/shared/domain/ticket-addition.ts';
import type { SqlClient } from '../engine/sql-engine.ts';

/** What was added to tickets, by their ids, oldest first. */
export interface ToldAdditions {
  readonly supplements: ReadonlyMap<string, ToldSupplement[]>;
  readonly messages: ReadonlyMap<string, ToldSms[]>;
}

/** The newest `most` of each kind and ticket. */
export async function toldAdditions(
  client: SqlClient,
  ticketIds: readonly string[],
  most = mostTold,
): Promise<ToldAdditions> {
  const supplements = await client.query<{ ticket_id: string; id: string; by: string; at: number; text: string }>(
    `SELECT ticket_id, row.* FROM unnest($1::text[]) AS wanted (ticket_id)
      CROSS JOIN LATERAL (SELECT entry, id, agent_no AS by, said_at AS at, text FROM ticket_supplements own
                           WHERE own.ticket_id = wanted.ticket_id ORDER BY entry DESC LIMIT $2) AS row
      ORDER BY entry`,
    [ticketIds, most],
  );
  const messages = await client.query<{ ticket_id: string; reason: string | null }>(
    `SELECT ticket_id, row.* FROM unnest($1::text[]) AS wanted (ticket_id)
      CROSS JOIN LATERAL (SELECT entry, id, agent_no AS by, said_at AS at, lang, text_id AS "textId", text, state, reason
                            FROM sms_messages own
                           WHERE own.ticket_id = wanted.ticket_id ORDER BY entry DESC LIMIT $2) AS row
      ORDER BY entry`,
    [ticketIds, most],
  );
  return {
    supplements: grouped(supplements, (row) => toldSupplementSchema.parse(row)),
    messages: grouped(messages, (row) => toldSmsSchema.parse({ ...row, reason: row.reason ?? undefined })),
  };
}

function grouped<R extends { ticket_id: string }, T>(rows: readonly R[], read: (row: R) => T): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) found.set(row.ticket_id, [...(found.get(row.ticket_id) ?? []), read(row)]);
  return found;
}
