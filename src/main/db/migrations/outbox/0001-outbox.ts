import type { Migration } from '../../migrate.ts';

/** Rows of all agents of the machine, sealed to the centre: nobody here can read them. */
export const outboxMigration1: Migration = {
  version: 1,
  name: '0001-outbox',
  up: (db) => {
    db.exec(`
      CREATE TABLE sealed_rows (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, agent_no TEXT NOT NULL,
        refused_code TEXT, sealed TEXT NOT NULL
      ) STRICT;
      CREATE INDEX sealed_rows_by_agent ON sealed_rows (agent_no);
    `);
  },
};
