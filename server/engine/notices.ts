import type { SqlClient, SqlEngine } from './sql-engine.ts';

/** What the server processes of one database tell each other on one channel. A notice may be lost. */
export class Notices {
  readonly #engine: SqlEngine;
  readonly #channel: string;
  #unlisten: (() => Promise<void>) | undefined;

  constructor(engine: SqlEngine, channel: string) {
    this.#engine = engine;
    this.#channel = channel;
  }

  /** @param onGap called when some may have been lost */
  async start(onNotice: (text: string) => void, onGap: () => void): Promise<void> {
    this.#unlisten = await this.#engine.listen(this.#channel, onNotice, onGap);
  }

  async stop(): Promise<void> {
    await this.#unlisten?.();
  }

  /** @param client of a transaction: told when it is kept, and not if it is not */
  tell(text: string, client: SqlClient = this.#engine): Promise<void> {
    return notify(client, this.#channel, text);
  }
}

/** @param client of a transaction: told when it is kept, and not if it is not */
export async function notify(client: SqlClient, channel: string, text: string): Promise<void> {
  await client.query('SELECT pg_notify($1, $2)', [channel, text]);
}
