import type { Migration } from './migration.ts';

export const ticketAdditionsMigration: Migration = {
  version: 34,
  name: 'ticket-additions',
  statements: [
    // Said of a ticket after it was submitted.
    `CREATE TABLE IF NOT EXISTS ticket_supplements (
       entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       id text NOT NULL UNIQUE,
       ticket_id text NOT NULL,
       agent_no text NOT NULL,
       device_id text NOT NULL,
       call_id text,
       text text NOT NULL,
       -- By the clock of the desk, and of the centre.
       said_at bigint NOT NULL,
       received_at bigint NOT NULL
     )`,
    'CREATE INDEX IF NOT EXISTS ticket_supplements_of ON ticket_supplements (ticket_id, entry)',
    // Text messages to callers: once an id, whatever becomes of it.
    `CREATE TABLE IF NOT EXISTS sms_messages (
       entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       id text NOT NULL UNIQUE,
       ticket_id text NOT NULL,
       agent_no text NOT NULL,
       device_id text NOT NULL,
       call_id text,
       -- E.164; nobody's log has it.
       number text NOT NULL,
       lang text NOT NULL,
       text_id text NOT NULL,
       text_version integer NOT NULL,
       text text NOT NULL,
       said_at bigint NOT NULL,
       received_at bigint NOT NULL,
       -- waiting, sending, handedOver, refused, unknown
       state text NOT NULL,
       reason text,
       attempts integer NOT NULL DEFAULT 0,
       -- Not tried before; of one that is being sent, since when it is.
       due_at bigint NOT NULL
     )`,
    'CREATE INDEX IF NOT EXISTS sms_messages_of ON sms_messages (ticket_id, entry)',
    "CREATE INDEX IF NOT EXISTS sms_messages_open ON sms_messages (due_at) WHERE state IN ('waiting', 'sending')",
    'CREATE INDEX IF NOT EXISTS sms_messages_by_agent ON sms_messages (agent_no, received_at)',
  ],
  // An older build leaves the tables alone: nothing of them is lost, and the way up finds them again.
  down: [],
};
