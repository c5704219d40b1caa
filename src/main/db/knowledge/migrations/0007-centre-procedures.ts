import type { Migration } from '../../migrate.ts';

/** Procedures of the centre, and its list of the questions that callers ask most. */
export const centreProcedures: Migration = {
  version: 7,
  name: '0007-centre-procedures',
  up(db) {
    db.exec(`
      CREATE TABLE procedures (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE questions (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `);
  },
};
