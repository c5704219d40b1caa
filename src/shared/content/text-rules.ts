import { slotNames } from '../domain/moment.ts';
import { simplifiedCharacters, traditionalCharacters } from './han-forms.ts';
import { inEnglish, lineReason, type LineReason } from './line-reason.ts';
import { tibetanReasons } from './tibetan-rules.ts';

type Orthography = 'simplified' | 'simplifiedSpoken' | 'traditional' | 'tibetan' | 'latin' | 'any';
/**
 * How a piece of text is written. `tibetan` and `simplifiedSpoken` admit no Latin letter; the others of Han do. `letters`:
 * Unicode names of scripts, where nothing but these is asked.
 */
export type Writing = Orthography | { readonly letters: readonly string[] };

const letters: Record<Orthography, RegExp> = {
  simplified: /[\p{Script=Han}\p{Script=Latin}]/u,
  simplifiedSpoken: /\p{Script=Han}/u,
  traditional: /[\p{Script=Han}\p{Script=Latin}]/u,
  tibetan: /\p{Script=Tibetan}/u,
  latin: /\p{Script=Latin}/u,
  any: /[\p{Script=Han}\p{Script=Latin}\p{Script=Tibetan}]/u,
};

/** A text must have at least one letter of its own script. */
const mustHave: Record<Orthography, RegExp> = {
  ...letters,
  simplified: /\p{Script=Han}/u,
  traditional: /\p{Script=Han}/u,
};

interface Letters {
  readonly admitted: RegExp;
  readonly needed: RegExp;
  readonly name: string;
}

function lettersOf(writing: Writing): Letters {
  if (typeof writing === 'string') return { admitted: letters[writing], needed: mustHave[writing], name: writing };
  const any = new RegExp(`[${writing.letters.map((script) => `\\p{Script=${script}}`).join('')}]`, 'u');
  return { admitted: any, needed: any, name: writing.letters.join(', ').toLowerCase() };
}

// Bidi marks, embeddings and isolates; zero-width characters; soft hyphen; other controls than tab and line feed.
const strayControl =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]/u;

const slotPattern = /\{([^{}]*)\}/gu;

/** Names in braces, in order, as written. */
export function slotsOf(text: string): string[] {
  return [...text.matchAll(slotPattern)].map((match) => match[1] ?? '');
}

/** Reasons why braces are not whole slots of the closed list; empty when they are. */
export function slotReasons(text: string): LineReason[] {
  const reasons = slotsOf(text)
    .filter((name) => !slotNames.some((slot) => slot === name))
    .map((slot) => lineReason('unknownSlot', { slot }));
  return /[{}]/u.test(text.replaceAll(slotPattern, '')) ? [...reasons, lineReason('brace')] : reasons;
}

function characterReasons(text: string): LineReason[] {
  const reasons = text.trim() === '' ? [lineReason('empty')] : [];
  if (text !== text.normalize('NFC')) reasons.push(lineReason('notNfc'));
  const control = strayControl.exec(text)?.[0];
  if (control !== undefined) reasons.push(lineReason('control', { char: codeName(control) }));
  return reasons;
}

/** What holds for every text that stands by itself: written, composed, no control hides in it, no blank at either end. */
export function plainTextReasons(text: string): LineReason[] {
  const reasons = characterReasons(text);
  return text.trim() !== '' && text !== text.trim() ? [...reasons, lineReason('blankEnds')] : reasons;
}

/** Reasons why a text is not written as it should be. Slots in braces are left out of the count of letters. */
export function writingReasons(text: string, writing: Writing): LineReason[] {
  const reasons = plainTextReasons(text);
  const { admitted, needed, name } = lettersOf(writing);
  const bare = text.replaceAll(slotPattern, '');
  const foreign = [...new Set(bare)].filter((char) => /\p{L}/u.test(char) && !admitted.test(char));
  if (foreign.length > 0) reasons.push(lineReason('foreignLetters', { letters: foreign.join(' ') }));
  if (text.trim() !== '' && !needed.test(bare)) reasons.push(lineReason('noLetter', { script: name }));
  if (writing === 'simplified' || writing === 'simplifiedSpoken') {
    const found = traditionalCharacters(bare);
    if (found.length > 0) reasons.push(lineReason('traditional', { letters: found.join(' ') }));
  }
  if (writing === 'traditional') {
    const found = simplifiedCharacters(bare);
    if (found.length > 0) reasons.push(lineReason('simplified', { letters: found.join(' ') }));
  }
  if (writing === 'tibetan') reasons.push(...tibetanReasons(text));
  return reasons;
}

/** What holds for every text, in English. */
export function characterProblems(text: string): string[] {
  return characterReasons(text).map(inEnglish);
}

/** `plainTextReasons` in English. */
export function plainTextProblems(text: string): string[] {
  return plainTextReasons(text).map(inEnglish);
}

/** `writingReasons` in English. */
export function writingProblems(text: string, writing: Writing): string[] {
  return writingReasons(text, writing).map(inEnglish);
}

function codeName(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
