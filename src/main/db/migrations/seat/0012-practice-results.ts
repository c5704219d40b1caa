import type { Migration } from '../../migrate.ts';

/** What this agent's simulations came to. */
export const seatMigration12: Migration = {
  version: 12,
  name: '0012-practice-results',
  up: (db) => {
    db.exec(`
      CREATE TABLE practice_results (
        call_id TEXT PRIMARY KEY,
        ended_at INTEGER NOT NULL,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX practice_results_ended ON practice_results (ended_at);
    `);
  },
};
