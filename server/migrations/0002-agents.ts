import type { Migration } from './migration.ts';

export const agentsMigration: Migration = {
  version: 2,
  name: 'agents',
  statements: [
    `CREATE TABLE agents (
       agent_no text PRIMARY KEY,
       -- The agent as it travels (agentSchema), JSON.
       body text NOT NULL,
       password_hash text NOT NULL,
       is_active boolean NOT NULL DEFAULT true,
       failed_tries integer NOT NULL DEFAULT 0,
       -- UTC epoch ms; 0 means not locked.
       locked_until bigint NOT NULL DEFAULT 0,
       lock_count integer NOT NULL DEFAULT 0
     )`,
    `CREATE TABLE author_keys (
       agent_no text NOT NULL REFERENCES agents (agent_no),
       device_id text NOT NULL,
       public_key text NOT NULL,
       registered_at bigint NOT NULL,
       PRIMARY KEY (agent_no, device_id, public_key)
     )`,
    `CREATE TABLE sessions (
       id text PRIMARY KEY,
       agent_no text NOT NULL REFERENCES agents (agent_no),
       device_id text NOT NULL,
       created_at bigint NOT NULL,
       expires_at bigint NOT NULL,
       revoked_at bigint
     )`,
    `CREATE INDEX sessions_expiry ON sessions (expires_at)`,
    `CREATE TABLE refresh_tokens (
       token_hash text PRIMARY KEY,
       session_id text NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
       parent_hash text,
       issued_at bigint NOT NULL,
       used_at bigint,
       is_superseded boolean NOT NULL DEFAULT false
     )`,
    `CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id)`,
    `CREATE INDEX refresh_tokens_parent ON refresh_tokens (parent_hash)`,
    `CREATE TABLE number_counters (prefix text PRIMARY KEY, next_number bigint NOT NULL)`,
    `CREATE TABLE number_blocks (
       prefix text NOT NULL,
       from_number bigint NOT NULL,
       to_number bigint NOT NULL,
       agent_no text NOT NULL REFERENCES agents (agent_no),
       device_id text NOT NULL,
       allocated_at bigint NOT NULL,
       PRIMARY KEY (prefix, from_number),
       CHECK (to_number >= from_number)
     )`,
    `CREATE INDEX number_blocks_author ON number_blocks (agent_no, device_id)`,
  ],
};
