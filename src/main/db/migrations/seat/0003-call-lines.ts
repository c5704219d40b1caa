import type { Migration } from '../../migrate.ts';

/**
 * The history is listed, searched and summed up from small rows beside the records. `reports` counts the versions of a
 * record that were made for the centre. Missed calls of the time before nobody could dismiss them are old news.
 */
export const seatMigration3: Migration = {
  version: 3,
  name: '0003-call-lines',
  up: (db) => {
    db.exec(`
      CREATE TABLE call_lines (
        seq INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, ended_at INTEGER, language TEXT, disposition TEXT,
        is_answered INTEGER NOT NULL, is_practice INTEGER NOT NULL, is_missed INTEGER NOT NULL,
        is_unconfirmed INTEGER NOT NULL, talk_ms INTEGER NOT NULL, held_ms INTEGER NOT NULL,
        wrap_up_ms INTEGER NOT NULL, digits TEXT NOT NULL, words TEXT NOT NULL,
        dismissed_at INTEGER, reports INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX call_lines_by_start ON call_lines (started_at);
      CREATE INDEX call_lines_missed ON call_lines (ended_at) WHERE is_missed = 1 AND dismissed_at IS NULL;
      DROP INDEX calls_by_start;
      INSERT INTO call_lines
        SELECT seq, started_at, ended_at, body ->> '$.facts.language', body ->> '$.disposition',
          answered_at IS NOT NULL, body ->> '$.facts.isPractice',
          answered_at IS NULL AND ended_at IS NOT NULL AND body ->> '$.facts.direction' = 'inbound'
            AND coalesce(body ->> '$.endReason', '') NOT IN ('rejected', 'agentHungUp', 'answeredElsewhere'),
          answered_at IS NOT NULL AND wrapped_at IS NOT NULL AND body ->> '$.disposition' IS NULL,
          coalesce(max(0, ended_at - answered_at), 0),
          coalesce(min(body ->> '$.heldMs', max(0, ended_at - answered_at)), 0),
          coalesce(max(0, iif(answered_at IS NULL, 0, wrapped_at - ended_at)), 0),
          number, lower(body ->> '$.notes'), ended_at,
          wrapped_at IS NOT NULL AND NOT body ->> '$.facts.isPractice'
        FROM (SELECT *, body ->> '$.answeredAt' AS answered_at, body ->> '$.endedAt' AS ended_at,
          body ->> '$.wrappedUpAt' AS wrapped_at FROM calls);
    `);
  },
};
