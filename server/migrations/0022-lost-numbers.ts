import type { Migration } from './migration.ts';

export const lostNumbersMigration: Migration = {
  version: 22,
  name: 'lost-numbers',
  statements: [
    // Ticket numbers that may have been handed out after the state that this database was restored to.
    `CREATE TABLE IF NOT EXISTS lost_numbers (
       prefix text NOT NULL,
       from_number bigint NOT NULL,
       to_number bigint NOT NULL,
       noted_at bigint NOT NULL,
       PRIMARY KEY (prefix, from_number),
       CHECK (to_number >= from_number)
     )`,
  ],
  // An older build knows nothing of the table and leaves it alone: nothing of it is lost, and the way up finds it again.
  down: [],
};
