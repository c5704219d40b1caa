import { v7 as uuidv7 } from 'uuid';
import type { Task } from '../../src/shared/domain/task.ts';
import type { VoiceMessage } from '../../src/shared/domain/voice-message.ts';
import { agentNoSchema, taskIdSchema } from '../../src/shared/ids.ts';
import type { AttachmentStore } from '../attachments/attachment-store.ts';
import type { SqlClient, SqlEngine } from '../engine/sql-engine.ts';
import { publish } from '../sync/publish.ts';

/** What a caller said while nobody was on shift, as whoever hands it in tells of it. */
export interface LeftMessage extends Pick<Task, 'number' | 'name' | 'language' | 'note' | 'dueAt'> {
  readonly message: VoiceMessage;
}

/** Stands where a task names who made it: nobody's number. */
export const exchangeName = agentNoSchema.parse('exchange');

/** The store did not take a sound: its bytes are not what was said of them a moment ago. */
class SoundChangedError extends Error {}

/**
 * Puts the sound into the store; one that is there is not written again. Before its task is published: a desk that hears
 * of the task finds the sound.
 * @throws SoundChangedError
 */
export async function keepSound(store: AttachmentStore, message: VoiceMessage, bytes: Uint8Array): Promise<void> {
  if (await store.isStored(message.sha256)) return;
  const kept = await store.keep(message, bytes);
  if (kept !== 'stored') throw new SoundChangedError(`a message was not kept: ${kept}`);
}

/**
 * Whether the sound is to be in the store: nobody handed it in before, or its task is still open. So one that was lost to a
 * restored folder comes back when it is handed in again, and one whose task was closed does not.
 */
export async function wantsSound(engine: SqlEngine, { sha256 }: VoiceMessage): Promise<boolean> {
  const [known] = await engine.query<{ status: string }>(
    'SELECT status FROM voice_messages JOIN tasks ON tasks.id = task_id WHERE sha256 = $1',
    [sha256],
  );
  return known === undefined || known.status === 'open';
}

/** Makes the task of a message, once for each sound: undefined for one that was handed in before. */
export async function makeTask(client: SqlClient, left: LeftMessage, now: number): Promise<Task | undefined> {
  const id = taskIdSchema.parse(uuidv7());
  const news = await client.query(
    'INSERT INTO voice_messages (sha256, task_id, received_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
    [left.message.sha256, id, now],
  );
  if (news.length === 0) return undefined;
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
