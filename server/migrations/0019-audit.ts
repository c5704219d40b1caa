import type { Migration } from './migration.ts';

export const auditMigration: Migration = {
  version: 19,
  name: 'audit',
  statements: [
    // Who did what that has to be answered for. Each entry carries the hash of the one before it.
    `CREATE TABLE IF NOT EXISTS audit (
       seq bigint PRIMARY KEY,
       at bigint NOT NULL,
       kind text NOT NULL,
       agent_no text NOT NULL,
       device_id text,
       detail text NOT NULL,
       previous text NOT NULL,
       hash text NOT NULL
     )`,
    `CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$`,
    `CREATE OR REPLACE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
       FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()`,
    // What spoke of something that was not there yet is judged anew: earlier builds remembered it as refused.
    `DELETE FROM applied_mutations WHERE outcome = 'rejected' AND code IN ('task.unknown', 'line.unknown')`,
  ],
};
