/** A reading aid (pinyin or jyutping) as the syllables that are compared: small letters, tone marks gone, ü as v, tone digits kept. */
export function readingSyllables(reading: string): string[] {
  return plainLatin(reading.replace(/\{\w+\}/g, ' '))
    .split(/[^a-z0-9]+/)
    .filter((syllable) => /[a-z]/.test(syllable));
}

/** What somebody types of a reading: spaces and apostrophes say nothing, since initials have none. */
export function typedReading(typed: string): string {
  return plainLatin(typed).replace(/[\s'’]+/g, '');
}

/**
 * The syllable at which a typed reading begins, or -1. Of every syllable in a row its beginning may be typed: all of it,
 * with or without its tone digit, or its first letter alone.
 */
export function findReading(syllables: readonly string[], typed: string): number {
  if (typed === '') return -1;
  return syllables.findIndex((_, index) => continues(syllables, index, typed, 0));
}

function continues(syllables: readonly string[], index: number, typed: string, at: number): boolean {
  if (at === typed.length) return true;
  const syllable = syllables[index];
  if (syllable === undefined) return false;
  let length = 0;
  while (length < syllable.length && at + length < typed.length && syllable[length] === typed[at + length]) length += 1;
  for (; length > 0; length -= 1) if (continues(syllables, index + 1, typed, at + length)) return true;
  return false;
}

function plainLatin(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/u\u0308/g, 'v')
    .replace(/\p{M}/gu, '');
}
