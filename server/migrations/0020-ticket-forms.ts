import type { Migration } from './migration.ts';

export const ticketFormsMigration: Migration = {
  version: 20,
  name: 'ticket-forms',
  statements: [
    // Every form that was ever published. One that was withdrawn still judges what was begun with it.
    `CREATE TABLE IF NOT EXISTS ticket_forms (
       id text PRIMARY KEY,
       body text NOT NULL,
       published_at bigint NOT NULL
     )`,
    // The ticket that an expedite is attached to.
    'ALTER TABLE tickets ADD COLUMN IF NOT EXISTS parent_id text',
    'CREATE INDEX IF NOT EXISTS tickets_by_parent ON tickets (parent_id) WHERE parent_id IS NOT NULL',
  ],
  // An older build knows nothing of the table and leaves it alone: nothing of it is lost, and the way up finds it again.
  down: [],
};
