import type { Migration } from './migration.ts';

export const customerChangesMigration: Migration = {
  version: 9,
  name: 'customer-changes',
  statements: [
    // Who entered or corrected what, as it was signed: the record itself only holds the outcome.
    `CREATE TABLE customer_changes (
       mutation_id text NOT NULL,
       agent_no text NOT NULL,
       device_id text NOT NULL,
       customer_id text NOT NULL,
       kind text NOT NULL,
       body text NOT NULL,
       -- Fields that stayed as they were, a comma between.
       conflicts text NOT NULL,
       changed_at bigint NOT NULL,
       received_at bigint NOT NULL,
       PRIMARY KEY (agent_no, device_id, mutation_id)
     )`,
    `CREATE INDEX customer_changes_customer ON customer_changes (customer_id, received_at)`,
  ],
};
