import type { Migration } from '../../migrate.ts';

/** Rounds that this agent played with a colleague. */
export const seatMigration17: Migration = {
  version: 17,
  name: '0017-role-plays',
  up: (db) => {
    db.exec(`
      CREATE TABLE role_plays (
        id TEXT NOT NULL,
        round INTEGER NOT NULL,
        ended_at INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (id, round)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX role_plays_ended ON role_plays (ended_at);
    `);
  },
};
