import type { Logger } from 'pino';
import type { PullStream } from '../../src/shared/sync/wire.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';

export const changeChannel = 'tashi_changed';

/** Changes of one moment go out as one notice. */
const gatherMs = 15;

/**
 * Tells every server process of this database, through NOTIFY, which streams changed. Called after the commit and
 * gathered: NOTIFY inside the transactions would make PostgreSQL take all their commits one after another. A notice
 * lost with a dying process costs nothing but time: desks also pull when they connect and now and then.
 */
export class ChangeNotifier {
  readonly #engine: SqlEngine;
  readonly #log: Logger;
  readonly #streams = new Set<PullStream>();
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(engine: SqlEngine, log: Logger) {
    this.#engine = engine;
    this.#log = log;
  }

  tell(streams: Iterable<PullStream>): void {
    for (const stream of streams) this.#streams.add(stream);
    if (this.#streams.size > 0) this.#timer ??= setTimeout(() => void this.flush(), gatherMs);
  }

  /** Sends what is gathered; resolves when the database has it. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const payload = [...this.#streams].join(',');
    this.#streams.clear();
    if (payload !== '') this.#sending = this.#sending.then(() => this.#send(payload));
    return this.#sending;
  }

  async #send(payload: string): Promise<void> {
    try {
      await this.#engine.query('SELECT pg_notify($1, $2)', [changeChannel, payload]);
    } catch {
      this.#log.warn('desks could not be told of a change; they pull by themselves');
    }
  }
}
