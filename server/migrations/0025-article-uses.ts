import type { Migration } from './migration.ts';

export const articleUsesMigration: Migration = {
  version: 25,
  name: 'article-uses',
  statements: [
    // Who said that an article helped. `occasion`: `call ID`, or `version N` where there was no call; each counts once.
    `CREATE TABLE IF NOT EXISTS article_uses (
       agent_no text NOT NULL,
       article_id text NOT NULL,
       occasion text NOT NULL,
       device_id text NOT NULL,
       mutation_id text NOT NULL,
       version integer NOT NULL,
       said_at bigint NOT NULL,
       received_at bigint NOT NULL,
       PRIMARY KEY (agent_no, article_id, occasion)
     )`,
    // How many of those an article has: counted as they come, so that nobody counts them all for each new one.
    `CREATE TABLE IF NOT EXISTS article_use_counts (article_id text PRIMARY KEY, helped integer NOT NULL)`,
  ],
  // An older build leaves both alone, and the way up finds them again.
  down: [],
};
