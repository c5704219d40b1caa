import type { Migration } from '../../migrate.ts';

/** What the centre was told of simulations and drills, and how often. */
export const seatMigration15: Migration = {
  version: 15,
  name: '0015-training-reports',
  up: (db) => {
    db.exec(`
      CREATE TABLE training_reports (
        entry_id TEXT PRIMARY KEY,
        reports INTEGER NOT NULL,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
