import type { Migration } from '../../migrate.ts';

/**
 * `unheard` holds what the file had when a pass through the whole of a stream began, less what the pass brought since:
 * what is left in it at the end is gone at the centre. `parked_pages` are pages whose checksum did not fit, by the cursor
 * they were asked for with ('' from the beginning); they are asked for again. `uses` is how often an article was of use on
 * this machine, in points, whoever it was (see article-rank.ts).
 */
export const passes: Migration = {
  version: 4,
  name: '0004-passes',
  up(db) {
    db.exec(`
      CREATE TABLE unheard (stream TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (stream, id)) STRICT, WITHOUT ROWID;
      CREATE TABLE parked_pages (
        stream TEXT NOT NULL,
        from_cursor TEXT NOT NULL,
        PRIMARY KEY (stream, from_cursor)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE uses (id TEXT PRIMARY KEY, points INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    `);
  },
};
