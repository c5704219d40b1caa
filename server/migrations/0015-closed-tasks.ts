import type { Migration } from './migration.ts';

export const closedTasksMigration: Migration = {
  version: 15,
  name: 'closed-tasks',
  statements: [
    // A task that was closed by an older build kept whom to call.
    `UPDATE tasks SET body = ((body::jsonb - 'name') || '{"number": "", "note": ""}')::text WHERE status <> 'open'`,
  ],
};
