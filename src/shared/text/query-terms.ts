import { foldText } from './fold-text.ts';
import { segment, type Run } from './segment.ts';
import { isOpenSyllable } from './tibetan-syllables.ts';

/** What a query asks for; an article must have every term. Texts are folded. */
export type QueryTerm =
  | { readonly kind: 'han'; readonly text: string }
  /** `isPrefix`: words that begin so count too. */
  | { readonly kind: 'word'; readonly text: string; readonly isPrefix: boolean }
  | {
      readonly kind: 'tibetan';
      /** Consecutive parts of syllables as in the index. At least one. */
      readonly parts: readonly string[];
      /** The last part may carry ར or ས. */
      readonly isOpen: boolean;
      /** The last part may be the beginning of a syllable. */
      readonly isPrefix: boolean;
    };

/** The terms of a query, each once, in order. Empty for a query of nothing but punctuation. */
export function queryTerms(query: string): QueryTerm[] {
  const folded = foldText(query).text;
  const runs = segment(folded);
  const terms = new Map<string, QueryTerm>();
  runs.forEach((run, index) => {
    const term = termOf(folded, run, index === runs.length - 1);
    terms.set(JSON.stringify(term), term);
  });
  return [...terms.values()];
}

function termOf(folded: string, run: Run, isLast: boolean): QueryTerm {
  const text = folded.slice(run.start, run.end);
  if (run.kind === 'han') return { kind: 'han', text };
  if (run.kind === 'word') return { kind: 'word', text, isPrefix: isLast };
  const parts = run.syllables.flatMap((syllable) => syllable.parts);
  return { kind: 'tibetan', parts, isOpen: isOpenSyllable(parts.at(-1) ?? ''), isPrefix: false };
}

/**
 * The same terms with the last Tibetan syllable taken as half typed; undefined when the query does not end in one. For
 * use when the query as it stands finds nothing.
 */
export function withHalfTypedSyllable(terms: readonly QueryTerm[]): QueryTerm[] | undefined {
  const last = terms.at(-1);
  if (last?.kind !== 'tibetan') return undefined;
  return [...terms.slice(0, -1), { ...last, isPrefix: true }];
}
