import type { Migration } from './migration.ts';

export const articleReportsMigration: Migration = {
  version: 17,
  name: 'article-reports',
  statements: [
    // Articles of which an agent said, by one key, that they are not right.
    `CREATE TABLE article_reports (
       agent_no text NOT NULL,
       device_id text NOT NULL,
       mutation_id text NOT NULL,
       article_id text NOT NULL,
       version integer NOT NULL,
       call_id text,
       reported_at bigint NOT NULL,
       received_at bigint NOT NULL,
       PRIMARY KEY (agent_no, device_id, mutation_id)
     )`,
    `CREATE INDEX article_reports_article ON article_reports (article_id, version)`,
  ],
};
