import type { Migration } from '../../migrate.ts';

/** Who else works at the centre, as it was told last. */
export const directoryMigration4: Migration = {
  version: 4,
  name: '0004-colleagues',
  up: (db) => {
    db.exec(`
      CREATE TABLE colleagues (
        only_row INTEGER PRIMARY KEY CHECK (only_row = 1), as_of INTEGER NOT NULL, body TEXT NOT NULL
      ) STRICT;
    `);
  },
};
