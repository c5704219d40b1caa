import type Database from 'better-sqlite3';
import type { ArticleWords } from './article-words.ts';

/** The index that answers, and the one that takes its place once it is complete. */
export type IndexName = 'words' | 'words_next';

/** The table of short tokens that belongs to an index. */
const shortsOf = { words: 'shorts', words_next: 'shorts_next' } as const;

/** In Tibetan, vowel signs and subjoined letters are parts of words. */
const tokenizer = `"unicode61 remove_diacritics 0 categories 'L* N* Co M*'"`;

/**
 * Full-text index over the tokens of articles, whose rowids are the articles' ranks. It keeps no text. Short tokens have a
 * table of their own that doesn't say where they stand: there are about 150 in an article, nobody asks for two in a row,
 * and places are more than half of what they take.
 */
export function createWordIndex(db: Database.Database, name: IndexName): void {
  createTable(db, name, 'full');
  createTable(db, shortsOf[name], 'none');
}

function createTable(db: Database.Database, table: string, detail: 'full' | 'none'): void {
  db.exec(`
    CREATE VIRTUAL TABLE ${table} USING fts5 (
      tokens,
      content = '', contentless_delete = 1, detail = ${detail},
      tokenize = ${tokenizer}
    )
  `);
  // Parts of the index are merged in pauses, not while a page is written: see mergeParts.
  db.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('automerge', 0)`);
  mergePatiently(db, table);
}

/**
 * Parts of one size that the index may have before the next commit merges them, pause or not. Every commit makes one: with
 * SQLite's 16, one small change in sixteen waited for a merge. So many come together only where changes leave no pause.
 */
const mostParts = 256;

/** Lets a table of the index have that many parts. */
export function mergePatiently(db: Database.Database, table: string): void {
  db.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('crisismerge', ${String(mostParts)})`);
}

export function dropWordIndex(db: Database.Database, name: IndexName): void {
  db.exec(`DROP TABLE IF EXISTS ${name}; DROP TABLE IF EXISTS ${shortsOf[name]}`);
}

/** Puts the new index in the place of the old one. */
export function swapWordIndex(db: Database.Database): void {
  dropWordIndex(db, 'words');
  db.exec('ALTER TABLE words_next RENAME TO words; ALTER TABLE shorts_next RENAME TO shorts');
}

export function hasNextIndex(db: Database.Database): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'words_next'").get() !== undefined;
}

/** Changes to an index, kept back and written in the order of ranks: SQLite begins a new segment with every step back. */
export interface WordIndex {
  put(rank: number, tokens: () => ArticleWords): void;
  remove(rank: number): void;
  /** Writes what is kept back; in the transaction of the articles it belongs to. */
  flush(): void;
  /** Forgets what is kept back, after a transaction that failed. */
  forget(): void;
}

export function wordIndex(db: Database.Database): WordIndex {
  const waiting = new Map<number, (() => ArticleWords) | undefined>();
  const writers = new Map<IndexName, ReturnType<typeof indexWriter>>();
  const hasNext = db.prepare<[], number>("SELECT 1 FROM sqlite_schema WHERE name = 'words_next'").pluck();
  const writer = (name: IndexName): ReturnType<typeof indexWriter> => {
    const made = writers.get(name) ?? indexWriter(db, name);
    writers.set(name, made);
    return made;
  };
  return {
    put: (rank, tokens) => void waiting.set(rank, tokens),
    remove: (rank) => void waiting.set(rank, undefined),
    flush() {
      if (waiting.size === 0) return;
      const targets = hasNext.get() === undefined ? [writer('words')] : [writer('words'), writer('words_next')];
      for (const [rank, tokens] of [...waiting].sort(([a], [b]) => a - b)) {
        const text = tokens?.();
        for (const target of targets) target(rank, text);
      }
      waiting.clear();
    },
    forget: () => waiting.clear(),
  };
}

/** Writes one entry, or takes it out where there are no words. */
export function indexWriter(
  db: Database.Database,
  name: IndexName,
): (rank: number, entry: ArticleWords | undefined) => void {
  const tables = ([name, shortsOf[name]] as const).map((table) => ({
    put: db.prepare(`INSERT OR REPLACE INTO ${table} (rowid, tokens) VALUES (?, ?)`),
    remove: db.prepare(`DELETE FROM ${table} WHERE rowid = ?`),
  }));
  return (rank, entry) => {
    const texts = entry && [entry.words, entry.shorts];
    for (const [at, { put, remove }] of tables.entries()) {
      if (texts === undefined) remove.run(rank);
      else put.run(rank, texts[at]);
    }
  };
}

/** Pages of the index that are merged at a time: a few ms. */
const mergePages = 64;

/** Merges some parts of the index, which makes searches faster. False when there is nothing to merge. */
export function mergeParts(db: Database.Database): boolean {
  return (['words', 'shorts'] as const).some((table) => {
    const before = totalChanges(db);
    db.prepare(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`).run(mergePages);
    // SQLite counts 1 for a merge that found nothing to do.
    return totalChanges(db) - before > 1;
  });
}

function totalChanges(db: Database.Database): number {
  return db.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0;
}
