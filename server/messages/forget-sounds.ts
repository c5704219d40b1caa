import type { Centre } from '../centre.ts';
import { lockSounds } from './keep-messages.ts';

/**
 * Throws away what was said once no open task has it. A sound whose bytes went before the note of it goes twice, harmless.
 */
export async function forgetSounds({ engine, attachments, now }: Centre): Promise<void> {
  const rows = await engine.query<{ sha256: string }>(
    `SELECT sha256 FROM voice_messages JOIN tasks ON tasks.id = task_id
      WHERE removed_at IS NULL GROUP BY sha256 HAVING bool_and(tasks.status <> 'open')`,
  );
  for (const { sha256 } of rows) {
    await engine.transaction(async (client) => {
      await lockSounds(client);
      // Handed in for another task since it was asked for, it stays.
      const gone = await client.query(
        `UPDATE voice_messages SET removed_at = $2 WHERE sha256 = $1 AND removed_at IS NULL AND NOT EXISTS
           (SELECT 1 FROM voice_messages other JOIN tasks ON tasks.id = other.task_id
             WHERE other.sha256 = $1 AND tasks.status = 'open') RETURNING 1`,
        [sha256, now()],
      );
      if (gone.length > 0) await attachments.forget(sha256);
    });
  }
}
