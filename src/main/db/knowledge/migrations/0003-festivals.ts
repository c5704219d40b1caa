import type { Migration } from '../../migrate.ts';

/** Days that the centre celebrates, as it published them. */
export const centreFestivals: Migration = {
  version: 3,
  name: '0003-festivals',
  up(db) {
    db.exec('CREATE TABLE festivals (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID');
  },
};
