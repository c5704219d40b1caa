import type { Migration } from './migration.ts';

export const saidAtMigration: Migration = {
  version: 32,
  name: 'said-at',
  statements: [
    // When the desk says that the change was made, by its own clock, beside when it came: what is later than that shows a
    // clock that goes wrong. Nothing is decided by it.
    'ALTER TABLE applied_mutations ADD COLUMN IF NOT EXISTS said_at bigint',
  ],
  // An older build does not look at the column and leaves it empty. A mark with its time it would not read: marks lose it,
  // which is the last that stands in one. In a text the quotes would be escaped.
  down: [`UPDATE exams SET body = regexp_replace(body, ',"at":[0-9]+}', '}', 'g') WHERE body LIKE '%,"at":%'`],
};
