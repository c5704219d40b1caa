import { shippedSynonyms, type SynonymGroup } from '../../../shared/content/synonyms.ts';
import type { KnowledgeDomain } from '../../../shared/domain/article.ts';
import { findTerm, type TextRange } from '../../../shared/text/find-term.ts';
import { foldText } from '../../../shared/text/fold-text.ts';
import { queryTerms, type QueryTerm } from '../../../shared/text/query-terms.ts';
import { needsOf, type Need } from './match-expression.ts';

/** A query with one of its words replaced by all that mean the same in a domain. */
export interface SynonymReading {
  readonly domain: KnowledgeDomain;
  readonly needs: readonly Need[];
}

interface Word {
  readonly group: SynonymGroup;
  readonly terms: readonly QueryTerm[];
}

let known: readonly Word[] | undefined;

/** The query understood by the words that others use for the same; one reading for each domain that knows one. */
export function withSynonyms(query: string): SynonymReading[] {
  const folded = foldText(query).text;
  const longest = new Map<KnowledgeDomain, { word: Word; range: TextRange }>();
  for (const word of (known ??= wordsOf(shippedSynonyms))) {
    const range = rangeOf(folded, word.terms);
    const held = longest.get(word.group.domain);
    if (range && (!held || range.end - range.start > held.range.end - held.range.start)) {
      longest.set(word.group.domain, { word, range });
    }
  }
  return [...longest.values()].map(({ word: { group }, range }) => ({
    domain: group.domain,
    needs: [
      group.words.map((word) => wholeTerms(word)),
      ...needsOf(queryTerms(`${folded.slice(0, range.start)} ${folded.slice(range.end)}`)),
    ],
  }));
}

function wordsOf(groups: readonly SynonymGroup[]): Word[] {
  return groups.flatMap((group) => group.words.map((word) => ({ group, terms: wholeTerms(word) })));
}

/** Nothing in a synonym is half typed. */
function wholeTerms(word: string): QueryTerm[] {
  return queryTerms(word).map((term) => (term.kind === 'word' ? { ...term, isPrefix: false } : term));
}

/** Where the query says the word, its terms one after the other. */
function rangeOf(folded: string, terms: readonly QueryTerm[]): TextRange | undefined {
  let start: number | undefined;
  let end = 0;
  for (const term of terms) {
    const range = findTerm(folded, term, end);
    if (range === undefined) return undefined;
    start ??= range.start;
    end = range.end;
  }
  return start === undefined ? undefined : { start, end };
}
