import { maskPhone } from './mask-number.ts';

/** 李措毛 → 李••: the first letter with its marks stays, so that two callers can be told apart. */
export function maskName(name: string): string {
  const first = /^\P{M}\p{M}*/u.exec(name.trim())?.[0];
  return first === undefined ? '' : `${first}••`;
}

/** Numbers that reach somebody or name him: seven digits and more, also as phone numbers are written in groups. */
const longNumbers = /(?<!\d)(?:\d{3}[ -]\d{4}[ -]\d{4}|0\d{2,3}[ -]\d{7,8}|\d{7,})(?!\d)/g;

/** A text with the caller's name and every number in it masked; times, amounts and ticket numbers stay. */
export function maskText(text: string, name: string): string {
  const known = name.trim();
  const unnamed = known.length > 1 ? text.replaceAll(known, maskName(known)) : text;
  return unnamed.replace(longNumbers, (number) => maskPhone(number.replaceAll(/[ -]/g, '')));
}
