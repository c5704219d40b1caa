import { getJyutpingList } from 'to-jyutping';

/** Jyutping with tone numbers, one for each character. */
export function readJyutping(text: string): string[] {
  return getJyutpingList(text).flatMap(([characters, reading]) => {
    const each = Array.from(characters);
    const syllables = reading?.split(' ') ?? [];
    return each.map((_, index) => syllables[index] ?? '');
  });
}
