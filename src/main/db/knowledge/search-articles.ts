import type Database from 'better-sqlite3';
import type { SearchAnswer, SearchHit } from '../../../shared/domain/article.ts';
import { highlight } from '../../../shared/text/highlight.ts';
import { queryTerms, withHalfTypedSyllable, type QueryTerm } from '../../../shared/text/query-terms.ts';
import { snippet } from '../../../shared/text/snippet.ts';
import { headOf, type ArticleRow, type ArticleRows } from './article-rows.ts';
import { matchExpression } from './match-expression.ts';
import { readWylie, type WylieReading } from './wylie-reading.ts';

/** Hits that are scored; ranks put the most useful first, so what lies beyond is the least useful. */
const scoredHits = 5000;
/** Rows asked for at first: enough for a page of results when some of them are not valid yet. */
const firstBatch = 64;

/** One way of understanding the query. */
interface Reading {
  readonly terms: readonly QueryTerm[];
  readonly wylie?: WylieReading;
}

interface Found {
  readonly row: ArticleRow;
  readonly reading: Reading;
}

export type Search = (query: string, limit: number, now: number) => Omit<SearchAnswer, 'cached'>;

/**
 * Full-text search over `words`. Text scores that differ by less than a tenth count as equal, and the more useful
 * article comes first. Retired articles are not in the index, future ones are left out, expired ones come last.
 */
export function articleSearch(db: Database.Database, articles: ArticleRows): Search {
  const ranked = db
    .prepare<[string, number], number>(
      `SELECT place FROM (
         SELECT rowid AS place, -bm25(words, 10.0, 5.0, 1.0) AS score FROM words WHERE words MATCH ? LIMIT ${scoredHits}
       )
       ORDER BY floor(ln(score) * 10) DESC, place LIMIT ?`,
    )
    .pluck();
  const any = db.prepare<[string], number>('SELECT rowid FROM words WHERE words MATCH ? LIMIT 1').pluck();

  function* rowsOf(reading: Reading): Generator<Found> {
    const expression = matchExpression(reading.terms);
    let given = 0;
    for (let asked = firstBatch; ; asked *= 4) {
      const ranks = ranked.all(expression, asked);
      for (const rank of ranks.slice(given)) {
        const row = articles.byRank(rank);
        if (row) yield { row, reading };
      }
      if (ranks.length < asked) return;
      given = ranks.length;
    }
  }
  const isKnownWord = (terms: readonly QueryTerm[]): boolean =>
    any.get(matchExpression(terms.map((term) => (term.kind === 'word' ? { ...term, isPrefix: false } : term)))) !==
    undefined;

  return (query, limit, now) => {
    const readings = readingsOf(query, isKnownWord);
    let found = collect(readings.map(rowsOf), limit, now);
    if (found.length === 0) found = collect(readings.flatMap(halfTyped).map(rowsOf), limit, now);
    const wylie = found.find(({ reading }) => reading.wylie)?.reading.wylie;
    return {
      hits: found.map((each) => hitOf(each, now)),
      ...(wylie ? { readAs: { kind: 'wylie' as const, text: wylie.text } } : {}),
    };
  };
}

/** The ways to understand a query, the likelier first. */
function readingsOf(query: string, isKnownWord: (terms: readonly QueryTerm[]) => boolean): Reading[] {
  const terms = queryTerms(query);
  if (terms.length === 0) return [];
  const wylie = readWylie(query);
  if (!wylie) return [{ terms }];
  // "go" and "gas" are syllables too: one syllable is Tibetan first only when no article has such a word.
  const isTibetanFirst = wylie.syllables > 1 || !isKnownWord(terms);
  const asTibetan: Reading = { terms: wylie.terms, wylie };
  return isTibetanFirst ? [asTibetan, { terms }] : [{ terms }, asTibetan];
}

function halfTyped(reading: Reading): Reading[] {
  const terms = withHalfTypedSyllable(reading.terms);
  return terms ? [{ ...reading, terms }] : [];
}

/** The first `limit` articles that are valid already, each once; expired ones moved behind. */
function collect(sources: readonly Iterable<Found>[], limit: number, now: number): Found[] {
  const found = new Map<number, Found>();
  for (const source of sources) {
    if (found.size >= limit) break;
    for (const each of source) {
      const isFuture = each.row.valid_from !== null && each.row.valid_from > now;
      if (!isFuture && !found.has(each.row.rank)) found.set(each.row.rank, each);
      if (found.size >= limit) break;
    }
  }
  const all = [...found.values()];
  return [...all.filter(({ row }) => !isExpired(row, now)), ...all.filter(({ row }) => isExpired(row, now))];
}

function isExpired(row: ArticleRow, now: number): boolean {
  return row.valid_until !== null && row.valid_until <= now;
}

function hitOf({ row, reading }: Found, now: number): SearchHit {
  const { lang, domain, regions, updatedAt } = headOf(row);
  return {
    id: row.id,
    lang,
    domain,
    title: highlight(row.title, reading.terms),
    snippet: snippet(row.body, reading.terms),
    regions,
    updatedAt,
    isExpired: isExpired(row, now),
  };
}
