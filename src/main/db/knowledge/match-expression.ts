import { indexMark } from '../../../shared/text/char-class.ts';
import { bigrams, isShortPrefix } from '../../../shared/text/index-text.ts';
import type { QueryTerm } from '../../../shared/text/query-terms.ts';
import { withAttachedParticles } from '../../../shared/text/tibetan-syllables.ts';
import { indexMarks } from './index-marks.ts';

/** One thing that an article must have: one of these ways to say it, each of all of its terms. */
export type Need = readonly (readonly QueryTerm[])[];

/**
 * FTS5 expressions over the tokens that article-words.ts writes, one for each tier, the best first: everything in the
 * title, everything in title and tags, something in them, everything anywhere. A later one finds again what an earlier
 * one found.
 */
export function tierExpressions(needs: readonly Need[]): string[] {
  const title = needs.map((need) => needExpression(need, [indexMarks.title]));
  const head = needs.map((need) => needExpression(need, [indexMarks.title, indexMarks.tag]));
  const all = needs.map((need) => needExpression(need, [''])).join(' AND ');
  return [
    title.join(' AND '),
    head.join(' AND '),
    ...(needs.length > 1 ? [`(${head.join(' OR ')}) AND ${all}`] : []),
    all,
  ];
}

/** The terms as an FTS5 expression over the tokens that index-text.ts writes; every term must be there. */
export function matchExpression(terms: readonly QueryTerm[]): string {
  return needsOf(terms)
    .map((need) => needExpression(need, ['']))
    .join(' AND ');
}

/** The terms as they stand, every one of which must be there. */
export function needsOf(terms: readonly QueryTerm[]): Need[] {
  return terms.map((term) => [[term]]);
}

function needExpression(need: Need, marks: readonly string[]): string {
  const ways = need.flatMap((terms) =>
    marks.map((mark) => {
      const all = terms.map((term) => termExpression(term, mark));
      return all.length === 1 ? (all[0] ?? '') : `(${all.join(' AND ')})`;
    }),
  );
  return ways.length === 1 ? (ways[0] ?? '') : `(${ways.join(' OR ')})`;
}

function termExpression(term: QueryTerm, mark: string): string {
  switch (term.kind) {
    case 'han': {
      const chars = Array.from(term.text);
      return phrase(chars.length === 1 ? [indexMark + term.text] : bigrams(chars), mark);
    }
    case 'word':
      if (!term.isPrefix) return phrase([term.text], mark);
      return isShortPrefix(term.text) ? phrase([indexMark + term.text], mark) : `${phrase([term.text], mark)} *`;
    case 'tibetan':
      return tibetanExpression(term, mark);
  }
}

function tibetanExpression(term: QueryTerm & { kind: 'tibetan' }, mark: string): string {
  if (term.isPrefix) return `${phrase(term.parts, mark)} *`;
  if (!term.isOpen) return phrase(term.parts, mark);
  const before = term.parts.slice(0, -1);
  const forms = withAttachedParticles(term.parts.at(-1) ?? '').map((form) => phrase([...before, form], mark));
  return `(${forms.join(' OR ')})`;
}

/** Tokens hold letters, marks and digits only, so nothing in them needs escaping. */
export function phrase(tokens: readonly string[], mark = ''): string {
  return `"${tokens.map((token) => mark + token).join(' ')}"`;
}
