import type Database from 'better-sqlite3';

/** The index that answers, and the one that takes its place once it is complete. */
export type IndexName = 'words' | 'words_next';

/**
 * Full-text index over the tokens of articles, whose rowids are the articles' ranks. It keeps no text. In Tibetan, vowel
 * signs and subjoined letters are parts of words.
 */
export function createWordIndex(db: Database.Database, name: IndexName): void {
  db.exec(`
    CREATE VIRTUAL TABLE ${name} USING fts5 (
      tokens,
      content = '', contentless_delete = 1,
      tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
    )
  `);
  // Parts of the index are merged in pauses, not while a page is written: see mergeParts.
  db.exec(`INSERT INTO ${name} (${name}, rank) VALUES ('automerge', 0)`);
}

/** Changes to an index, kept back and written in the order of ranks: SQLite begins a new segment with every step back. */
export interface WordIndex {
  put(rank: number, tokens: () => string): void;
  remove(rank: number): void;
  /** Writes what is kept back; in the transaction of the articles it belongs to. */
  flush(): void;
  /** Forgets what is kept back, after a transaction that failed. */
  forget(): void;
}

export function wordIndex(db: Database.Database): WordIndex {
  const waiting = new Map<number, (() => string) | undefined>();
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

/** Writes one entry, or takes it out where there is no text. */
export function indexWriter(db: Database.Database, name: IndexName): (rank: number, text: string | undefined) => void {
  const put = db.prepare(`INSERT OR REPLACE INTO ${name} (rowid, tokens) VALUES (?, ?)`);
  const remove = db.prepare(`DELETE FROM ${name} WHERE rowid = ?`);
  return (rank, text) => {
    if (text === undefined) remove.run(rank);
    else put.run(rank, text);
  };
}

/** Pages of the index that are merged at a time: a few ms. */
const mergePages = 64;

/** Merges some parts of the index, which makes searches faster. False when there is nothing to merge. */
export function mergeParts(db: Database.Database): boolean {
  const before = totalChanges(db);
  db.prepare("INSERT INTO words (words, rank) VALUES ('merge', ?)").run(mergePages);
  // SQLite counts 1 for a merge that found nothing to do.
  return totalChanges(db) - before > 1;
}

function totalChanges(db: Database.Database): number {
  return db.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0;
}
