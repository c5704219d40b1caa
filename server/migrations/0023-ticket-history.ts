import type { Migration } from './migration.ts';

export const ticketHistoryMigration: Migration = {
  version: 23,
  name: 'ticket-history',
  statements: [
    // One more with everything that the centre has of the ticket anew; whoever changes it says which he looked at.
    'ALTER TABLE tickets ADD COLUMN IF NOT EXISTS revision bigint NOT NULL DEFAULT 1',
    // When that was; null while the ticket is as it first came.
    'ALTER TABLE tickets ADD COLUMN IF NOT EXISTS status_at bigint',
    'ALTER TABLE tickets ADD COLUMN IF NOT EXISTS return_reason text',
    'ALTER TABLE tickets ADD COLUMN IF NOT EXISTS assignee text',
    // What became of a ticket, in order, and all that was ever sent of it. A ticket that nothing became of has no entry.
    `CREATE TABLE IF NOT EXISTS ticket_history (
       entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       ticket_id text NOT NULL,
       -- That the ticket has with it; of a version that clashed the one it clashed with.
       revision bigint NOT NULL,
       at bigint NOT NULL,
       kind text NOT NULL,
       agent_no text NOT NULL,
       -- The desk that sent a version, and its \`seq\` there.
       device_id text,
       seq bigint,
       from_status text NOT NULL,
       to_status text NOT NULL,
       reason text,
       assignee text,
       -- SubmittedTicket, JSON: as it was sent, or as it was made by a correction.
       body text,
       -- As the ticket was then, where that is something else: after two were merged.
       merged text,
       -- The request that did it, and SHA-256 of what it said.
       deed_id text,
       digest text
     )`,
    'CREATE INDEX IF NOT EXISTS ticket_history_of ON ticket_history (ticket_id, entry)',
    'CREATE UNIQUE INDEX IF NOT EXISTS ticket_history_deed ON ticket_history (deed_id) WHERE deed_id IS NOT NULL',
  ],
  // An older build leaves column and table alone: nothing of it is lost, and the way up finds it again.
  down: [],
};
