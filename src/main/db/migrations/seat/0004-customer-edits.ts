import type { Migration } from '../../migrate.ts';

/**
 * What this agent entered and corrected of customers: shown over what the centre published until that has it. Fields
 * that somebody else changed at the same time wait for his choice. `mine` and `base` are JSON.
 */
export const seatMigration4: Migration = {
  version: 4,
  name: '0004-customer-edits',
  up: (db) => {
    db.exec(`
      CREATE TABLE customer_edits (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, customer_id TEXT NOT NULL, at INTEGER NOT NULL,
        is_acknowledged INTEGER NOT NULL, body TEXT NOT NULL
      ) STRICT;
      CREATE TABLE customer_conflicts (
        customer_id TEXT NOT NULL, field TEXT NOT NULL, at INTEGER NOT NULL, base TEXT NOT NULL, mine TEXT NOT NULL,
        PRIMARY KEY (customer_id, field)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE customer_drafts (
        id TEXT PRIMARY KEY, saved_at INTEGER NOT NULL, body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
