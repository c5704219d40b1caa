import type { Migration } from './migration.ts';

export const examPagesMigration: Migration = {
  version: 30,
  name: 'exam-pages',
  statements: [
    // Those that are not over are all given, the others page by page.
    'ALTER TABLE exams ADD COLUMN IF NOT EXISTS ended_at bigint',
    `UPDATE exams SET ended_at = (body::jsonb ->> 'endedAt')::bigint WHERE ended_at IS NULL`,
  ],
  // An older build does not look at the column; whatever ended under it is found by the way up.
  down: [],
};
