import type { Migration } from '../../migrate.ts';

/** What the centre refused and the agent threw away, kept whole for a while so that it can be put back. */
export const seatMigration19: Migration = {
  version: 19,
  name: '0019-discarded-rows',
  up: (db) => {
    db.exec(`
      CREATE TABLE discarded_rows (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, entity_id TEXT NOT NULL, discarded_at INTEGER NOT NULL,
        body TEXT NOT NULL
      ) STRICT;
      CREATE INDEX discarded_rows_by_time ON discarded_rows (discarded_at);
      CREATE INDEX discarded_rows_of ON discarded_rows (entity_id);
      CREATE INDEX drafts_discarded ON drafts (discarded_at) WHERE discarded_at IS NOT NULL;
    `);
  },
};
