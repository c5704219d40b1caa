import type { Migration } from './migration.ts';

export const ticketListMigration: Migration = {
  version: 24,
  name: 'ticket-list',
  statements: [
    // What came last stands first, whole and by status: a page is read by its key.
    'CREATE INDEX IF NOT EXISTS tickets_by_received ON tickets (received_at DESC, id DESC)',
    'CREATE INDEX IF NOT EXISTS tickets_by_status ON tickets (status, received_at DESC, id DESC)',
  ],
  down: [],
};
