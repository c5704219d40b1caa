import type { Migration } from '../../migrate.ts';

/**
 * Which tasks the centre took back. It says so once for all agents of the machine: without this nobody could tell later
 * whether a task that is not here has ended or has not come yet.
 */
export const directoryMigration5: Migration = {
  version: 5,
  name: '0005-ended-tasks',
  up: (db) => {
    db.exec(`
      CREATE TABLE ended_tasks (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
    `);
  },
};
