import type { Migration } from './migration.ts';

export const mutationsMigration: Migration = {
  version: 4,
  name: 'mutations',
  statements: [
    // What was decided about every mutation whose signature held, so that sending it again changes nothing.
    `CREATE TABLE applied_mutations (
       id text PRIMARY KEY,
       agent_no text NOT NULL,
       device_id text NOT NULL,
       kind text NOT NULL,
       entity_id text NOT NULL,
       seq bigint NOT NULL,
       -- SHA-256 of the signed text: one id must not carry two different changes.
       digest text NOT NULL,
       outcome text NOT NULL,
       code text,
       field text,
       received_at bigint NOT NULL
     )`,
    `CREATE TABLE tickets (
       id text PRIMARY KEY,
       number text NOT NULL UNIQUE,
       agent_no text NOT NULL,
       device_id text NOT NULL,
       seq bigint NOT NULL,
       call_id text,
       -- The status it came with; where \`status\` differs, the centre has moved it on.
       submitted_status text NOT NULL,
       status text NOT NULL,
       -- SubmittedTicket as signed, JSON.
       body text NOT NULL,
       received_at bigint NOT NULL
     )`,
    `CREATE INDEX tickets_call ON tickets (call_id)`,
    `CREATE TABLE calls (
       id text PRIMARY KEY,
       agent_no text NOT NULL,
       device_id text NOT NULL,
       seq bigint NOT NULL,
       -- CallRecord as signed, JSON.
       body text NOT NULL,
       received_at bigint NOT NULL
     )`,
    `CREATE TABLE reveals (
       mutation_id text PRIMARY KEY,
       agent_no text NOT NULL,
       device_id text NOT NULL,
       customer_id text NOT NULL,
       field text NOT NULL,
       reason text NOT NULL,
       revealed_at bigint NOT NULL,
       received_at bigint NOT NULL
     )`,
    `CREATE INDEX reveals_customer ON reveals (customer_id, revealed_at)`,
  ],
};
