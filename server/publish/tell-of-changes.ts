import { setTimeout as wait } from 'node:timers/promises';
import type { PullStream } from '../../src/shared/sync/wire.ts';
import { notify } from '../engine/notices.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { changeChannel } from '../live/change-notifier.ts';

const longestWaitMs = 5000;
const pauseMs = 25;

/**
 * Tells the desks of every server on this database, for a process that ends right afterwards. A pull leaves out what is
 * younger than a transaction that still runs, so this waits for those a while; desks that came too early all the same
 * find it at their next regular pull.
 * @param xact the transaction that wrote the changes
 */
export async function tellOfChanges(engine: SqlEngine, streams: readonly PullStream[], xact: string): Promise<void> {
  if (streams.length === 0) return;
  const deadline = performance.now() + longestWaitMs;
  while (!(await canBePulled(engine, xact)) && performance.now() < deadline) await wait(pauseMs);
  await notify(engine, changeChannel, streams.join(','));
}

async function canBePulled(engine: SqlEngine, xact: string): Promise<boolean> {
  const [row] = await engine.query<{ is_past: boolean }>(
    'SELECT $1::text::xid8 < pg_snapshot_xmin(pg_current_snapshot()) AS is_past',
    [xact],
  );
  return row?.is_past === true;
}
