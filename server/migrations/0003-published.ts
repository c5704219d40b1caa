import type { Migration } from './migration.ts';

export const publishedMigration: Migration = {
  version: 3,
  name: 'published',
  statements: [
    `CREATE SEQUENCE change_seq`,
    // The newest state of everything that desks pull. `xact` is the transaction that wrote the row: a reader takes only
    // rows of transactions older than any that still runs, so a late commit is never skipped.
    `CREATE TABLE published (
       stream text NOT NULL,
       id text NOT NULL,
       schema_version integer NOT NULL,
       -- JSON; NULL is a tombstone.
       body text,
       xact xid8 NOT NULL,
       seq bigint NOT NULL,
       PRIMARY KEY (stream, id)
     )`,
    `CREATE UNIQUE INDEX published_order ON published (stream, xact, seq)`,
  ],
};
