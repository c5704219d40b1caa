import type { Migration } from '../../migrate.ts';

/** What the centre published about customers. All of it can be pulled again. */
export const directoryMigration1: Migration = {
  version: 1,
  name: '0001-directory',
  up: (db) => {
    db.exec(`
      CREATE TABLE customers (id TEXT PRIMARY KEY, updated_at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
      CREATE TABLE customer_phones (
        phone TEXT NOT NULL, customer_id TEXT NOT NULL, PRIMARY KEY (phone, customer_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX customer_phones_by_customer ON customer_phones (customer_id);
      CREATE TABLE ticket_states (
        id TEXT PRIMARY KEY, customer_id TEXT, created_at INTEGER NOT NULL, body TEXT NOT NULL
      ) STRICT;
      CREATE INDEX ticket_states_by_customer ON ticket_states (customer_id) WHERE customer_id IS NOT NULL;
      CREATE TABLE past_calls (
        id TEXT PRIMARY KEY, customer_id TEXT, at INTEGER NOT NULL, body TEXT NOT NULL
      ) STRICT;
      CREATE INDEX past_calls_by_customer ON past_calls (customer_id, at) WHERE customer_id IS NOT NULL;
      CREATE TABLE cursors (stream TEXT PRIMARY KEY, cursor TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE parked (
        stream TEXT NOT NULL, id TEXT NOT NULL, schema_version INTEGER NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (stream, id)
      ) STRICT;
    `);
  },
};
