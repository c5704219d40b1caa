import Database from 'better-sqlite3';
import type { Article } from '../../../src/shared/domain/article.ts';
import { indexTokens } from '../../../src/shared/text/index-text.ts';

const tokenizer = `"unicode61 remove_diacritics 0 categories 'L* N* Co M*'"`;

export interface BuiltIndex {
  readonly ms: number;
  /** Of the index alone. */
  readonly bytes: number;
}

/** An index of the bare kind: bigrams, syllables and words, nothing else, written in pages like ours. */
export function buildBare(file: string, articles: readonly Article[], perPage: number): BuiltIndex {
  const db = open(file);
  try {
    db.exec('CREATE TABLE articles (id INTEGER PRIMARY KEY, head TEXT, title TEXT, body TEXT)');
    db.exec(
      `CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1, tokenize = ${tokenizer})`,
    );
    const put = db.prepare('INSERT INTO articles VALUES (?, ?, ?, ?)');
    const index = db.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)');
    const ms = writePages(db, articles, perPage, ({ title, body, ...head }, rowid) => {
      put.run(rowid, JSON.stringify(head), title, body);
      index.run(rowid, bareTokens(`${title}\n${body}`));
    });
    return { ms, bytes: indexBytes(db) };
  } finally {
    db.close();
  }
}

/** Tokens without those that answer single characters and half-typed words. */
function bareTokens(text: string): string {
  return indexTokens(text).words.join(' ');
}

export interface Trigram {
  search(query: string): number;
  readonly built: BuiltIndex;
  close(): void;
}

/** The usual way: trigrams of the text as it is, LIKE for words of fewer than three characters. */
export function buildTrigram(file: string, articles: readonly Article[], perPage: number): Trigram {
  const db = open(file);
  db.exec(`CREATE VIRTUAL TABLE words USING fts5 (title, body, tokenize = 'trigram')`);
  const index = db.prepare('INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)');
  const ms = writePages(db, articles, perPage, ({ title, body }, rowid) => void index.run(rowid, title, body));
  const match = db.prepare(
    `SELECT rowid, snippet(words, 1, '', '', '…', 40) FROM words WHERE words MATCH ? ORDER BY rank LIMIT 20`,
  );
  const like = db.prepare('SELECT rowid, substr(body, 1, 90) FROM words WHERE body LIKE ? LIMIT 20');
  return {
    built: { ms, bytes: indexBytes(db) },
    search(query) {
      const parts = query.split(/\s+/).filter((part) => part !== '');
      if (parts.every((part) => Array.from(part).length >= 3))
        return match.all(parts.map((part) => `"${part}"`).join(' AND ')).length;
      return like.all(`%${query}%`).length;
    },
    close: () => db.close(),
  };
}

function open(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('cache_size = -65536');
  return db;
}

function writePages(
  db: Database.Database,
  articles: readonly Article[],
  perPage: number,
  write: (article: Article, rowid: number) => void,
): number {
  const startedAt = performance.now();
  for (let from = 0; from < articles.length; from += perPage) {
    db.transaction(() => {
      for (const [index, article] of articles.slice(from, from + perPage).entries()) write(article, from + index + 1);
    })();
  }
  return performance.now() - startedAt;
}

/** Bytes of an index in its file: everything that is no text of an article. */
export function indexBytes(db: Database.Database): number {
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema
       WHERE (name LIKE 'words%' OR name LIKE 'shorts%') AND type = 'table' AND name NOT LIKE '%_content'`,
    )
    .pluck()
    .all();
  const pages = db.prepare<[string], number>('SELECT sum(pgsize) FROM dbstat WHERE name = ?').pluck();
  return tables.reduce((sum, name) => sum + (pages.get(name) ?? 0), 0);
}
