import type { PullStream } from '../../src/shared/sync/wire.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { forgetSounds } from '../messages/forget-sounds.ts';
import { directoryStreams, feedTermMs } from './scope.ts';

const regularMs = 3_600_000;
const itemsAtOnce = 1000;
/** A desk that was offline for its whole term still goes on with an upload. */
const uploadTermMs = 9 * 86_400_000;
/** Several server processes take turns. */
const upkeepLock = 7_203_444;

/** Looks after the feed at the start and every hour. Returns what ends it, once the work under way is done. */
export function startUpkeep(centre: Centre): () => Promise<void> {
  let current: Promise<void> = Promise.resolve();
  const run = (): void => {
    current = current
      .then(() => runUpkeep(centre))
      .catch((error: unknown) => {
        centre.log.error({ error: (error as Error).name }, 'the upkeep of the feed failed');
      });
  };
  run();
  const timer = setInterval(run, regularMs).unref();
  return () => {
    clearInterval(timer);
    return current;
  };
}

/** Withdraws what is over, forgets old tombstones, and sees whether the centre has become large or small. */
export async function runUpkeep(centre: Centre): Promise<void> {
  const streams = new Set<PullStream>();
  const mayGoOn = { value: true };
  while (mayGoOn.value) {
    await centre.engine.transaction(async (client) => {
      const withdrawn = await withdrawSome(client, centre.now());
      for (const stream of withdrawn) streams.add(stream);
      mayGoOn.value = withdrawn.length === itemsAtOnce;
    });
  }
  await centre.engine.transaction(async (client) => {
    await forgetTombstones(client, centre.now());
    if (await measure(client, centre.directoryLimit)) for (const stream of directoryStreams) streams.add(stream);
  });
  centre.changes.tell(streams);
  await forgetSounds(centre);
  await centre.attachments.removeStale(centre.now() - uploadTermMs);
}

async function withdrawSome(client: SqlClient, now: number): Promise<PullStream[]> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [upkeepLock]);
  const rows = await client.query<{ stream: PullStream }>(
    `UPDATE published SET body = NULL, xact = pg_current_xact_id(), seq = nextval('change_seq')
      WHERE (stream, id) IN
        (SELECT stream, id FROM published WHERE expires_at <= $1 AND body IS NOT NULL LIMIT ${String(itemsAtOnce)})
      RETURNING stream`,
    [now],
  );
  return rows.map(({ stream }) => stream);
}

/** Calls only: desks drop them by themselves. A tombstone of a ticket is the only word that it is over. */
async function forgetTombstones(client: SqlClient, now: number): Promise<void> {
  await client.query(`DELETE FROM published WHERE stream = 'calls' AND body IS NULL AND expires_at <= $1`, [
    now - feedTermMs,
  ]);
}

/** True when the centre crossed its limit. It is small again only well below, so that it does not go to and fro. */
async function measure(client: SqlClient, limit: number): Promise<boolean> {
  const [row] = await client.query<{ count: number }>(
    `SELECT count(*) AS count FROM published WHERE stream = 'customers' AND body IS NOT NULL`,
  );
  const count = row?.count ?? 0;
  const changed = await client.query(
    'UPDATE centre SET is_large = NOT is_large WHERE CASE WHEN is_large THEN $1 < $3::float8 ELSE $1 > $2 END RETURNING 1',
    [count, limit, limit * 0.9],
  );
  return changed.length > 0;
}
