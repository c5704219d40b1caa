import type { Logger } from 'pino';
import type { PullStream } from '../../src/shared/sync/wire.ts';
import { notify } from '../engine/notices.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';

export const changeChannel = 'tashi_changed';

/** Changes of one moment go out as one notice. */
const gatherMs = 15;
const firstLookMs = 40;
const longestPauseMs = 5000;

/**
 * Tells every server process of this database, through NOTIFY, which streams changed. Called after the commit and
 * gathered: NOTIFY inside the transactions would make PostgreSQL take all their commits one after another. A notice
 * lost with a dying process costs nothing but time: desks also pull when they connect and now and then.
 *
 * A pull leaves out what is younger than any transaction that still runs, of whichever database of the cluster. Where
 * there was one, the notice is given once more when it has ended, or desks would have come too early and not come back.
 */
export class ChangeNotifier {
  readonly #engine: SqlEngine;
  readonly #log: Logger;
  readonly #streams = new Set<PullStream>();
  /** Streams told of too early, with the transaction before which all must have ended. */
  readonly #held = new Map<PullStream, bigint>();
  #timer: NodeJS.Timeout | undefined;
  #lookTimer: NodeJS.Timeout | undefined;
  #pauseMs = firstLookMs;
  #isStopped = false;
  #sending: Promise<void> = Promise.resolve();

  constructor(engine: SqlEngine, log: Logger) {
    this.#engine = engine;
    this.#log = log;
  }

  tell(streams: Iterable<PullStream>): void {
    for (const stream of streams) this.#streams.add(stream);
    if (this.#streams.size > 0) this.#timer ??= setTimeout(() => void this.#flush(), gatherMs);
  }

  /** Sends what is gathered and gives no further notice. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#lookTimer);
    await this.#flush();
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const streams = [...this.#streams];
    this.#streams.clear();
    if (streams.length > 0) this.#sending = this.#sending.then(() => this.#send(streams));
    return this.#sending;
  }

  async #send(streams: readonly PullStream[]): Promise<void> {
    try {
      const [row] = await this.#engine.query<{ oldest: string; next: string }>(
        `SELECT pg_notify($1, $2), pg_snapshot_xmin(s)::text AS oldest, pg_snapshot_xmax(s)::text AS next
           FROM pg_current_snapshot() s`,
        [changeChannel, streams.join(',')],
      );
      if (row && BigInt(row.oldest) < BigInt(row.next)) this.#hold(streams, BigInt(row.next));
    } catch {
      this.#log.warn('desks could not be told of a change; they pull by themselves');
    }
  }

  #hold(streams: readonly PullStream[], next: bigint): void {
    for (const stream of streams) this.#held.set(stream, next);
    this.#pauseMs = firstLookMs;
    this.#lookLater();
  }

  #lookLater(): void {
    clearTimeout(this.#lookTimer);
    if (this.#isStopped || this.#held.size === 0) return;
    this.#lookTimer = setTimeout(() => void this.#look(), this.#pauseMs).unref();
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
  }

  /** Tells of what can be pulled by now. That needs no look of its own: younger changes come with their own notices. */
  async #look(): Promise<void> {
    try {
      const [row] = await this.#engine.query<{ oldest: string }>(
        'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS oldest',
      );
      const oldest = BigInt(row?.oldest ?? 0);
      const streams = [...this.#held].filter(([, next]) => next <= oldest).map(([stream]) => stream);
      for (const stream of streams) this.#held.delete(stream);
      if (streams.length > 0 && !this.#isStopped) {
        await notify(this.#engine, changeChannel, streams.join(','));
      }
    } catch {
      // The database is away: after a lost connection desks are told of everything.
    }
    this.#lookLater();
  }
}
