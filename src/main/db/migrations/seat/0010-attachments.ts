import type { Migration } from '../../migrate.ts';

/**
 * Files of tickets. The bytes lie here, encrypted with everything else of the seat, in the chunks in which they came, once
 * for each hash; they go when the centre has confirmed every ticket that names them.
 */
export const seatMigration10: Migration = {
  version: 10,
  name: '0010-attachments',
  up: (db) => {
    db.exec(`
      CREATE TABLE attachments (
        ticket_id TEXT NOT NULL, sha256 TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
        -- Known once the bytes are there whole.
        kind TEXT,
        preview TEXT, added_at INTEGER NOT NULL,
        -- When the centre confirmed it.
        stored_at INTEGER,
        -- Refused: not sent again before the agent says so.
        is_stuck INTEGER NOT NULL DEFAULT 0,
        code TEXT,
        PRIMARY KEY (ticket_id, sha256)
      ) STRICT;
      CREATE INDEX attachments_by_hash ON attachments (sha256);
      CREATE INDEX attachments_unsent ON attachments (added_at) WHERE stored_at IS NULL;
      CREATE TABLE attachment_bytes (
        sha256 TEXT NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL, UNIQUE (sha256, at)
      ) STRICT;
    `);
  },
};
