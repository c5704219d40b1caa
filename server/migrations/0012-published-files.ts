import type { Migration } from './migration.ts';

export const publishedFilesMigration: Migration = {
  version: 12,
  name: 'published-files',
  statements: [
    // What was last published from files: an entry that has not changed since is left alone, also when the centre changed
    // it by another way meanwhile.
    `CREATE TABLE published_files (
       stream text NOT NULL,
       id text NOT NULL,
       -- SHA-256 of the entry as it stood in the file.
       digest text NOT NULL,
       PRIMARY KEY (stream, id)
     )`,
  ],
};
