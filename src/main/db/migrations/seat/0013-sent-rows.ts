import type { Migration } from '../../migrate.ts';

/** What the centre has acknowledged, kept for a while: a centre that is restored from a backup may lack it again. */
export const seatMigration13: Migration = {
  version: 13,
  name: '0013-sent-rows',
  up: (db) => {
    db.exec(`
      CREATE TABLE sent_rows (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, entity_id TEXT NOT NULL, customer_id TEXT,
        payload TEXT NOT NULL, sent_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX sent_rows_by_time ON sent_rows (sent_at);
    `);
  },
};
