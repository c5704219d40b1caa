import type { PullStream } from '../../src/shared/sync/wire.ts';
import type { SqlClient } from '../engine/sql-engine.ts';

export interface PublishedItem {
  readonly stream: PullStream;
  readonly id: string;
  readonly body: unknown;
}

/** Makes this the newest state of the item for every desk; an item that says the same already is left alone. */
export async function publish(client: SqlClient, item: PublishedItem, schemaVersion = 1): Promise<boolean> {
  const rows = await client.query(
    `INSERT INTO published (stream, id, schema_version, body, xact, seq)
     VALUES ($1, $2, $3, $4, pg_current_xact_id(), nextval('change_seq'))
     ON CONFLICT (stream, id) DO UPDATE
       SET schema_version = excluded.schema_version, body = excluded.body, xact = excluded.xact, seq = excluded.seq
     WHERE published.body IS DISTINCT FROM excluded.body OR published.schema_version <> excluded.schema_version
     RETURNING 1`,
    [item.stream, item.id, schemaVersion, JSON.stringify(item.body)],
  );
  return rows.length > 0;
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
