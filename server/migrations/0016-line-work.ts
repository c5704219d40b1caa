import type { Migration } from './migration.ts';

export const lineWorkMigration: Migration = {
  version: 16,
  name: 'line-work',
  statements: [
    // Lines as speakers proposed them, with what a leader said; all of them are in the feed.
    `CREATE TABLE line_proposals (
       id text PRIMARY KEY,
       lang text NOT NULL,
       moment text NOT NULL,
       author text NOT NULL,
       state text NOT NULL,
       -- Of the line that an approved one became.
       version integer,
       -- JSON, as published.
       body text NOT NULL,
       received_at bigint NOT NULL
     )`,
    `CREATE INDEX line_proposals_line ON line_proposals (lang, moment, version)`,
    // Who proposed and decided what, in order, what had no effect as well.
    `CREATE TABLE line_changes (
       agent_no text NOT NULL,
       device_id text NOT NULL,
       mutation_id text NOT NULL,
       proposal_id text NOT NULL,
       deed text NOT NULL,
       -- Why it had no effect.
       clash text,
       changed_at bigint NOT NULL,
       received_at bigint NOT NULL,
       PRIMARY KEY (agent_no, device_id, mutation_id)
     )`,
    `CREATE INDEX line_changes_proposal ON line_changes (proposal_id, received_at)`,
  ],
};
