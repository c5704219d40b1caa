import type { Migration } from './migration.ts';

export const attachmentsMigration: Migration = {
  version: 21,
  name: 'attachments',
  statements: [
    // Files that were begun, and those that have arrived whole. What a ticket should have stands in its body; the bytes lie
    // in the attachments folder.
    `CREATE TABLE IF NOT EXISTS attachments (
       ticket_id text NOT NULL,
       sha256 text NOT NULL,
       size bigint NOT NULL,
       kind text NOT NULL,
       agent_no text NOT NULL,
       begun_at bigint NOT NULL,
       stored_at bigint,
       PRIMARY KEY (ticket_id, sha256)
     )`,
    'CREATE INDEX IF NOT EXISTS attachments_by_agent ON attachments (agent_no, begun_at)',
  ],
  // An older build knows nothing of the table and leaves it alone: nothing of it is lost, and the way up finds it again.
  down: [],
};
