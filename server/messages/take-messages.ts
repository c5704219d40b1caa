import type { AttachmentStore } from '../attachments/attachment-store.ts';
import type { SqlClient, SqlEngine } from '../engine/sql-engine.ts';
import { tellOfChanges } from '../publish/tell-of-changes.ts';
import { takeMessage } from './keep-messages.ts';
import type { ReadMessage } from './read-messages.ts';

export interface TakenMessages {
  readonly taken: number;
  /** Handed in before, whatever became of their tasks. */
  readonly known: number;
  /** `file: reason` of those that can't be taken; nothing of what is in them. */
  readonly problems: readonly string[];
}

/**
 * Makes tasks of messages, each in a transaction of its own, and tells the desks, also of those before one that the store
 * or the database would not have.
 */
export async function takeMessages(
  engine: SqlEngine,
  store: AttachmentStore,
  messages: Iterable<ReadMessage>,
  now: number,
): Promise<TakenMessages> {
  let [taken, known] = [0, 0];
  let last = '0';
  const problems: string[] = [];
  try {
    for (const said of messages) {
      if ('problem' in said) {
        problems.push(said.problem);
        continue;
      }
      const xact = await engine.transaction(async (client) => {
        const task = await takeMessage(client, store, said, now);
        return task && currentXact(client);
      });
      if (xact === undefined) known += 1;
      else [taken, last] = [taken + 1, xact];
    }
  } finally {
    if (taken > 0) await tellOfChanges(engine, ['tasks'], last);
  }
  return { taken, known, problems };
}

async function currentXact(client: SqlClient): Promise<string> {
  const [row] = await client.query<{ xact: string }>('SELECT pg_current_xact_id()::text AS xact');
  return row?.xact ?? '0';
}
