import type Database from 'better-sqlite3';
import { numberParts } from '../../../shared/text/number-text.ts';
import { queryTerms, withHalfTypedSyllable, type QueryTerm } from '../../../shared/text/query-terms.ts';
import { matchExpression } from '../knowledge/match-expression.ts';
import { readWylie } from '../knowledge/wylie-reading.ts';
import { nameKey } from './customer-index.ts';

/** The rows of the customers that fit a query, each once, the likelier first; computed as far as they are asked for. */
export type CustomerSearch = (query: CustomerQuery) => Generator<number, void, undefined>;

/** A query understood: the parts of numbers that it may be, and the ways to read it as words. */
export interface CustomerQuery {
  readonly parts: readonly string[];
  readonly name: string;
  readonly readings: readonly (readonly QueryTerm[])[];
}

/** Words beside a number, such as a name and the last digits of a phone: a customer must have both. */
export interface MixedQuery {
  readonly terms: readonly QueryTerm[];
  readonly parts: readonly string[];
}

/** `exact`: the query as a full number in the form that is kept, where it is one. */
export function readCustomerQuery(query: string, exact?: string): CustomerQuery {
  const terms = queryTerms(query);
  const wylie = readWylie(query);
  const halfTyped = withHalfTypedSyllable(terms);
  const readings = [terms, wylie?.terms, halfTyped].filter((reading) => reading !== undefined && reading.length > 0);
  const parts = numberParts(query);
  return {
    parts: [...new Set([...(exact === undefined ? [] : numberParts(exact)), ...parts])],
    name: nameKey(query),
    readings: readings as (readonly QueryTerm[])[],
  };
}

/** Undefined for a query that is all number or holds none. */
export function readMixedQuery(query: string): MixedQuery | undefined {
  if (numberParts(query).length > 0) return undefined;
  const words = query.split(/\s+/).filter((word) => word !== '');
  const number = words.find((word) => numberParts(word).length > 0);
  const terms = queryTerms(words.filter((word) => word !== number).join(' '));
  return number === undefined || terms.length === 0 ? undefined : { terms, parts: numberParts(number) };
}

/** More than these of one kind are never looked at: whoever gets them all has to ask more closely. */
const mostOfAKind = 200;
/** Behind every letter and digit. */
const last = '\uffff';

export function createCustomerSearch(db: Database.Database): CustomerSearch {
  const byPart = db
    .prepare<[string, number], number>('SELECT rowid FROM customer_numbers WHERE customer_numbers MATCH ? LIMIT ?')
    .pluck();
  const byName = db
    .prepare<[string, string, number], number>(
      'SELECT no FROM customers WHERE is_indexed = 1 AND name_key >= ? AND name_key < ? ORDER BY name_key LIMIT ?',
    )
    .pluck();
  const byWords = db
    .prepare<[string, number], number>('SELECT rowid FROM customer_words WHERE customer_words MATCH ? LIMIT ?')
    .pluck();

  function* all(query: CustomerQuery): Generator<number[]> {
    // Letters, digits and the sign between numbers only: nothing in it needs escaping.
    for (const part of query.parts) yield byPart.all(`"${part}"`, mostOfAKind);
    if (query.name !== '') yield byName.all(query.name, query.name + last, mostOfAKind);
    for (const terms of query.readings) {
      yield byWords.all(`name : (${matchExpression(terms)})`, mostOfAKind);
      yield byWords.all(matchExpression(terms), mostOfAKind);
    }
  }
  return function* (query) {
    const given = new Set<number>();
    for (const found of all(query)) {
      for (const no of found) {
        if (given.has(no)) continue;
        given.add(no);
        yield no;
      }
    }
  };
}
