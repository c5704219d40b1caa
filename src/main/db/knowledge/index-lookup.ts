import type Database from 'better-sqlite3';
import { textsOf, type ClauseText, type Expression } from './two-table-expression.ts';

/** Looks articles up in the index that answers. */
export interface IndexLookup {
  /** Ranks of the articles that fit, the best first, each found no sooner than it is asked for. */
  ranks(expression: Expression): Iterable<number>;
  isThere(expression: Expression): boolean;
}

/**
 * Hits of one table are looked up one by one in the other, instead of reading both through, where there are fewer than one
 * in so many articles: a look-up takes as long as reading some 900 rows, and what is common stands in every third article.
 */
const articlesPerLookup = 3000;
const mostLookups = 64;

/** @param count articles in the index, about */
export function indexLookup(db: Database.Database, count: () => number): IndexLookup {
  const pools = {
    words: statementPool<[string]>(db, 'SELECT rowid FROM words WHERE words MATCH ?'),
    shorts: statementPool<[string]>(db, 'SELECT rowid FROM shorts WHERE shorts MATCH ?'),
    // Both come in the order of ranks, so that SQLite merges them row by row and sorts nothing.
    both: statementPool<[string, string]>(
      db,
      `SELECT rowid FROM words WHERE words MATCH ?
       INTERSECT SELECT rowid FROM shorts WHERE shorts MATCH ? ORDER BY 1`,
    ),
  };
  const few = { words: firstHits(db, 'words'), shorts: firstHits(db, 'shorts') };
  const holds = { words: holder(db, 'words'), shorts: holder(db, 'shorts') };

  const inBoth = ({ words, shorts }: ClauseText, place: number): Iterable<number> => {
    const fewHits = Math.min(mostLookups, Math.ceil(count() / articlesPerLookup));
    const ofWords = few.words(words, fewHits);
    if (ofWords.length <= fewHits) return ofWords.filter((rank) => holds.shorts(shorts, rank));
    const ofShorts = few.shorts(shorts, fewHits);
    if (ofShorts.length <= fewHits) return ofShorts.filter((rank) => holds.words(words, rank));
    return pools.both(place).iterate(words, shorts);
  };
  const ranksOf = (clause: ClauseText, place: number): Iterable<number> => {
    if (clause.shorts === '') return pools.words(place).iterate(clause.words);
    return clause.words === '' ? pools.shorts(place).iterate(clause.shorts) : inBoth(clause, place);
  };
  const ranks = (expression: Expression): Iterable<number> => {
    const sources = textsOf(expression).map(ranksOf);
    return sources.length === 1 ? (sources[0] ?? []) : inOrder(sources);
  };
  return {
    ranks,
    isThere(expression) {
      for (const _ of ranks(expression)) return true;
      return false;
    },
  };
}

/** One more than are few, so that more are told from just as many. */
function firstHits(db: Database.Database, table: 'words' | 'shorts'): (expression: string, few: number) => number[] {
  const sql = db.prepare<[string, number], number>(`SELECT rowid FROM ${table} WHERE ${table} MATCH ? LIMIT ?`).pluck();
  return (expression, few) => sql.all(expression, few + 1);
}

/** Whether the article of this rank fits. FTS5 passes over a rowid that isn't bound as an integer, as if none was asked. */
function holder(db: Database.Database, table: 'words' | 'shorts'): (expression: string, rank: number) => boolean {
  const sql = db.prepare<[string, bigint]>(`SELECT 1 FROM ${table} WHERE ${table} MATCH ? AND rowid = ?`);
  return (expression, rank) => sql.get(expression, BigInt(rank)) !== undefined;
}

/** A statement answers one question at a time: those that are asked side by side get one each. */
function statementPool<P extends unknown[]>(
  db: Database.Database,
  sql: string,
): (place: number) => Database.Statement<P, number> {
  const made: Database.Statement<P, number>[] = [];
  return (place) => (made[place] ??= db.prepare<P, number>(sql).pluck());
}

/** Merges what is in order already; what several have comes once. */
function* inOrder(sources: readonly Iterable<number>[]): Generator<number> {
  const open: { readonly rest: Iterator<number>; next: number }[] = [];
  try {
    for (const source of sources) {
      const rest = source[Symbol.iterator]();
      const first = rest.next();
      if (first.done !== true) open.push({ rest, next: first.value });
    }
    while (open.length > 0) {
      const lowest = Math.min(...open.map(({ next }) => next));
      yield lowest;
      for (const each of open.filter(({ next }) => next === lowest)) {
        const after = each.rest.next();
        if (after.done === true) open.splice(open.indexOf(each), 1);
        else each.next = after.value;
      }
    }
  } finally {
    for (const { rest } of open) rest.return?.();
  }
}
