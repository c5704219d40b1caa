import type { Migration } from '../../migrate.ts';

/** What the agent recorded of his own reading drills, in pieces; nothing here is ever told to anybody. */
export const seatMigration20: Migration = {
  version: 20,
  name: '0020-drill-recordings',
  up: (db) => {
    db.exec(`
      CREATE TABLE drill_recordings (
        drill_id TEXT NOT NULL,
        piece INTEGER NOT NULL,
        pieces INTEGER NOT NULL,
        at INTEGER NOT NULL,
        ms INTEGER NOT NULL,
        sound BLOB NOT NULL,
        PRIMARY KEY (drill_id, piece)
      ) STRICT;
      CREATE INDEX drill_recordings_at ON drill_recordings (at);
    `);
  },
};
