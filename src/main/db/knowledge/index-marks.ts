/**
 * Letters put before a token to say what it stands for. They are of the private use area, which counts as a separator in
 * texts and queries (char-class.ts), so that neither can produce such a token.
 */
export const indexMarks = {
  /** Of the title. */
  title: '\ue000',
  /** Of a tag. */
  tag: '\ue001',
  /** A syllable of the title in pinyin. */
  pinyin: '\ue002',
  /** Two neighbouring first letters of syllables in pinyin. */
  initials: '\ue003',
  /** A syllable of the title in jyutping. */
  jyutping: '\ue004',
  language: '\ue005',
  domain: '\ue006',
  /** An area that the article is for. */
  area: '\ue007',
} as const;

/** Area of articles that are for everywhere. */
export const everywhere = 'everywhere';

/** An id as a token: letters and digits only. */
export function idToken(mark: string, id: string): string {
  return mark + id.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
