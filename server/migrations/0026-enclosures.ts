import type { Migration } from './migration.ts';

export const enclosuresMigration: Migration = {
  version: 26,
  name: 'enclosures',
  statements: [
    // Which published article names which pictures and documents: those may be read by whoever is signed in. The bytes lie
    // in the attachments folder.
    `CREATE TABLE IF NOT EXISTS enclosures (
       article_id text NOT NULL,
       sha256 text NOT NULL,
       PRIMARY KEY (article_id, sha256)
     )`,
    'CREATE INDEX IF NOT EXISTS enclosures_by_hash ON enclosures (sha256)',
  ],
  // An older build leaves the table alone; what it publishes meanwhile is named anew when this one publishes it again.
  down: [],
};
