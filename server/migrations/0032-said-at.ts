import type { Migration } from './migration.ts';

export const saidAtMigration: Migration = {
  version: 32,
  name: 'said-at',
  statements: [
    // When the desk says that the change was made, by its own clock, beside when it came: what is later than that shows a
    // clock that goes wrong. Nothing is decided by it.
    'ALTER TABLE applied_mutations ADD COLUMN IF NOT EXISTS said_at bigint',
  ],
  // An older build does not look at the column and leaves it empty.
  down: [],
};
