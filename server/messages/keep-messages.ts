import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Task } from '../../src/shared/domain/task.ts';
import type { VoiceMessage } from '../../src/shared/domain/voice-message.ts';
import { agentNoSchema, taskIdSchema } from '../../src/shared/ids.ts';
import type { AttachmentStore } from '../attachments/attachment-store.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { publish } from '../sync/publish.ts';

/** What a caller said while nobody was on shift, as whoever hands it in tells of it. */
export interface LeftMessage extends Pick<Task, 'number' | 'name' | 'language' | 'note' | 'dueAt'> {
  readonly message: VoiceMessage;
}

/** With its sound. */
export interface SaidMessage {
  readonly left: LeftMessage;
  readonly bytes: Uint8Array;
}

/** Stands where a task names who made it: nobody's number. */
export const exchangeName = agentNoSchema.parse('exchange');

/** The store did not take a sound: its bytes are not what was said of them a moment ago. */
class SoundChangedError extends Error {}

/** Who makes a task of a sound and who throws sounds away take turns until the end of the transaction. */
export async function lockSounds(client: SqlClient): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(7203451)');
}

/**
 * Puts the sound into the store; one that is there is not written again.
 * @throws SoundChangedError
 */
export async function keepSound(store: AttachmentStore, { left, bytes }: SaidMessage): Promise<void> {
  if (await store.isStored(left.message.sha256)) return;
  const kept = await store.keep(left.message, bytes);
  if (kept !== 'stored') throw new SoundChangedError(`a message was not kept: ${kept}`);
}

/** Whether an open task has this sound; undefined for one that nobody ever handed in. */
export async function isSoundInUse(client: SqlClient, sha256: string): Promise<boolean | undefined> {
  const [row] = await client.query<{ is_in_use: boolean | null }>(
    `SELECT bool_or(status = 'open') AS is_in_use FROM voice_messages JOIN tasks ON tasks.id = task_id WHERE sha256 = $1`,
    [sha256],
  );
  return row?.is_in_use ?? undefined;
}

/**
 * Makes the task of a message, once: undefined for one that was handed in before. Its sound is in the store before any
 * desk hears of it. One that was lost to a restored folder comes back when it is handed in again, and one whose task was
 * closed does not.
 * @throws SoundChangedError
 */
export async function takeMessage(
  client: SqlClient,
  store: AttachmentStore,
  said: SaidMessage,
  now: number,
): Promise<Task | undefined> {
  const { left } = said;
  const key = keyOf(left);
  await lockSounds(client);
  const [known] = await client.query('SELECT 1 FROM voice_messages WHERE id = $1', [key]);
  if (!known || (await isSoundInUse(client, left.message.sha256))) await keepSound(store, said);
  return known ? undefined : makeTask(client, left, key, now);
}

/** Two callers may leave the very same sound, such as silence. A number is blanked with its task, and so not kept here. */
function keyOf({ number, message: { sha256, leftAt } }: LeftMessage): string {
  return createHash('sha256')
    .update(`${sha256} ${number} ${String(leftAt)}`)
    .digest('hex');
}

async function makeTask(client: SqlClient, left: LeftMessage, key: string, now: number): Promise<Task> {
  const id = taskIdSchema.parse(uuidv7());
  await client.query('INSERT INTO voice_messages (id, sha256, task_id, received_at) VALUES ($1, $2, $3, $4)', [
    ...[key, left.message.sha256, id, now],
  ]);
  const task: Task = {
    ...{ id, kind: 'offHours', ...left, createdAt: now, createdBy: exchangeName },
    ...{ status: 'open', calls: 0, version: 1 },
  };
  await client.query(
    `INSERT INTO tasks (id, kind, status, body, created_by, received_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, task.kind, task.status, JSON.stringify(task), exchangeName, now],
  );
  await publish(client, { stream: 'tasks', id, body: task });
  return task;
}
