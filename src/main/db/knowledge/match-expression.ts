import { indexMark } from '../../../shared/text/char-class.ts';
import { bigrams, isShortPrefix } from '../../../shared/text/index-text.ts';
import type { QueryTerm } from '../../../shared/text/query-terms.ts';
import { withAttachedParticles } from '../../../shared/text/tibetan-syllables.ts';

/** The terms as an FTS5 expression over the tokens that index-text.ts writes; every term must be there. */
export function matchExpression(terms: readonly QueryTerm[]): string {
  return terms.map(termExpression).join(' AND ');
}

function termExpression(term: QueryTerm): string {
  switch (term.kind) {
    case 'han': {
      const chars = Array.from(term.text);
      return phrase(chars.length === 1 ? [indexMark + term.text] : bigrams(chars));
    }
    case 'word':
      if (!term.isPrefix) return phrase([term.text]);
      return isShortPrefix(term.text) ? phrase([indexMark + term.text]) : `${phrase([term.text])} *`;
    case 'tibetan':
      return tibetanExpression(term);
  }
}

function tibetanExpression(term: QueryTerm & { kind: 'tibetan' }): string {
  if (term.isPrefix) return `${phrase(term.parts)} *`;
  if (!term.isOpen) return phrase(term.parts);
  const before = term.parts.slice(0, -1);
  const forms = withAttachedParticles(term.parts.at(-1) ?? '').map((form) => phrase([...before, form]));
  return `(${forms.join(' OR ')})`;
}

/** Tokens hold letters, marks and digits only, so nothing in them needs escaping. */
function phrase(tokens: readonly string[]): string {
  return `"${tokens.join(' ')}"`;
}
