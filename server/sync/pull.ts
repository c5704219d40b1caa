import type { z } from 'zod';
import type { PullAnswer, PullItem, pullRequestSchema } from '../../src/shared/sync/wire.ts';
import type { Centre } from '../centre.ts';
import { readCursor, writeCursor } from './cursor.ts';

interface PublishedRow {
  id: string;
  schema_version: number;
  body: string | null;
  xact: string;
  seq: number;
}

/**
 * One page of changes after the cursor. Pages are ordered by transaction and hold only transactions older than every one
 * that still runs: whatever commits later is numbered after the page, so it can't be skipped.
 */
export async function pull(centre: Centre, request: z.infer<typeof pullRequestSchema>): Promise<PullAnswer> {
  const feedId = await currentFeed(centre);
  const from = readCursor(request.cursor, feedId, request.stream);
  const rows = await centre.engine.query<PublishedRow>(
    `SELECT id, schema_version, body, xact::text AS xact, seq FROM published
      WHERE stream = $1 AND (xact, seq) > ($2::text::xid8, $3::bigint)
        AND xact < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY published.xact, seq LIMIT $4`,
    [request.stream, from.xact, from.seq, request.limit + 1],
  );
  const page = rows.slice(0, request.limit);
  return {
    items: page.map(itemOf),
    cursor: writeCursor(feedId, request.stream, page.at(-1) ?? from),
    more: rows.length > page.length,
  };
}

async function currentFeed(centre: Centre): Promise<string> {
  const [row] = await centre.engine.query<{ feed_id: string }>('SELECT feed_id FROM centre');
  if (!row) throw new Error('the database has no centre yet');
  return row.feed_id;
}

function itemOf(row: PublishedRow): PullItem {
  if (row.body === null) return { op: 'drop', id: row.id };
  return { op: 'put', id: row.id, schemaVersion: row.schema_version, body: JSON.parse(row.body) as unknown };
}
