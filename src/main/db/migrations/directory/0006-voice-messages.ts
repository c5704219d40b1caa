import type { Migration } from '../../migrate.ts';

/**
 * Sounds of open tasks, by their hash, so that what a caller said is heard without the centre. Encrypted with the file, and
 * gone with their tasks.
 */
export const directoryMigration6: Migration = {
  version: 6,
  name: '0006-voice-messages',
  up: (db) => {
    db.exec(`
      CREATE TABLE voice_messages (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, sound BLOB NOT NULL) STRICT;
    `);
  },
};
