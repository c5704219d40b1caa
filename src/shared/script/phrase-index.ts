import type { CallerLanguage } from '../domain/language.ts';
import { callerLanguages } from '../language/languages.ts';
import type { Moment } from '../domain/moment.ts';
import { findTerm } from '../text/find-term.ts';
import { foldText } from '../text/fold-text.ts';
import { queryTerms, withHalfTypedSyllable, type QueryTerm } from '../text/query-terms.ts';
import { findReading, readingSyllables, typedReading } from './reading-match.ts';
import type { ScriptBook } from './script-book.ts';

/** What a moment can be found by: its lines in every language, since an agent thinks in one and says it in another. */
interface IndexEntry {
  readonly moment: Moment;
  /** Everything in `texts`: what is not in here is in none of them. */
  readonly all: string;
  /** Folded text and gloss of each language that has a line. */
  readonly texts: readonly { readonly lang: CallerLanguage; readonly text: string }[];
  /** Syllables of pinyin and jyutping. */
  readonly readings: readonly { readonly lang: CallerLanguage; readonly syllables: readonly string[] }[];
}

export type PhraseIndex = readonly IndexEntry[];

/** Every moment that any language has a line for, in the order of the catalog. */
export function makePhraseIndex(book: ScriptBook): PhraseIndex {
  return book.moments.flatMap((moment): IndexEntry[] => {
    const lines = callerLanguages().flatMap((lang) => {
      const line = book.line(lang, moment.id);
      return line ? [{ lang, line }] : [];
    });
    if (lines.length === 0) return [];
    const texts = lines.flatMap(({ lang, line }) =>
      [line.text, line.gloss, line.wylie]
        .filter((text) => text !== undefined)
        .map((text) => ({ lang, text: foldText(text.replace(/\{\w+\}/g, ' ')).text })),
    );
    const readings = lines.flatMap(({ lang, line }) =>
      line.reading === undefined ? [] : [{ lang, syllables: readingSyllables(line.reading) }],
    );
    return [{ moment, all: texts.map(({ text }) => text).join('\n'), texts, readings }];
  });
}

/** A moment that a query finds; the smaller the distance, the better. */
export interface PhraseHit {
  readonly moment: Moment;
  readonly distance: number;
}

/**
 * Moments that have everything of the query, best first: a line in the caller's language that begins with it, then one
 * that has it, then any other language's. Empty for a query of nothing but punctuation.
 */
export function findPhrases(index: PhraseIndex, query: string, lang: CallerLanguage): PhraseHit[] {
  const terms = queryTerms(query).map((term): QueryTerm => (term.kind === 'word' ? { ...term, isPrefix: true } : term));
  if (terms.length === 0) return [];
  const typed = terms.every(({ kind }) => kind === 'word') ? typedReading(query) : '';
  const halfTyped = withHalfTypedSyllable(terms);
  return index
    .flatMap((entry): PhraseHit[] => {
      const distance = distanceOf(entry, terms, typed, lang) ?? (halfTyped && distanceOf(entry, halfTyped, '', lang));
      return distance === undefined ? [] : [{ moment: entry.moment, distance }];
    })
    .sort((a, b) => a.distance - b.distance);
}

const foreign = 4;

function distanceOf(
  entry: IndexEntry,
  terms: readonly QueryTerm[],
  typed: string,
  lang: CallerLanguage,
): number | undefined {
  let sum: number | undefined = 0;
  for (const term of terms) {
    const distance = termDistance(entry, term, lang);
    if (distance === undefined) sum = undefined;
    if (sum === undefined || distance === undefined) break;
    sum += distance;
  }
  const read = typed === '' ? undefined : readingDistance(entry, typed, lang);
  return sum === undefined || read === undefined ? (sum ?? read) : Math.min(sum, read);
}

function termDistance(entry: IndexEntry, term: QueryTerm, lang: CallerLanguage): number | undefined {
  let best: number | undefined;
  const letters = term.kind === 'tibetan' ? (term.parts[0] ?? '') : term.text;
  for (const { lang: written, text } of entry.all.includes(letters) ? entry.texts : []) {
    const found = findTerm(text, term, 0);
    if (found) best = Math.min(best ?? Infinity, Number(found.start > 0) + (written === lang ? 0 : foreign));
  }
  const read = term.kind === 'word' ? readingDistance(entry, typedReading(term.text), lang) : undefined;
  return best === undefined ? read : Math.min(best, read ?? Infinity);
}

/** A reading says less than letters do: two lines that sound alike are not the same. */
function readingDistance({ readings }: IndexEntry, typed: string, lang: CallerLanguage): number | undefined {
  let best: number | undefined;
  for (const { lang: spoken, syllables } of readings) {
    const start = findReading(syllables, typed);
    if (start >= 0) best = Math.min(best ?? Infinity, (start > 0 ? 3 : 0.5) + (spoken === lang ? 0 : foreign));
  }
  return best;
}
