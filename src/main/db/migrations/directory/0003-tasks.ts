import type { Migration } from '../../migrate.ts';

/** The open tasks of the centre. */
export const directoryMigration3: Migration = {
  version: 3,
  name: '0003-tasks',
  up: (db) => {
    db.exec(`
      CREATE TABLE tasks (id TEXT PRIMARY KEY, pass INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
    `);
  },
};
