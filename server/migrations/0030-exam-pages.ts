import type { Migration } from './migration.ts';

export const examPagesMigration: Migration = {
  version: 30,
  name: 'exam-pages',
  statements: [
    // Those that are not over are all given, the others page by page.
    'ALTER TABLE exams ADD COLUMN IF NOT EXISTS ended_at bigint',
    // Read as text: jsonb refuses what JSON may hold, \u0000 and half a surrogate pair. Within a text of the body each
    // quote is escaped, so that none looks like the key.
    `UPDATE exams SET ended_at = substring(body from '"endedAt":([0-9]+)')::bigint WHERE ended_at IS NULL`,
  ],
  // An older build does not look at the column; whatever ended under it is found by the way up.
  down: [],
};
