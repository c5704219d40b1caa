import type Database from 'better-sqlite3';
import type { Rows } from './apply-page.ts';
import { createWordIndex, dropWordIndex, hasNextIndex, indexWriter, swapWordIndex } from './word-index.ts';

/**
 * Number of the rules by which an article becomes index tokens (article-words.ts, src/shared/text). Goes up with every
 * change to them, so that an index written by older rules is written anew.
 */
export const indexRules = 3;

/** Rules of the index that answers. */
const rulesName = 'indexRules';
/** Rules of the index that is being written, and the last rank in it; there only while that is going on. */
const nextRulesName = 'nextIndexRules';
const progressName = 'reindexedTo';
/** Articles per transaction: a page from the centre waits for one of them. */
const batch = 100;

export function areIndexRulesCurrent({ content }: Rows): boolean {
  return content.state(rulesName) === String(indexRules);
}

/**
 * Begins a new index beside one of other rules, which goes on answering until the new one is complete. An unfinished one
 * of these very rules is gone on with.
 */
export function checkIndexRules(db: Database.Database, rows: Rows): void {
  const { articles, content } = rows;
  if (areIndexRulesCurrent(rows)) return;
  if (articles.count() === 0) return content.setState(rulesName, String(indexRules));
  if (content.state(nextRulesName) === String(indexRules)) return;
  beginNewIndex(db, rows);
}

function beginNewIndex(db: Database.Database, { content }: Rows): void {
  dropWordIndex(db, 'words_next');
  createWordIndex(db, 'words_next');
  content.setState(nextRulesName, String(indexRules));
  content.setState(progressName, '0');
}

/**
 * Writes some more entries of a new index in a transaction of its own; the last of them puts the new index in the place of
 * the old one. Where a migration left none, the entries go into the index that answers, the best articles first. False
 * when nothing is left to do.
 */
export function writeNextEntries(db: Database.Database, { articles, content }: Rows): boolean {
  if (content.state(nextRulesName) === undefined) return false;
  db.transaction(() => {
    const isBeside = hasNextIndex(db);
    const write = indexWriter(db, isBeside ? 'words_next' : 'words');
    const last = articles.indexAbove(Number(content.state(progressName)), batch, write);
    if (last !== undefined) return content.setState(progressName, String(last));
    if (isBeside) swapWordIndex(db);
    content.setState(rulesName, content.state(nextRulesName) ?? '');
    content.dropState(nextRulesName);
    content.dropState(progressName);
  }).immediate();
  return true;
}
