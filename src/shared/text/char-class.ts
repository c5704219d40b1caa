/** What a character is to the segmenter. A tsheg joins Tibetan syllables; a mark continues a word but starts none. */
export const charClass = { separator: 1, han: 2, tibetan: 3, tsheg: 4, word: 5, mark: 6 } as const;
export type CharClass = (typeof charClass)[keyof typeof charClass];

/**
 * Letter that the index puts between clauses and before short tokens (see index-text.ts). It counts as a separator here,
 * so that no text and no query can produce it.
 */
export const indexMark = 'ʘ';

// Assigned Tibetan letters, vowel signs and subjoined letters; not digits, not punctuation.
const tibetanPattern =
  /^[\u0f00\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f47\u0f49-\u0f6c\u0f71-\u0f84\u0f86-\u0f97\u0f99-\u0fbc\u0fc6]$/;

// Asking the patterns costs a hundred times what an array costs, and a text has few different characters.
const known = new Uint8Array(0x10000);

/** Class of a folded character (see fold-text.ts). Lone surrogates are separators. */
export function classOfPoint(point: number): CharClass {
  if (point > 0xffff) return classify(String.fromCodePoint(point));
  const cached = known[point] as CharClass | 0;
  if (cached !== 0) return cached;
  const found = classify(String.fromCharCode(point));
  known[point] = found;
  return found;
}

function classify(char: string): CharClass {
  if (char === indexMark || /^\p{Cs}$/u.test(char)) return charClass.separator;
  if (char === '\u0f0b') return charClass.tsheg;
  if (tibetanPattern.test(char)) return charClass.tibetan;
  if (/^\p{Script=Han}$/u.test(char) && /^[\p{L}\p{N}]$/u.test(char)) return charClass.han;
  if (/^[\p{L}\p{N}]$/u.test(char)) return charClass.word;
  return /^\p{M}$/u.test(char) ? charClass.mark : charClass.separator;
}

/** Class of the character that starts at `index`; a separator beyond the end. */
export function classAt(text: string, index: number): CharClass {
  const point = text.codePointAt(index);
  return point === undefined ? charClass.separator : classOfPoint(point);
}

/** Class of the character that ends just before `index`; a separator at the beginning. */
export function classBefore(text: string, index: number): CharClass {
  if (index <= 0) return charClass.separator;
  const unit = text.charCodeAt(index - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff;
  return classAt(text, isLow && index > 1 && isHighSurrogate(text.charCodeAt(index - 2)) ? index - 2 : index - 1);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
