import type { Centre } from '../centre.ts';

/** Throws away what was said once its task is closed. A sound whose bytes went before the note of it goes twice, harmless. */
export async function forgetSounds({ engine, attachments, now }: Centre): Promise<void> {
  const rows = await engine.query<{ sha256: string }>(
    `SELECT sha256 FROM voice_messages JOIN tasks ON tasks.id = task_id
      WHERE removed_at IS NULL AND tasks.status <> 'open'`,
  );
  for (const { sha256 } of rows) {
    await attachments.forget(sha256);
    await engine.query('UPDATE voice_messages SET removed_at = $2 WHERE sha256 = $1', [sha256, now()]);
  }
}
