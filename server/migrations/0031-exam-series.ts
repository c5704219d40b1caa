import type { Migration } from './migration.ts';

export const examSeriesMigration: Migration = {
  version: 31,
  name: 'exam-series',
  statements: [
    // Monthly exams: what each series goes by. Who is in it is said by its exams.
    `CREATE TABLE IF NOT EXISTS exam_series (
       id text PRIMARY KEY,
       opened_by text NOT NULL,
       opened_at bigint NOT NULL,
       -- JSON.
       body text NOT NULL
     )`,
    'ALTER TABLE exams ADD COLUMN IF NOT EXISTS series text',
    'CREATE INDEX IF NOT EXISTS exams_series ON exams (series, trainee)',
  ],
  // An older build knows nothing of it and leaves it alone: nothing is lost, and the way up finds it again.
  down: [],
};
