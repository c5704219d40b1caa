import jsewts from 'jsewts';
import { queryTerms, type QueryTerm } from '../../../shared/text/query-terms.ts';

/** A Latin query read as Tibetan written in Wylie (EWTS). */
export interface WylieReading {
  /** The same in Tibetan script, syllables joined by tshegs. */
  readonly text: string;
  readonly terms: readonly QueryTerm[];
  readonly syllables: number;
}

const wylieOnly = /^[A-Za-z'+.\-\s/]+$/;
/** One syllable has one vowel, but for those of particles, which follow an apostrophe: pa'i. */
const oneVowel = /^[^aeiouAIU]*[aeiouAIU](?:'[aeiouAIU][a-z]*|[^aeiouAIU'])*'?$/;
const maxLength = 100;
/** One of the five letters that stand before others, with its vowel written. */
const oddPrefix = /^[gdbm']a[^aeiou]/;
const tibetanOnly = /^[\u0f40-\u0fbc]+$/;

/**
 * Reads a query as Wylie, strictly: every word must be a well-formed syllable, or one that is spelled back the same, or it
 * is undefined. The last word may
 * be unfinished and is then left out. Takes the query as typed, since Wylie tells capitals apart; capitals that make no
 * sense in it are read as small letters.
 */
export function readWylie(query: string): WylieReading | undefined {
  const typed = query.normalize('NFC').replaceAll('’', "'").trim();
  if (typed.length === 0 || typed.length > maxLength || !wylieOnly.test(typed)) return undefined;
  const words = typed.split(/[\s/]+/).filter((word) => word !== '');
  const syllables = words.map((word) => readSyllable(word) ?? readSyllable(word.toLowerCase()));
  if (syllables.length > 1 && syllables.at(-1) === undefined) syllables.pop();
  if (!syllables.every((syllable) => syllable !== undefined)) return undefined;
  const text = syllables.join('་');
  return { text, terms: queryTerms(text), syllables: syllables.length };
}

function readSyllable(word: string): string | undefined {
  const warnings: string[] = [];
  const text = jsewts.fromWylie(word, { check: true, check_strict: true, sloppy: false }, warnings);
  if (!tibetanOnly.test(text)) return undefined;
  if (oneVowel.test(word) && warnings.length === 0) return text;
  // A letter before one that it never stands before, as misprints have it, is written out with the vowel that it bears.
  // What comes back as it was typed was meant so.
  return oddPrefix.test(word) && oneVowel.test(word.slice(2)) && jsewts.toWylie(text) === word ? text : undefined;
}
