import { pinyin } from 'pinyin-pro';

/** Pinyin with tone marks, as 一 and 不 are said before their neighbour; one for each character. */
export function readPinyin(text: string): string[] {
  const found = pinyin(text, { type: 'all', nonZh: 'spaced' });
  return found.map(({ isZh, pinyin: reading }) => (isZh ? reading : ''));
}
