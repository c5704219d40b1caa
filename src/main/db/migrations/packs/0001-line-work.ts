import type { Migration } from '../../migrate.ts';

/** What speakers and leaders of this centre do to its lines at this machine, whoever of them is signed in. */
export const packsMigration1: Migration = {
  version: 1,
  name: '0001-line-work',
  up: (db) => {
    db.exec(`
      CREATE TABLE line_drafts (
        id TEXT PRIMARY KEY, agent_no TEXT NOT NULL, saved_at INTEGER NOT NULL, recording TEXT, body TEXT NOT NULL
      ) STRICT;
      CREATE TABLE line_proposals (
        id TEXT PRIMARY KEY, lang TEXT NOT NULL, moment TEXT NOT NULL, proposed_at INTEGER NOT NULL,
        state TEXT NOT NULL, recording TEXT, body TEXT NOT NULL
      ) STRICT;
      CREATE INDEX line_proposals_by_line ON line_proposals (lang, moment, proposed_at);
      CREATE INDEX line_proposals_by_state ON line_proposals (state, proposed_at);
      CREATE TABLE approved_lines (
        lang TEXT NOT NULL, moment TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (lang, moment)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE recordings (id TEXT PRIMARY KEY, at INTEGER NOT NULL, sound BLOB NOT NULL) STRICT;
    `);
  },
};
