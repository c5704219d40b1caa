import type { Migration } from './migration.ts';

export const demoMigration: Migration = {
  version: 5,
  name: 'demo',
  statements: [
    `CREATE TABLE demo_seed (
       only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
       seeded_at bigint NOT NULL
     )`,
    // What the demo put there, so that a later start refreshes just that.
    `CREATE TABLE demo_items (stream text NOT NULL, id text NOT NULL, PRIMARY KEY (stream, id))`,
  ],
};
