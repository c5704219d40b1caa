import type { CallerLanguage } from '../domain/language.ts';
import { describeLanguage } from '../language/languages.ts';
import type { Writing } from './text-rules.ts';

/** How the lines of a language are written: in Mandarin without a Latin letter, since they are read aloud as they stand. */
export function lineWriting(lang: CallerLanguage): Writing {
  const writing = callerWriting(lang);
  return writing === 'simplified' ? 'simplifiedSpoken' : writing;
}

/** How what its callers say is written. */
export function callerWriting(lang: CallerLanguage): Writing {
  const { orthography, letters } = describeLanguage(lang).script;
  return orthography === 'plain' ? { letters } : orthography;
}
