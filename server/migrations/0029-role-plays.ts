import type { Migration } from './migration.ts';

export const rolePlaysMigration: Migration = {
  version: 29,
  name: 'role-plays',
  statements: [
    // Who may speak to whom, and for how long. What they say to each other passes through and is written nowhere.
    `CREATE TABLE IF NOT EXISTS role_plays (
       id text PRIMARY KEY,
       inviter text NOT NULL,
       invited text NOT NULL,
       invited_at bigint NOT NULL,
       accepted_at bigint,
       ended_at bigint
     )`,
    'CREATE INDEX IF NOT EXISTS role_plays_invited_at ON role_plays (invited_at)',
  ],
  // An older build knows nothing of the table and leaves it alone.
  down: [],
};
