import { createRequire } from 'node:module';

/** The speller is plain CommonJS, and its types in this repository know the other way only. */
const library = createRequire(import.meta.url)('jsewts') as { toWylie(text: string): string };

/** Spelling of a Tibetan text in extended Wylie. */
export function toWylie(text: string): string {
  return library.toWylie(text);
}
