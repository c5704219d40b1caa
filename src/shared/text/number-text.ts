import { foldText } from './fold-text.ts';

/** Shortest part of a number that is looked for. */
const shortestPart = 4;

/** A phone or account number in the form that is compared: letters and digits, folded; no spaces, no signs. */
export function numberKey(text: string): string {
  return foldText(text).text.replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/**
 * What part of a number a query may be: as typed, and without the 00 or 0 that is dialled and not kept. Empty for what
 * is no number or too short.
 */
export function numberParts(query: string): string[] {
  const key = numberKey(query);
  if (key.length < shortestPart || !/^[a-z\d]*\d[a-z\d]*$/.test(key)) return [];
  const dialled = ['00', '0'].filter((prefix) => key.startsWith(prefix)).map((prefix) => key.slice(prefix.length));
  return [key, ...dialled.filter((part) => part.length >= shortestPart)];
}
