import type { Migration } from './migration.ts';

export const callRevealsMigration: Migration = {
  version: 11,
  name: 'call-reveals',
  statements: [
    // Numbers of calls that agents had shown to them in full, beside the reveals of customers' data.
    `CREATE TABLE call_reveals (
       agent_no text NOT NULL,
       device_id text NOT NULL,
       mutation_id text NOT NULL,
       call_id text NOT NULL,
       reason text NOT NULL,
       revealed_at bigint NOT NULL,
       received_at bigint NOT NULL,
       PRIMARY KEY (agent_no, device_id, mutation_id)
     )`,
    `CREATE INDEX call_reveals_call ON call_reveals (call_id, revealed_at)`,
  ],
};
