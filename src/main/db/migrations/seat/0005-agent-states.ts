import type { Migration } from '../../migrate.ts';

/** What the centre has not acknowledged yet of where the agent stood, and the newest in any case. */
export const seatMigration5: Migration = {
  version: 5,
  name: '0005-agent-states',
  up: (db) => {
    db.exec('CREATE TABLE agent_states (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  },
};
