import type { Migration } from '../../migrate.ts';

/** What was added to tickets: this agent's own, and supplements of others to his tickets, which are found by their words. */
export const seatMigration18: Migration = {
  version: 18,
  name: '0018-ticket-additions',
  up: (db) => {
    db.exec(`
      CREATE TABLE ticket_additions (
        id TEXT NOT NULL PRIMARY KEY,
        ticket_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        at INTEGER NOT NULL,
        agent_no TEXT NOT NULL,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX ticket_additions_of ON ticket_additions (ticket_id, at);
      CREATE INDEX ticket_additions_sent ON ticket_additions (kind, at);
    `);
  },
};
