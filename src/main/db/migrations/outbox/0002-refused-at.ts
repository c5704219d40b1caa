import type { Migration } from '../../migrate.ts';

/** When the centre refused a row: for some reasons it is asked again after a while. */
export const outboxMigration2: Migration = {
  version: 2,
  name: '0002-refused-at',
  up: (db) => {
    db.exec('ALTER TABLE sealed_rows ADD COLUMN refused_at INTEGER NOT NULL DEFAULT 0');
  },
};
