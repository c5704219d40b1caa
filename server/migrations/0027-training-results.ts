import type { Migration } from './migration.ts';

export const trainingResultsMigration: Migration = {
  version: 27,
  name: 'training-results',
  statements: [
    // What each agent's simulations and drills came to, as his desk said last.
    `CREATE TABLE IF NOT EXISTS training_results (
       agent_no text NOT NULL,
       entry_id text NOT NULL,
       kind text NOT NULL,
       -- Of the change that this is: a later one replaces it.
       seq integer NOT NULL,
       ended_at bigint NOT NULL,
       -- JSON.
       body text NOT NULL,
       received_at bigint NOT NULL,
       PRIMARY KEY (agent_no, entry_id)
     )`,
    'CREATE INDEX IF NOT EXISTS training_results_newest ON training_results (agent_no, ended_at, entry_id)',
  ],
  // An older build knows nothing of the table and leaves it alone: nothing of it is lost, and the way up finds it again.
  down: [],
};
