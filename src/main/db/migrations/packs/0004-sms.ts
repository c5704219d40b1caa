import type { Migration } from '../../migrate.ts';

/** The centre's texts for messages by language, and whether it has a sending port. */
export const packsMigration4: Migration = {
  version: 4,
  name: '0004-sms',
  up: (db) => {
    db.exec(
      'CREATE TABLE sms (id TEXT NOT NULL PRIMARY KEY, pass INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID',
    );
  },
};
