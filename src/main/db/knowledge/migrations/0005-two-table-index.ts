import type Database from 'better-sqlite3';
import type { Migration } from '../../migrate.ts';
import { createWordIndex, dropWordIndex } from '../word-index.ts';

/** Ranks in one band, before and since (see article-rank.ts). */
const wasBandSize = 2 ** 24;
const bandSize = 2 ** 18;

/**
 * Short tokens get a table of their own (see word-index.ts), and the bands of ranks come closer together. The index is
 * empty here, and filled by index-upkeep.ts with the most useful articles first.
 */
export const twoTableIndex: Migration = {
  version: 5,
  name: '0005-two-table-index',
  up(db) {
    dropWordIndex(db, 'words_next');
    dropWordIndex(db, 'words');
    createWordIndex(db, 'words');
    renumber(db);
    db.exec(`
      DELETE FROM state WHERE name = 'indexRules';
      INSERT OR REPLACE INTO state (name, value) VALUES ('nextIndexRules', '3'), ('reindexedTo', '0');
    `);
  },
};

/** From the lowest rank on: none moves up, so that none meets one that has not been moved yet. */
function renumber(db: Database.Database): void {
  const ranks = db.prepare<[], number>('SELECT rank FROM articles ORDER BY rank').pluck().all();
  const move = db.prepare('UPDATE articles SET rank = ? WHERE rank = ?');
  let last = 0;
  for (const rank of ranks) {
    const band = Math.floor((rank - 1) / wasBandSize);
    last = Math.max(last, band * bandSize) + 1;
    if (last !== rank) move.run(last, rank);
  }
}
