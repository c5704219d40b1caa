import type { SubmittedTicket } from '../../src/shared/domain/ticket.ts';
import { indexMark } from '../../src/shared/text/char-class.ts';
import { bigrams, indexTokens, isShortPrefix } from '../../src/shared/text/index-text.ts';
import { numberKey, numberParts } from '../../src/shared/text/number-text.ts';
import { queryTerms, withHalfTypedSyllable, type QueryTerm } from '../../src/shared/text/query-terms.ts';
import { withAttachedParticles } from '../../src/shared/text/tibetan-syllables.ts';

/** A database's lexeme has room for 2046 bytes; nobody types so long a word. UTF-16 units. */
const longestToken = 400;
/** Positions beyond are not kept apart. */
const lastPosition = 16_383;
/** Before each end of a number; no text holds the mark. */
const numberMark = `${indexMark}#`;

/**
 * What a ticket is found by, as a `tsvector`: what was written in it and its number. Not who called: the list does not show
 * it, so it must not be asked either.
 */
export function wordsVector({ number, description }: Pick<SubmittedTicket, 'number' | 'description'>): string {
  const { words, shorts } = indexTokens(description);
  const key = numberKey(number);
  // Every end of the number: a part of it is the beginning of one of them.
  const ends = Array.from(key, (_char, from) => numberMark + key.slice(from));
  const placed = words.map((word, nth) => `${lexeme(word)}:${String(Math.min(nth + 1, lastPosition))}`);
  return [...placed, ...[...shorts, ...ends].map(lexeme)].join(' ');
}

/** A query as a `tsquery`: all terms in one of their readings, or a part of a number. Undefined for one that asks nothing. */
export function wordsQuery(text: string): string | undefined {
  const terms = queryTerms(text);
  const halfTyped = withHalfTypedSyllable(terms);
  const readings = [terms, ...(halfTyped ? [halfTyped] : [])].filter((reading) => reading.length > 0);
  const ways = [
    ...readings.map((reading) => reading.map(termQuery).join(' & ')),
    ...numberParts(text).map((part) => `${lexeme(numberMark + part)}:*`),
  ];
  return ways.length === 0 ? undefined : ways.map((way) => `(${way})`).join(' | ');
}

function termQuery(term: QueryTerm): string {
  switch (term.kind) {
    case 'han': {
      const chars = Array.from(term.text);
      return chars.length === 1 ? lexeme(indexMark + term.text) : phrase(bigrams(chars));
    }
    case 'word':
      if (!term.isPrefix) return lexeme(term.text);
      return isShortPrefix(term.text) ? lexeme(indexMark + term.text) : `${lexeme(term.text)}:*`;
    case 'tibetan': {
      if (term.isPrefix) return `${phrase(term.parts)}:*`;
      if (!term.isOpen) return phrase(term.parts);
      const before = term.parts.slice(0, -1);
      const forms = withAttachedParticles(term.parts.at(-1) ?? '').map((form) => phrase([...before, form]));
      return `(${forms.join(' | ')})`;
    }
  }
}

/** One after another. A prefix that follows belongs to the last. */
function phrase(tokens: readonly string[]): string {
  return tokens.map(lexeme).join(' <-> ');
}

function lexeme(token: string): string {
  return `'${token.slice(0, longestToken).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
