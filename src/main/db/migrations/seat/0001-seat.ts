import type { Migration } from '../../migrate.ts';

/**
 * Few indexes on purpose: every page that a submission touches is encrypted, logged and flushed with it. A ticket's
 * `seq` is its instant of submission in µs, made strictly rising, so the list needs no index of its own, and the last
 * row tells which number comes next.
 */
export const seatMigration1: Migration = {
  version: 1,
  name: '0001-seat',
  up: (db) => {
    db.exec(`
      CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE number_blocks (
        id INTEGER PRIMARY KEY, prefix TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
        UNIQUE (prefix, first)
      ) STRICT;
      CREATE TABLE drafts (
        id TEXT PRIMARY KEY, saved_at INTEGER NOT NULL, discarded_at INTEGER, body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE tickets (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, block INTEGER NOT NULL, ordinal INTEGER NOT NULL,
        revision INTEGER NOT NULL, status TEXT NOT NULL, status_at INTEGER NOT NULL, sync TEXT NOT NULL,
        refusal TEXT, is_priority_chosen INTEGER NOT NULL, is_due_chosen INTEGER NOT NULL, body TEXT NOT NULL
      ) STRICT;
      CREATE TABLE outbox (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, entity_id TEXT NOT NULL, customer_id TEXT,
        payload TEXT NOT NULL
      ) STRICT;
      CREATE TABLE outbox_states (seq INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT;
      CREATE TABLE calls (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, started_at INTEGER NOT NULL, number TEXT NOT NULL,
        customer_id TEXT, body TEXT NOT NULL
      ) STRICT;
      CREATE INDEX calls_by_start ON calls (started_at);
      CREATE INDEX calls_by_number ON calls (number);
      CREATE INDEX calls_by_customer ON calls (customer_id) WHERE customer_id IS NOT NULL;
    `);
  },
};
