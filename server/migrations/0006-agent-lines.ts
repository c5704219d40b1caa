import type { Migration } from './migration.ts';

export const agentLinesMigration: Migration = {
  version: 6,
  name: 'agent-lines',
  statements: [
    // The agent's account at the exchange. The password has to be told to the desk, so it is sealed and not hashed.
    `CREATE TABLE agent_lines (
       agent_no text PRIMARY KEY REFERENCES agents (agent_no),
       sip_user text NOT NULL,
       sealed_password text NOT NULL
     )`,
  ],
};
