import type { Migration } from '../../migrate.ts';

/**
 * Lists of the agent's own tickets, however many there are: each list has an index in its own order, so that a page is read
 * by its key. The words of tickets lie in this database because it is encrypted; tickets of before are indexed bit by bit.
 */
export const seatMigration11: Migration = {
  version: 11,
  name: '0011-ticket-book',
  up: (db) => {
    db.exec(`
      ALTER TABLE tickets ADD COLUMN is_indexed INTEGER NOT NULL DEFAULT 0;
      CREATE INDEX tickets_to_index ON tickets (seq) WHERE is_indexed = 0;
      CREATE INDEX tickets_by_seq ON tickets (seq, status);
      CREATE INDEX tickets_by_type ON tickets (body ->> '$.type', seq, status);
      CREATE INDEX tickets_unsynced ON tickets (seq) WHERE sync NOT IN ('synced', 'rejected', 'conflict');
      CREATE INDEX tickets_came_back ON tickets (seq) WHERE (status = 'returned' OR sync IN ('rejected', 'conflict'));
      CREATE INDEX tickets_open_by_due ON tickets (coalesce(body ->> '$.dueAt', 9007199254740991), seq)
        WHERE status NOT IN ('closed', 'cancelled');
      CREATE VIRTUAL TABLE ticket_numbers USING fts5 (
        numbers, content = '', contentless_delete = 1, tokenize = 'trigram'
      );
      CREATE VIRTUAL TABLE ticket_words USING fts5 (
        words, content = '', contentless_delete = 1,
        tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
      );
    `);
  },
};
