import type { Migration } from '../../migrate.ts';

/**
 * Finding customers, and passes through the whole of a stream: rows of an earlier pass than the last complete one are
 * no longer for this machine. `customer_numbers` holds the phone and account numbers of a customer by three characters
 * each, so that any part of a number is found. Customers of before are indexed bit by bit.
 */
export const directoryMigration2: Migration = {
  version: 2,
  name: '0002-customer-search',
  up: (db) => {
    db.exec(`
      CREATE TABLE customers_2 (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, updated_at INTEGER NOT NULL, pass INTEGER NOT NULL DEFAULT 0,
        is_indexed INTEGER NOT NULL DEFAULT 0, name_key TEXT NOT NULL DEFAULT '', body TEXT NOT NULL
      ) STRICT;
      INSERT INTO customers_2 (id, updated_at, body) SELECT id, updated_at, body FROM customers;
      DROP TABLE customers;
      ALTER TABLE customers_2 RENAME TO customers;
      CREATE INDEX customers_by_name ON customers (name_key) WHERE is_indexed = 1;
      CREATE INDEX customers_to_index ON customers (no) WHERE is_indexed = 0;
      CREATE INDEX customers_by_pass ON customers (pass);
      CREATE VIRTUAL TABLE customer_numbers USING fts5 (
        numbers, content = '', contentless_delete = 1, tokenize = 'trigram'
      );
      CREATE VIRTUAL TABLE customer_words USING fts5 (
        name, address,
        content = '', contentless_delete = 1,
        tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
      );
      CREATE TABLE index_state (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), rules INTEGER NOT NULL) STRICT;
      ALTER TABLE ticket_states ADD COLUMN pass INTEGER NOT NULL DEFAULT 0;
      CREATE INDEX ticket_states_by_pass ON ticket_states (pass);
      ALTER TABLE past_calls ADD COLUMN pass INTEGER NOT NULL DEFAULT 0;
      CREATE INDEX past_calls_by_pass ON past_calls (pass);
      CREATE INDEX past_calls_by_time ON past_calls (at);
      CREATE TABLE passes (
        stream TEXT PRIMARY KEY, current INTEGER NOT NULL, complete INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
