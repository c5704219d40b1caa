import type Database from 'better-sqlite3';
import { passagesOf, type Passages } from '../../../shared/text/snippet.ts';
import { headOf, type ArticleHead, type ArticleRow, type ArticleRows } from './article-rows.ts';

/** An article as a hit shows it. */
export interface HitText {
  readonly row: ArticleRow;
  readonly head: ArticleHead;
  readonly passages: Passages;
}

/** Articles that were found lately: with every letter typed most of them are found once more. */
export interface HitTexts {
  /** Forgets them all if the file has changed; call it before a search. */
  refresh(): void;
  byRank(rank: number): HitText | undefined;
}

/** UTF-16 units of bodies that are kept, about four bytes of memory each: most articles have some hundreds, a few 20,000. */
const mostUnits = 2_000_000;

export function hitTexts(db: Database.Database, articles: ArticleRows): HitTexts {
  // Tells what other connections commit.
  const version = db.prepare<[], number>('PRAGMA data_version').pluck();
  const kept = new Map<number, HitText>();
  let keptAt: number | undefined;
  let units = 0;
  const forgetOldest = (): void => {
    for (const [rank, { row }] of kept) {
      if (units <= mostUnits) return;
      kept.delete(rank);
      units -= row.body.length;
    }
  };
  return {
    refresh() {
      const now = version.get();
      if (now !== keptAt) {
        kept.clear();
        units = 0;
      }
      keptAt = now;
    },
    byRank(rank) {
      const known = kept.get(rank);
      const text = known ?? read(articles.byRank(rank));
      if (!text) return undefined;
      // The map keeps the order in which they were asked for.
      if (known) kept.delete(rank);
      else units += text.row.body.length;
      kept.set(rank, text);
      forgetOldest();
      return text;
    },
  };
}

function read(row: ArticleRow | undefined): HitText | undefined {
  if (!row) return undefined;
  let passages: Passages | undefined;
  return {
    row,
    head: headOf(row),
    get passages() {
      return (passages ??= passagesOf(row.body));
    },
  };
}
