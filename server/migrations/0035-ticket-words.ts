import type { Migration } from './migration.ts';

export const ticketWordsMigration: Migration = {
  version: 35,
  name: 'ticket-words',
  statements: [
    // What tickets are found by, as the desks' own segmentation cuts it. Written after a ticket is kept, never with it:
    // `revision` says which version of the ticket it is of, and what lacks it is found again at the start and every hour.
    `CREATE TABLE IF NOT EXISTS ticket_words (
       ticket_id text PRIMARY KEY,
       revision bigint NOT NULL,
       words tsvector NOT NULL
     )`,
    'CREATE INDEX IF NOT EXISTS ticket_words_by_word ON ticket_words USING gin (words)',
  ],
  // An older build does not look at it; the way up finds it again and goes on.
  down: [],
};
