import type { PullStream } from '../../src/shared/sync/wire.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { queueKey, scopeFacts } from './scope.ts';

export interface PublishedItem {
  readonly stream: PullStream;
  readonly id: string;
  readonly body: unknown;
  /** Queue on which a call came in. */
  readonly queue?: string | undefined;
}

const schemaVersion = 1;
/** A caller who tries queue after queue does not make his record grow. */
const mostKeys = 24;

/** Makes this the newest state of the item for every desk; false for an item that says the same already. */
export async function publish(client: SqlClient, item: PublishedItem): Promise<boolean> {
  return (await publishAtOnce(client, [item])) > 0;
}

/** The same for many, each at most once, in a few statements. Returns how many were news. */
export async function publishAtOnce(client: SqlClient, items: readonly PublishedItem[]): Promise<number> {
  const customers = items.filter(({ stream }) => stream === 'customers');
  const rest = items.filter(({ stream }) => stream !== 'customers');
  // Tickets and calls take over the keys of their customers, which have to be there first.
  const changed = [...(await upsert(client, customers)), ...(await upsert(client, rest))];
  if (customers.length > 0)
    await spreadKeys(
      client,
      changed.flatMap((row) => (row.stream === 'customers' ? row.id : [])),
    );
  return changed.length;
}

interface ItemKey {
  stream: PullStream;
  id: string;
}

async function upsert(client: SqlClient, items: readonly PublishedItem[]): Promise<ItemKey[]> {
  if (items.length === 0) return [];
  const facts = items.map(({ stream, body, queue }) => scopeFacts(stream, body, queue));
  return client.query<ItemKey>(
    `INSERT INTO published
       (stream, id, schema_version, body, xact, seq, customer_id, expires_at, scopes)
     SELECT item.stream, item.id, $1::integer, item.body, pg_current_xact_id(), nextval('change_seq'),
            item.customer_id, item.expires_at,
            CASE WHEN item.customer_id IS NULL THEN own.keys ELSE own.keys || coalesce(customer.scopes, '{*}') END
       FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[])
              WITH ORDINALITY AS item (stream, id, body, customer_id, expires_at, keys, place)
      CROSS JOIN LATERAL
            (SELECT ARRAY(SELECT jsonb_array_elements_text(item.keys::jsonb)) AS keys) own
       LEFT JOIN published customer ON customer.stream = 'customers' AND customer.id = item.customer_id
      ORDER BY item.place
     ON CONFLICT (stream, id) DO UPDATE
       SET schema_version = excluded.schema_version, body = excluded.body, xact = excluded.xact, seq = excluded.seq,
           customer_id = excluded.customer_id, expires_at = excluded.expires_at,
           scopes = excluded.scopes || ${keptKeys},
           moved_xact = CASE WHEN excluded.scopes || ${keptKeys} @> published.scopes
                             THEN published.moved_xact ELSE excluded.xact END
     WHERE published.body IS DISTINCT FROM excluded.body OR published.schema_version <> excluded.schema_version
     RETURNING stream, id`,
    [
      schemaVersion,
      items.map(({ stream }) => stream),
      items.map(({ id }) => id),
      items.map(({ body }) => JSON.stringify(body)),
      facts.map(({ customer_id }) => customer_id),
      facts.map(({ expires_at }) => expires_at),
      facts.map(({ keys }) => JSON.stringify(keys)),
    ],
  );
}

/** The queues on which a customer called stay with him, whatever else is said of him. */
const keptKeys = `(CASE WHEN published.stream = 'customers'
    THEN ARRAY(SELECT kept FROM unnest(published.scopes) AS kept WHERE kept LIKE 'q:%') ELSE '{}' END)`;

/** Gives the tickets and calls of these customers the keys that they lack, so that they come along with them. */
async function spreadKeys(client: SqlClient, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await client.query(
    `UPDATE published item
        SET scopes = item.scopes || customer.scopes, xact = pg_current_xact_id(), seq = nextval('change_seq')
       FROM published customer
      WHERE customer.stream = 'customers'
        AND customer.id = ANY ($1::text[])
        AND item.customer_id = customer.id AND item.stream IN ('tickets', 'calls') AND item.body IS NOT NULL
        AND NOT item.scopes @> customer.scopes`,
    [customerIds],
  );
}

/** The customers called on this queue: whoever works on it gets to know them. True when that is news. */
export async function addQueue(client: SqlClient, customerIds: readonly string[], queue: string): Promise<boolean> {
  const rows = await client.query<{ id: string }>(
    // Locked in the order of their ids: two that add the same customers wait for each other, never in a circle.
    `UPDATE published SET scopes = array_append(published.scopes, $2), xact = pg_current_xact_id(), seq = nextval('change_seq')
       FROM (SELECT id FROM published WHERE stream = 'customers' AND id = ANY ($1::text[]) AND body IS NOT NULL
                AND NOT scopes @> ARRAY[$2] AND cardinality(scopes) < ${String(mostKeys)}
              ORDER BY id FOR UPDATE) AS known
      WHERE published.stream = 'customers' AND published.id = known.id AND NOT published.scopes @> ARRAY[$2]
      RETURNING published.id`,
    [customerIds, queueKey(queue)],
  );
  await spreadKeys(
    client,
    rows.map(({ id }) => id),
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
