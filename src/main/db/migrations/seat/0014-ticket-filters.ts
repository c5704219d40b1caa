import type { Migration } from '../../migrate.ts';

/** Own tickets narrowed by area and by language, in the order of the lists, however many there are; and the agent's templates. */
export const seatMigration14: Migration = {
  version: 14,
  name: '0014-ticket-filters',
  up: (db) => {
    db.exec(`
      CREATE INDEX tickets_by_area ON tickets (body ->> '$.area', seq, status);
      CREATE INDEX tickets_by_language ON tickets (body ->> '$.language', seq, status);
      CREATE TABLE ticket_templates (
        id TEXT PRIMARY KEY,
        saved_at INTEGER NOT NULL,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
