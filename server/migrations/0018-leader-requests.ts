import type { Migration } from './migration.ts';

export const leaderRequestsMigration: Migration = {
  version: 18,
  name: 'leader-requests',
  statements: [
    // Who asked to end which abusive call, and what a leader said. Kept: it is why a call was ended.
    `CREATE TABLE leader_requests (
       id text PRIMARY KEY,
       agent_no text NOT NULL REFERENCES agents (agent_no),
       device_id text NOT NULL,
       call_id text NOT NULL,
       asked_at bigint NOT NULL,
       -- Asked anew, so that this one is nobody's to answer any more.
       is_withdrawn boolean NOT NULL DEFAULT false,
       verdict text,
       answered_by text REFERENCES agents (agent_no),
       answered_at bigint
     )`,
    `CREATE INDEX leader_requests_time ON leader_requests (asked_at)`,
  ],
};
