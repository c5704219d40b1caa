import type { Migration } from '../../migrate.ts';

/** Tasks as this agent changed them last, until the centre says the same or better. */
export const seatMigration6: Migration = {
  version: 6,
  name: '0006-tasks',
  up: (db) => {
    db.exec('CREATE TABLE tasks (id TEXT PRIMARY KEY, pass INTEGER NOT NULL, body TEXT NOT NULL) STRICT');
  },
};
