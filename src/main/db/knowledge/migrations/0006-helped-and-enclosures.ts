import type { Migration } from '../../migrate.ts';

/**
 * `helped`: how often agents of the centre said that an article has, as the centre counts it; also of articles that are
 * not here. `enclosures`: pictures and documents that the centre's articles name. The articles are heard of once more:
 * an older build left out what they enclose.
 */
export const helpedAndEnclosures: Migration = {
  version: 6,
  name: '0006-helped-and-enclosures',
  up(db) {
    db.exec(`
      CREATE TABLE helped (id TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE enclosures (
        article_id TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        PRIMARY KEY (article_id, sha256)
      ) STRICT, WITHOUT ROWID;
      DELETE FROM cursors WHERE stream = 'knowledge';
    `);
  },
};
