import type { PullStream } from '../../src/shared/sync/wire.ts';
import type { SqlClient } from '../engine/sql-engine.ts';

export interface PublishedItem {
  readonly stream: PullStream;
  readonly id: string;
  readonly body: unknown;
}

const schemaVersion = 1;

/** Makes this the newest state of the item for every desk; false for an item that says the same already. */
export async function publish(client: SqlClient, item: PublishedItem): Promise<boolean> {
  return (await publishAtOnce(client, [item])) > 0;
}

/** The same for many, each at most once, in one statement. Returns how many were news. */
export async function publishAtOnce(client: SqlClient, items: readonly PublishedItem[]): Promise<number> {
  // The bodies travel as text within the JSON: kept as they are, with what jsonb itself can't hold.
  const rows = items.map(({ stream, id, body }) => ({ stream, id, body: JSON.stringify(body) }));
  const changed = await client.query(
    `INSERT INTO published (stream, id, schema_version, body, xact, seq)
     SELECT stream, id, $2::integer, body, pg_current_xact_id(), nextval('change_seq')
       FROM jsonb_to_recordset($1::text::jsonb) AS item (stream text, id text, body text)
     ON CONFLICT (stream, id) DO UPDATE
       SET schema_version = excluded.schema_version, body = excluded.body, xact = excluded.xact, seq = excluded.seq
     WHERE published.body IS DISTINCT FROM excluded.body OR published.schema_version <> excluded.schema_version
     RETURNING 1`,
    [JSON.stringify(rows), schemaVersion],
  );
  return changed.length;
}

/** Leaves a tombstone, so that every desk drops the item. */
export async function withdraw(client: SqlClient, stream: PullStream, id: string): Promise<boolean> {
  const rows = await client.query(
    `UPDATE published SET body = NULL, xact = pg_current_xact_id(), seq = nextval('change_seq')
      WHERE stream = $1 AND id = $2 AND body IS NOT NULL RETURNING 1`,
    [stream, id],
  );
  return rows.length > 0;
}
