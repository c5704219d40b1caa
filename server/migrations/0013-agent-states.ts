import type { Migration } from './migration.ts';

export const agentStatesMigration: Migration = {
  version: 13,
  name: 'agent-states',
  statements: [
    // Where every agent stands, by the word of the desk that he signed on at last. All times are the server's.
    `CREATE TABLE agent_presence (
       agent_no text PRIMARY KEY REFERENCES agents (agent_no),
       device_id text NOT NULL,
       -- What the desk calls its place; shown where the agent is taken over.
       place text NOT NULL,
       signed_on_at bigint NOT NULL,
       kind text NOT NULL,
       reason text,
       since bigint NOT NULL,
       -- The state that comes after the call, JSON.
       queued text,
       is_on_call boolean NOT NULL DEFAULT false,
       -- When the desk was last heard of.
       seen_at bigint NOT NULL,
       -- The leader's word that the desk has not shown to have taken yet.
       forced_id text,
       forced_by text,
       forced_at bigint
     )`,
    // Every state of every agent, one after another for each desk.
    `CREATE TABLE agent_states (
       agent_no text NOT NULL REFERENCES agents (agent_no),
       device_id text NOT NULL,
       -- Counts the reports of this agent's desk.
       seq bigint NOT NULL,
       kind text NOT NULL,
       reason text,
       since bigint NOT NULL,
       -- NULL while it lasts.
       until bigint,
       -- Ended because the desk was not heard of any more: its next report says better.
       is_cut boolean NOT NULL DEFAULT false,
       PRIMARY KEY (agent_no, device_id, seq)
     )`,
    `CREATE INDEX agent_states_time ON agent_states (agent_no, since)`,
  ],
};
