import type Database from 'better-sqlite3';
import type { InsteadQuery, SearchAnswer, SearchHit, SearchWish } from '../../../shared/domain/article.ts';
import { highlight } from '../../../shared/text/highlight.ts';
import type { QueryTerm } from '../../../shared/text/query-terms.ts';
import { snippet } from '../../../shared/text/snippet.ts';
import type { ArticleRow, ArticleRows } from './article-rows.ts';
import { hitTexts, type HitText } from './hit-texts.ts';
import { everywhere, idToken, indexMarks } from './index-marks.ts';
import { indexLookup } from './index-lookup.ts';
import { phrase, tierExpressions } from './match-expression.ts';
import { halfTypedReadings, readingsOf, type Reading } from './query-readings.ts';
import { withSynonyms } from './synonyms.ts';
import { inWords, narrowed, type Expression } from './two-table-expression.ts';
import { countedMax, helpFor } from './zero-hit-help.ts';

interface Found {
  readonly text: HitText;
  readonly reading: Reading;
}

export type Search = (query: string, limit: number, now: number, wish?: SearchWish) => Omit<SearchAnswer, 'cached'>;

/** What would find something, for a query that finds nothing. */
export type Help = (query: string, now: number, wish?: SearchWish) => InsteadQuery[];

/** With fewer hits other words for the same are looked for too. */
const fewHits = 10;
/** More than anybody types; what comes after is left out. */
const longestQuery = 200;

/**
 * Full-text search over the index. What an article says in its title comes first, then what tags say, then what stands
 * anywhere; within each the rank decides, which is the rowid: so the first rows that SQLite finds are the best ones, and
 * a search ends as soon as it has enough of them, however many there are. Articles for other areas than the caller's come
 * after all those that are of use to him. Retired articles are not in the index; ones not valid yet or any more come last.
 */
export function articleSearch(db: Database.Database, articles: ArticleRows): { search: Search; instead: Help } {
  const { ranks, isThere } = indexLookup(db, articles.count);
  const texts = hitTexts(db, articles);

  function* rowsOf(reading: Reading, wish: SearchWish, seen: Set<number>): Generator<Found> {
    const { domain } = reading;
    if (domain !== undefined && wish.domains && wish.domains.length > 0 && !wish.domains.includes(domain)) return;
    const wished = domain === undefined ? wish : { ...wish, domains: [domain] };
    for (const expression of withWish(expressionsOf(reading), wished)) {
      for (const rank of ranks(expression)) {
        if (seen.has(rank)) continue;
        seen.add(rank);
        const text = texts.byRank(rank);
        if (text) yield { text, reading };
      }
    }
  }

  const find = (query: string, limit: number, now: number, wish: SearchWish): Found[] => {
    texts.refresh();
    const readings = readingsOf(query, isThere);
    const isWanted = ({ text }: Found): boolean => !wish.onlyValid || validityOf(text.row, now) === 'valid';
    const seen = new Set<number>();
    const findBy = (from: readonly Reading[], wanted: number): Found[] =>
      collect(
        from.map((reading) => rowsOf(reading, wish, seen)),
        wanted,
        isWanted,
      );
    let found = findBy(readings, limit);
    if (found.length === 0) found = findBy(halfTypedReadings(query, readings), limit);
    if (found.length < fewHits) found = [...found, ...findBy(withSynonyms(query), limit - found.length)];
    return found;
  };

  const search: Search = (query, limit, now, wish = {}) => {
    const found = find(query.slice(0, longestQuery), limit, now, wish);
    const wylie = found.find(({ reading }) => reading.wylie !== undefined)?.reading.wylie;
    return {
      hits: sortByValidity(found, now).map((each) => hitOf(each, now)),
      ...(wylie === undefined ? {} : { readAs: { kind: 'wylie' as const, text: wylie } }),
    };
  };
  const instead: Help = (query, now, wish = {}) =>
    helpFor(query.slice(0, longestQuery), {
      count: (other) => find(other, countedMax, now, wish).length,
      isThere,
    });
  return { search, instead };
}

function expressionsOf(reading: Reading): Expression[] {
  if (reading.sounds !== undefined) return [inWords(reading.sounds)];
  const tiers = tierExpressions(reading.needs);
  // A dozen words in every tier, each of them under every mark, would cost more than the query itself.
  return reading.domain === undefined ? tiers : [...tiers.slice(0, 1), ...tiers.slice(-1)];
}

/** Filters narrow every expression; an area of the caller puts what is for him before what is not. */
function withWish(expressions: readonly Expression[], wish: SearchWish): Expression[] {
  const filters = [
    filterFor(indexMarks.language, wish.languages),
    filterFor(indexMarks.domain, wish.domains),
    filterFor(indexMarks.area, wish.area === undefined ? undefined : [wish.area, everywhere]),
  ].filter((filter) => filter !== undefined);
  const wished = expressions.map((expression) => narrowed(expression, filters));
  const near = filterFor(indexMarks.area, wish.callerArea === undefined ? undefined : [wish.callerArea, everywhere]);
  return near === undefined ? wished : [...wished.map((expression) => narrowed(expression, [near])), ...wished];
}

function filterFor(mark: string, ids: readonly string[] | undefined): string | undefined {
  if (ids === undefined || ids.length === 0) return undefined;
  return `(${ids.map((id) => phrase([idToken(mark, id)])).join(' OR ')})`;
}

/** The first `limit` articles. */
function collect(sources: readonly Iterable<Found>[], limit: number, isWanted: (found: Found) => boolean): Found[] {
  const found: Found[] = [];
  if (limit <= 0) return found;
  for (const source of sources) {
    for (const each of source) {
      if (!isWanted(each)) continue;
      found.push(each);
      if (found.length >= limit) return found;
    }
  }
  return found;
}

const validities = ['valid', 'future', 'expired'] as const;
type Validity = (typeof validities)[number];

function validityOf(row: ArticleRow, now: number): Validity {
  if (row.valid_until !== null && row.valid_until <= now) return 'expired';
  return row.valid_from !== null && row.valid_from > now ? 'future' : 'valid';
}

function sortByValidity(found: readonly Found[], now: number): Found[] {
  return validities.flatMap((validity) => found.filter(({ text }) => validityOf(text.row, now) === validity));
}

function hitOf({ text: { row, head, passages }, reading }: Found, now: number): SearchHit {
  const { lang, domain, regions, updatedAt } = head;
  const terms: readonly QueryTerm[] = reading.needs.flat(2);
  const validity = validityOf(row, now);
  return {
    id: row.id,
    lang,
    domain,
    title: highlight(row.title, terms),
    snippet: snippet(passages, terms),
    regions,
    updatedAt,
    isExpired: validity === 'expired',
    isFuture: validity === 'future',
    foundBy: wayOf(reading),
  };
}

function wayOf({ sounds, wylie, domain }: Reading): SearchHit['foundBy'] {
  if (sounds !== undefined) return 'sound';
  if (wylie !== undefined) return 'wylie';
  return domain === undefined ? 'words' : 'synonym';
}
