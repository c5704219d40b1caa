import type { Migration } from './migration.ts';

export const centreMigration: Migration = {
  version: 1,
  name: 'centre',
  statements: [
    // The public keys are kept beside the data so that a database is never served with another centre's secrets.
    `CREATE TABLE centre (
       only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
       centre_id text NOT NULL,
       name text NOT NULL,
       sealing_key text NOT NULL,
       signing_key text NOT NULL,
       -- Changes when the order of changes starts anew, such as after a restore: cursors of before are void then.
       feed_id text NOT NULL,
       -- The cluster and timeline in which the changes were written.
       feed_source text NOT NULL
     )`,
  ],
};
