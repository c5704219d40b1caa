import type { AttachmentStore } from '../attachments/attachment-store.ts';
import type { SqlClient, SqlEngine } from '../engine/sql-engine.ts';
import { tellOfChanges } from '../publish/tell-of-changes.ts';
import { keepSound, makeTask, wantsSound } from './keep-messages.ts';
import type { MessageFile } from './read-messages.ts';

export interface TakenMessages {
  readonly taken: number;
  /** Handed in before, whatever became of their tasks. */
  readonly known: number;
}

/** Makes tasks of messages, each in a transaction of its own, and tells the desks. */
export async function takeMessages(
  engine: SqlEngine,
  store: AttachmentStore,
  files: readonly MessageFile[],
  now: number,
): Promise<TakenMessages> {
  let taken = 0;
  let last = '0';
  for (const { left, bytes } of files) {
    if (await wantsSound(engine, left.message)) await keepSound(store, left.message, bytes);
    const xact = await engine.transaction(async (client) => {
      const task = await makeTask(client, left, now);
      return task && currentXact(client);
    });
    if (xact === undefined) continue;
    taken += 1;
    last = xact;
  }
  if (taken > 0) await tellOfChanges(engine, ['tasks'], last);
  return { taken, known: files.length - taken };
}

async function currentXact(client: SqlClient): Promise<string> {
  const [row] = await client.query<{ xact: string }>('SELECT pg_current_xact_id()::text AS xact');
  return row?.xact ?? '0';
}
