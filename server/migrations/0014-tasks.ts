import type { Migration } from './migration.ts';

export const tasksMigration: Migration = {
  version: 14,
  name: 'tasks',
  statements: [
    // Shared tasks as they are now, closed ones too; those that are open are in the feed as well.
    `CREATE TABLE tasks (
       id text PRIMARY KEY,
       kind text NOT NULL,
       status text NOT NULL,
       -- JSON.
       body text NOT NULL,
       created_by text NOT NULL,
       received_at bigint NOT NULL
     )`,
    // Who did what with a task, in order, what came too late as well: a number that was called is an entry here.
    `CREATE TABLE task_changes (
       agent_no text NOT NULL,
       device_id text NOT NULL,
       mutation_id text NOT NULL,
       task_id text NOT NULL,
       -- JSON.
       change text NOT NULL,
       -- Why it had no effect.
       clash text,
       changed_at bigint NOT NULL,
       received_at bigint NOT NULL,
       PRIMARY KEY (agent_no, device_id, mutation_id)
     )`,
    `CREATE INDEX task_changes_task ON task_changes (task_id, received_at)`,
  ],
};
