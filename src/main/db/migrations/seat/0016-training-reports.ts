import type { Migration } from '../../migrate.ts';

/** What the centre was told of simulations and drills, and how often. */
export const seatMigration16: Migration = {
  version: 16,
  name: '0016-training-reports',
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
