import { indexMark } from '../../../shared/text/char-class.ts';
import { bigrams, isShortPrefix } from '../../../shared/text/index-text.ts';
import type { QueryTerm } from '../../../shared/text/query-terms.ts';
import { withAttachedParticles } from '../../../shared/text/tibetan-syllables.ts';
import { indexMarks } from './index-marks.ts';
import { allOf, anyOf, inShorts, inWords, type Expression } from './two-table-expression.ts';

/** One thing that an article must have: one of these ways to say it, each of all of its terms. */
export type Need = readonly (readonly QueryTerm[])[];

/**
 * Expressions over the tokens that article-words.ts writes, one for each tier, the best first: everything in the title,
 * everything in title and tags, something in them, everything anywhere. A later one finds again what an earlier one found.
 */
export function tierExpressions(needs: readonly Need[]): Expression[] {
  const head = needs.map((need) => needExpression(need, [indexMarks.title, indexMarks.tag]));
  const all = allOf(needs.map((need) => needExpression(need, [''])));
  return [
    allOf(needs.map((need) => needExpression(need, [indexMarks.title]))),
    allOf(head),
    ...(needs.length > 1 ? [allOf([anyOf(head), all])] : []),
    all,
  ];
}

/** The terms as an FTS5 expression over the tokens that index-text.ts writes into one column; all must be there. */
export function matchExpression(terms: readonly QueryTerm[]): string {
  return terms.map((term) => termExpression(term, '')).join(' AND ');
}

/** The terms as they stand, every one of which must be there. */
export function needsOf(terms: readonly QueryTerm[]): Need[] {
  return terms.map((term) => [[term]]);
}

function needExpression(need: Need, marks: readonly string[]): Expression {
  return anyOf(
    need.flatMap((terms) =>
      marks.map((mark) =>
        allOf(
          terms.map((term) => {
            const text = termExpression(term, mark);
            return isShort(term) ? inShorts(text) : inWords(text);
          }),
        ),
      ),
    ),
  );
}

/** Whether a short token answers the term. */
function isShort(term: QueryTerm): boolean {
  if (term.kind === 'han') return Array.from(term.text).length === 1;
  return term.kind === 'word' && term.isPrefix && isShortPrefix(term.text);
}

function termExpression(term: QueryTerm, mark: string): string {
  switch (term.kind) {
    case 'han':
      return phrase(isShort(term) ? [indexMark + term.text] : bigrams(Array.from(term.text)), mark);
    case 'word':
      if (isShort(term)) return phrase([indexMark + term.text], mark);
      return term.isPrefix ? `${phrase([term.text], mark)} *` : phrase([term.text], mark);
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
