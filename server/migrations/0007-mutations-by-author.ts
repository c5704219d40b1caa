import type { Migration } from './migration.ts';

export const mutationsByAuthorMigration: Migration = {
  version: 7,
  name: 'mutations-by-author',
  statements: [
    // An id means something only together with its author: nobody may use up the id of another's change before him.
    `ALTER TABLE applied_mutations
       DROP CONSTRAINT applied_mutations_pkey,
       ADD PRIMARY KEY (agent_no, device_id, id)`,
    `ALTER TABLE reveals
       DROP CONSTRAINT reveals_pkey,
       ADD PRIMARY KEY (agent_no, device_id, mutation_id)`,
  ],
};
