/** Other ways to ask, for a query that finds nothing. All are shorter than it, or of its length give or take a letter. */

const wordsMax = 8;
const unitsMax = 12;
const hanRun = /^\p{Script=Han}+$/u;
const tibetanRun = /^[\u0f00-\u0fff]+$/;
const latinWord = /^[a-z]{4,14}$/i;

/** The query with something left out, the longest first: a word, or an end of the only one. */
export function shorterQueries(query: string): string[] {
  const words = query.trim().split(/\s+/u).filter(Boolean);
  if (words.length === 1) return shorterWord(words[0] ?? '');
  if (words.length > wordsMax) return [words.slice(0, wordsMax).join(' '), words.slice(0, wordsMax / 2).join(' ')];
  const withoutOne = words.map((_, left) => words.filter((_word, index) => index !== left).join(' ')).reverse();
  return unique(words.length > 2 ? [...withoutOne, ...words] : withoutOne);
}

function shorterWord(word: string): string[] {
  if (hanRun.test(word)) return shorterRow(Array.from(word), '');
  if (tibetanRun.test(word)) return shorterRow(word.split(/[་༌།]+/u).filter(Boolean), '་');
  return latinWord.test(word) ? [word.slice(0, -1), word.slice(0, -2)].filter(({ length }) => length >= 3) : [];
}

/** From two parts on; a single one says too little, but for a word of two syllables. */
function shorterRow(parts: readonly string[], joint: string): string[] {
  const row = parts.slice(0, unitsMax);
  const shortest = joint === '' ? 2 : 1;
  return unique(
    Array.from({ length: Math.max(0, row.length - shortest) }, (_, index) => row.length - 1 - index).flatMap(
      (length) =>
        length === parts.length ? [] : [row.slice(0, length), row.slice(-length)].map((part) => part.join(joint)),
    ),
  );
}

const alphabet = Array.from('abcdefghijklmnopqrstuvwxyz');

/** A word as it may have been meant: two letters changed round, one too many, one missing, one mistaken. */
export function respelled(word: string): string[] {
  if (!latinWord.test(word)) return [];
  const letters = word.toLowerCase();
  const places = Array.from(letters, (_, at) => at);
  const before = (at: number): string => letters.slice(0, at);
  const after = (at: number): string => letters.slice(at);
  const changedRound = places
    .slice(1)
    .map((at) => before(at - 1) + letters.charAt(at) + letters.charAt(at - 1) + after(at + 1));
  const tooMany = places.map((at) => before(at) + after(at + 1));
  const missing = [...places, letters.length].flatMap((at) => alphabet.map((one) => before(at) + one + after(at)));
  const mistaken = places.flatMap((at) => alphabet.map((one) => before(at) + one + after(at + 1)));
  return unique([...changedRound, ...tooMany, ...missing, ...mistaken]).filter((other) => other !== letters);
}

/** Sounds that speakers of many regions write for each other in pinyin. */
const mixedUp: readonly (readonly [RegExp, string])[] = [
  [/zh/g, 'z'],
  [/ch/g, 'c'],
  [/sh/g, 's'],
  [/z(?!h)/g, 'zh'],
  [/c(?!h)/g, 'ch'],
  [/s(?!h)/g, 'sh'],
  [/\bn/g, 'l'],
  [/\bl/g, 'n'],
  [/ng/g, 'n'],
  [/n(?![aeiouvg])/g, 'ng'],
  [/hu/g, 'f'],
  [/f/g, 'hu'],
];

/** A query in pinyin as somebody else would write the same sounds. */
export function soundAlikes(query: string): string[] {
  const typed = query.trim().toLowerCase();
  if (!/^[a-z\s']{2,60}$/.test(typed)) return [];
  return unique(mixedUp.map(([sound, other]) => typed.replaceAll(sound, other))).filter((other) => other !== typed);
}

function unique(queries: readonly string[]): string[] {
  return [...new Set(queries)].filter((query) => query !== '');
}
