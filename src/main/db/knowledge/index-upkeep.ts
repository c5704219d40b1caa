import type Database from 'better-sqlite3';
import type { Rows } from './apply-page.ts';

/**
 * Number of the rules by which text becomes index tokens (src/shared/text). Goes up with every change to them, so that
 * an index written by older rules is written anew.
 */
export const indexRules = 1;

const rulesName = 'indexRules';
/** Last rank written anew; there only while that is going on. */
const progressName = 'reindexedTo';
const done = 'done';
/** Articles per transaction: short enough that a search in between does not wait noticeably. */
const batch = 50;

export function areIndexRulesCurrent({ content }: Rows): boolean {
  return content.state(rulesName) === String(indexRules);
}

/** Notices an index of other rules and empties it; `writeNextEntries` then fills it bit by bit, useful articles first. */
export function checkIndexRules(db: Database.Database, rows: Rows): void {
  const { articles, content } = rows;
  if (areIndexRulesCurrent(rows)) return;
  if (articles.count() > 0) {
    db.exec("INSERT INTO words (words) VALUES ('delete-all')");
    content.setState(progressName, '0');
  }
  content.setState(rulesName, String(indexRules));
}

/** Writes some more entries in a transaction of its own. False when nothing is left to do. */
export function writeNextEntries(db: Database.Database, { articles, content }: Rows): boolean {
  const progress = content.state(progressName) ?? done;
  if (progress === done) return false;
  db.transaction(() => {
    const last = articles.reindexAbove(Number(progress), batch);
    content.setState(progressName, last === undefined ? done : String(last));
  }).immediate();
  return true;
}
