import { indexMark } from './char-class.ts';
import { foldText } from './fold-text.ts';
import { segment } from './segment.ts';

/** Words up to this many UTF-16 units are looked up by a short token instead of a prefix over all words. */
export const shortPrefixMax = 3;

const surrogate = /[\ud800-\udfff]/;

/** The tokens of a text, for one index or for two. */
export interface IndexTokens {
  /**
   * In the order of the text:
   * - Han run: every bigram, then the last character alone, which keeps two runs from being read as one.
   * - Tibetan run: every syllable, particles apart; a mark between two runs in a row keeps them apart.
   * - Other scripts: the word.
   */
  readonly words: string[];
  /**
   * Once each: the mark followed by a Han character or by the first 1 to 3 letters of a word. They answer single
   * characters and half-typed words without a scan over all bigrams or words, and never stand in a phrase.
   */
  readonly shorts: string[];
}

/** A text as all the tokens that a full-text index holds, split by spaces. */
export function indexText(text: string): string {
  const { words, shorts } = indexTokens(text);
  return [...words, ...shorts].join(' ');
}

export function indexTokens(text: string): IndexTokens {
  const folded = foldText(text).text;
  const words: string[] = [];
  const short = new Set<string>();
  let wasTibetan = false;
  for (const run of segment(folded)) {
    if (run.kind === 'tibetan') {
      if (wasTibetan) words.push(indexMark);
      for (const syllable of run.syllables) words.push(...syllable.parts);
    } else if (run.kind === 'han') {
      const chars = Array.from(folded.slice(run.start, run.end));
      words.push(...bigrams(chars), chars.at(-1) ?? '');
      for (const char of chars) short.add(char);
    } else {
      const word = folded.slice(run.start, run.end);
      words.push(word);
      for (const prefix of shortPrefixes(word)) short.add(prefix);
    }
    wasTibetan = run.kind === 'tibetan';
  }
  return { words, shorts: Array.from(short, (token) => indexMark + token) };
}

/** Pairs of neighbouring characters; empty for fewer than two. */
export function bigrams(chars: readonly string[]): string[] {
  return chars.slice(1).map((char, index) => (chars[index] ?? '') + char);
}

/** Whether a short token answers the prefix; else it is a prefix query over the words. */
export function isShortPrefix(prefix: string): boolean {
  return prefix.length <= shortPrefixMax && !surrogate.test(prefix);
}

function shortPrefixes(word: string): string[] {
  const prefixes: string[] = [];
  for (let length = 1; length <= Math.min(shortPrefixMax, word.length); length++) {
    const prefix = word.slice(0, length);
    if (isShortPrefix(prefix)) prefixes.push(prefix);
  }
  return prefixes;
}
