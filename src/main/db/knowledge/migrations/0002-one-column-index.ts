import type { Migration } from '../../migrate.ts';

/**
 * The index holds all of an article in one column (see article-words.ts); it is empty here, and filled by index-upkeep.ts.
 * `count` in `state` is how many articles are not retired: counting 200,000 of them takes as long as ten searches.
 */
export const oneColumnIndex: Migration = {
  version: 2,
  name: '0002-one-column-index',
  up(db) {
    db.exec('DROP TABLE words');
    db.exec(`
      CREATE VIRTUAL TABLE words USING fts5 (
        tokens,
        content = '', contentless_delete = 1,
        tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
      )
    `);
    db.exec(`
      INSERT OR REPLACE INTO state (name, value)
      SELECT 'count', CAST(count(*) AS TEXT) FROM articles WHERE status <> 'retired'
    `);
  },
};
