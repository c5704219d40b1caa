import type { Migration } from './migration.ts';

export const voiceMessagesMigration: Migration = {
  version: 33,
  name: 'voice-messages',
  statements: [
    // What callers said while nobody was on shift. The bytes lie in the folder of files, once for all messages with the
    // same sound, until the last task of them is closed.
    `CREATE TABLE IF NOT EXISTS voice_messages (
       -- Hash of sound, number and time: the same message handed in again is known, and no number is kept for that.
       id text PRIMARY KEY,
       sha256 text NOT NULL,
       task_id text NOT NULL,
       received_at bigint NOT NULL,
       -- When the sound was thrown away.
       removed_at bigint
     )`,
    'CREATE INDEX IF NOT EXISTS voice_messages_of ON voice_messages (sha256)',
    'CREATE INDEX IF NOT EXISTS voice_messages_kept ON voice_messages (task_id) WHERE removed_at IS NULL',
    // What the way down laid aside comes back, to the desks as well.
    'CREATE TABLE IF NOT EXISTS tasks_aside (LIKE tasks)',
    'INSERT INTO tasks SELECT * FROM tasks_aside ON CONFLICT DO NOTHING',
    `UPDATE published SET body = aside.body, xact = pg_current_xact_id(), seq = nextval('change_seq')
       FROM tasks_aside aside WHERE stream = 'tasks' AND published.id = aside.id AND aside.status = 'open'`,
    'DROP TABLE tasks_aside',
  ],
  // An older build can't read a task of this kind: it is laid aside where it does not look, and leaves the desks.
  down: [
    'CREATE TABLE IF NOT EXISTS tasks_aside (LIKE tasks)',
    `INSERT INTO tasks_aside SELECT * FROM tasks WHERE kind = 'offHours'`,
    `DELETE FROM tasks WHERE kind = 'offHours'`,
    `UPDATE published SET body = NULL, xact = pg_current_xact_id(), seq = nextval('change_seq')
      WHERE stream = 'tasks' AND body IS NOT NULL AND id IN (SELECT id FROM tasks_aside)`,
  ],
};
