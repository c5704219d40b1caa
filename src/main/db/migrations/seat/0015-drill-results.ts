import type { Migration } from '../../migrate.ts';

/** What this agent's reading drills came to. */
export const seatMigration15: Migration = {
  version: 15,
  name: '0015-drill-results',
  up: (db) => {
    db.exec(`
      CREATE TABLE drill_results (
        drill_id TEXT PRIMARY KEY,
        ended_at INTEGER NOT NULL,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX drill_results_ended ON drill_results (ended_at);
    `);
  },
};
