import type { Migration } from './migration.ts';

export const examsMigration: Migration = {
  version: 28,
  name: 'exams',
  statements: [
    // Pass tests as they stand now: whoever goes away, or whatever sleeps, finds here how far it was.
    `CREATE TABLE IF NOT EXISTS exams (
       id text PRIMARY KEY,
       trainee text NOT NULL,
       first_examiner text NOT NULL,
       second_examiner text NOT NULL,
       opened_at bigint NOT NULL,
       -- JSON.
       body text NOT NULL
     )`,
    'CREATE INDEX IF NOT EXISTS exams_trainee ON exams (trainee, opened_at)',
    'CREATE INDEX IF NOT EXISTS exams_first ON exams (first_examiner, opened_at)',
    'CREATE INDEX IF NOT EXISTS exams_second ON exams (second_examiner, opened_at)',
  ],
  // An older build knows nothing of the table and leaves it alone: nothing of it is lost, and the way up finds it again.
  down: [],
};
