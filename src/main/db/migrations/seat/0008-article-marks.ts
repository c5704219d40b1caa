import type { Migration } from '../../migrate.ts';

/** Articles that this agent read, pinned or wrote a note at. */
export const seatMigration8: Migration = {
  version: 8,
  name: '0008-article-marks',
  up: (db) => {
    db.exec(`
      CREATE TABLE article_marks (
        id TEXT PRIMARY KEY,
        -- Pinned, or with a note: never forgotten.
        is_kept INTEGER NOT NULL,
        read_at INTEGER NOT NULL,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX article_marks_read ON article_marks (is_kept, read_at);
    `);
  },
};
