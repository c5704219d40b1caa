import type { Migration } from './migration.ts';

export const knownDevicesMigration: Migration = {
  version: 8,
  name: 'known-devices',
  statements: [
    // Machines that an agent has signed in at: wrong tries there are counted apart from those of all other machines,
    // which stay with the agent.
    `CREATE TABLE known_devices (
       agent_no text NOT NULL REFERENCES agents (agent_no),
       device_id text NOT NULL,
       failed_tries integer NOT NULL DEFAULT 0,
       locked_until bigint NOT NULL DEFAULT 0,
       lock_count integer NOT NULL DEFAULT 0,
       PRIMARY KEY (agent_no, device_id)
     )`,
    `INSERT INTO known_devices (agent_no, device_id) SELECT DISTINCT agent_no, device_id FROM author_keys`,
  ],
};
