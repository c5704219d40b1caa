import type { KnowledgeDomain } from '../../../shared/domain/article.ts';
import { queryTerms, withHalfTypedSyllable, type QueryTerm } from '../../../shared/text/query-terms.ts';
import { needsOf, tierExpressions, type Need } from './match-expression.ts';
import { readSounds, type SoundReading } from './sound-reading.ts';
import type { Expression } from './two-table-expression.ts';
import { readWylie } from './wylie-reading.ts';

/** One way of understanding the query. */
export interface Reading {
  /** All of which an article must have; empty for a reading by sound. */
  readonly needs: readonly Need[];
  /** The expression of a reading by sound. */
  readonly sounds?: string;
  /** The query in Tibetan script, where it was read as Wylie. */
  readonly wylie?: string;
  /** The only domain in which it means this: a word of the query was replaced by those that mean the same there. */
  readonly domain?: KnowledgeDomain;
}

/** The ways to understand a query, the likelier first. `isThere` tells whether any article fits an expression. */
export function readingsOf(query: string, isThere: (expression: Expression) => boolean): Reading[] {
  const terms = queryTerms(query);
  if (terms.length === 0) return [];
  const asWords: Reading[] = [{ needs: needsOf(terms) }];
  const sounds = readSounds(query);
  const wylie = readWylie(query);
  const asTibetan: Reading[] = wylie ? [{ needs: needsOf(wylie.terms), wylie: wylie.text }] : [];
  if (sounds.length === 0 && !wylie) return asWords;
  // "go" and "gas" are syllables too: a word that some article has is a word first.
  const isWord = isThere(tierExpressions(needsOf(terms.map(asWhole))).at(-1) ?? []);
  const isSpelled = (wylie?.syllables ?? 0) > 1;
  const long = sounds.filter(({ kind, length }) => kind === 'pinyin' && length > 1).map(asReading);
  const others = sounds.filter(({ kind, length }) => kind !== 'pinyin' || length <= 1).map(asReading);
  if (isSpelled) return [...asTibetan, ...long, ...asWords, ...others];
  return isWord ? [...asWords, ...asTibetan, ...long, ...others] : [...asTibetan, ...long, ...asWords, ...others];
}

/** The same readings with their last syllable taken as unfinished, for a query that finds nothing as it stands. */
export function halfTypedReadings(query: string, readings: readonly Reading[]): Reading[] {
  const tibetan = readings.flatMap((reading) => {
    const terms = withHalfTypedSyllable(reading.needs.flatMap(([way = []]) => way));
    return terms ? [{ ...reading, needs: needsOf(terms) }] : [];
  });
  return [...tibetan, ...readSounds(query, true).map(asReading)];
}

function asWhole(term: QueryTerm): QueryTerm {
  return term.kind === 'word' ? { ...term, isPrefix: false } : term;
}

function asReading({ expression }: SoundReading): Reading {
  return { needs: [], sounds: expression };
}
