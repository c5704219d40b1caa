import type { Migration } from '../../migrate.ts';

/**
 * `articles.rank` is the rowid of the article in `words` too: useful articles have low ranks (see article-rank.ts), so
 * that a search that stops early has seen the most useful ones. `head` is the article as JSON without title and body.
 * `source` is `starter` until the centre sent its own. `withdrawn` holds what the centre dropped, so that starter content
 * of the same id does not come back.
 */
export const publishedContent: Migration = {
  version: 1,
  name: '0001-published-content',
  up(db) {
    db.exec(`
      CREATE TABLE articles (
        rank INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        group_id TEXT NOT NULL,
        lang TEXT NOT NULL,
        status TEXT NOT NULL,
        valid_from INTEGER,
        valid_until INTEGER,
        source TEXT NOT NULL CHECK (source IN ('starter', 'centre')),
        head TEXT NOT NULL,
        title TEXT NOT NULL,
        body TEXT NOT NULL
      ) STRICT;
      CREATE INDEX articles_by_group ON articles (group_id, lang, status);

      CREATE VIRTUAL TABLE words USING fts5 (
        title, tags, body,
        content = '', contentless_delete = 1,
        tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
      );

      CREATE TABLE packs (
        lang TEXT PRIMARY KEY,
        source TEXT NOT NULL CHECK (source IN ('starter', 'centre')),
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE notices (
        id TEXT PRIMARY KEY,
        valid_from INTEGER NOT NULL,
        valid_until INTEGER NOT NULL,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE cursors (stream TEXT PRIMARY KEY, cursor TEXT NOT NULL) STRICT, WITHOUT ROWID;

      CREATE TABLE parked (
        stream TEXT NOT NULL,
        id TEXT NOT NULL,
        schema_version INTEGER NOT NULL,
        reason TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (stream, id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE withdrawn (stream TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (stream, id)) STRICT, WITHOUT ROWID;

      CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `);
  },
};
