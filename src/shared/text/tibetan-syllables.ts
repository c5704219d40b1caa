// Grammatical particles written on to an open syllable: genitive འི, concluding འོ, འམ "or", འང "also", diminutive འུ.
const particles = ['འི', 'འོ', 'འམ', 'འང', 'འུ'];

const base = /[\u0f40-\u0f6c]/g;
const endsInVowelSign = /[\u0f71-\u0f7d\u0f80\u0f81]$/;

/** Takes the particles off a written syllable: པའི → པ འི. A syllable that is nothing but a particle stays whole. */
export function splitParticles(syllable: string): string[] {
  const parts: string[] = [];
  let stem = syllable;
  while (stem.length > 2 && particles.includes(stem.slice(-2))) {
    parts.unshift(stem.slice(-2));
    stem = stem.slice(0, -2);
  }
  return [stem, ...parts];
}

/**
 * Whether ར or ས may be written on to the syllable as a particle: it ends in a vowel sign, or is one bare stack. A
 * syllable of two stacks without a vowel sign ends in a consonant.
 */
export function isOpenSyllable(syllable: string): boolean {
  return endsInVowelSign.test(syllable) || syllable.match(base)?.length === 1;
}

/** The forms that an open syllable takes with the particles that stay attached in the index. */
export function withAttachedParticles(syllable: string): string[] {
  return [syllable, `${syllable}ར`, `${syllable}ས`];
}
