import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { PullStream } from '../../src/shared/sync/wire.ts';
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
 * A pull leaves out what is younger than any transaction that still runs. Where there was one, the notice is given again
 * once it has ended, or desks would have come too early and not come back.
 */
export class ChangeNotifier {
  readonly #engine: SqlEngine;
  readonly #log: Logger;
  readonly #streams = new Set<PullStream>();
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | undefined;
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
    this.#stopped.abort();
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
      const [row] = await this.#engine.query<{ upto: string; is_settled: boolean }>(
        `SELECT pg_notify($1, $2), pg_snapshot_xmax(s)::text AS upto,
                pg_snapshot_xmin(s) >= pg_snapshot_xmax(s) AS is_settled
           FROM pg_current_snapshot() s`,
        [changeChannel, streams.join(',')],
      );
      if (row?.is_settled === false) void this.#tellOnceSettled(streams, row.upto);
    } catch {
      this.#log.warn('desks could not be told of a change; they pull by themselves');
    }
  }

  /** Waits until every transaction before `upto` has ended. */
  async #tellOnceSettled(streams: readonly PullStream[], upto: string): Promise<void> {
    const { signal } = this.#stopped;
    try {
      for (let pauseMs = firstLookMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
        await wait(pauseMs, undefined, { signal, ref: false });
        const [row] = await this.#engine.query<{ is_settled: boolean }>(
          'SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::text::xid8 AS is_settled',
          [upto],
        );
        if (row?.is_settled === true) return this.tell(streams);
      }
    } catch {
      // Stopped, or the database is away: after a lost connection desks are told of everything.
    }
  }
}
