import type { Migration } from '../../migrate.ts';

/**
 * The centre's forms, every version: they lie with the drafts that were begun with them. A body that this build can't read
 * stays for one that can.
 */
export const seatMigration9: Migration = {
  version: 9,
  name: '0009-ticket-forms',
  up: (db) => {
    db.exec(`
      CREATE TABLE ticket_forms (
        id TEXT PRIMARY KEY,
        schema_version INTEGER NOT NULL,
        -- The centre took it back: what was begun with it is finished with it.
        is_withdrawn INTEGER NOT NULL,
        -- Came again in the pass through the whole stream that is under way.
        is_heard INTEGER NOT NULL,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      -- Whether a caller whom nobody knows has an open ticket already.
      CREATE INDEX tickets_open_by_phone ON tickets (body ->> '$.callerPhone')
        WHERE status NOT IN ('closed', 'cancelled');
    `);
  },
};
