import type { Migration } from '../../migrate.ts';

/**
 * Decisions of this machine's leaders that the centre did not take: told until somebody has read it. What was decided
 * stands beside a decision on its way, NULL in older rows: the proposal itself may say another leader's by then.
 */
export const packsMigration3: Migration = {
  version: 3,
  name: '0003-refused-decisions',
  up: (db) => {
    db.exec(`
      ALTER TABLE line_decisions ADD COLUMN decision TEXT;
      CREATE TABLE refused_decisions (
        proposal_id TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
