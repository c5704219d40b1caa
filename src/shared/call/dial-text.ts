import { cleanText, decodePercent } from './header-text.ts';

/** What somebody typed or pasted to be dialled, taken apart; what it means in a country is another question. */
export type DialText =
  /** Digits, `*` and `#`, a `+` in front of a country code; or the name of a user of the exchange. */
  | { readonly kind: 'user'; readonly user: string }
  | { readonly kind: 'sip'; readonly user: string; readonly host: string };

const maxUser = 64;

/**
 * Reads a number of any form, an extension, `tel:` (RFC 3966) or `sip:` (RFC 3261), also out of a line of text that holds
 * exactly one number. Parameters and headers of an address are left out: a pasted link decides whom to call, not how.
 * Undefined when there is nothing to dial.
 */
export function readDialText(text: string): DialText | undefined {
  const clean = cleanText(text.normalize('NFKC'), 200);
  const link = /^(tel|sips?):(?:\/\/)?(.*)$/i.exec(clean);
  if (!link) return userOf(numberOf(clean) ?? clean);
  const rest = link[2] ?? '';
  return link[1]?.toLowerCase() === 'tel' ? readTel(rest) : readSip(rest);
}

function readTel(rest: string): DialText | undefined {
  const [number = '', ...parameters] = rest.split(';');
  const context = parameters.map((parameter) => /^phone-context=(\+\d+)$/i.exec(parameter.trim())?.[1]).find(Boolean);
  const digits = numberOf(decodePercent(number));
  return digits === undefined ? undefined : userOf(digits.startsWith('+') ? digits : `${context ?? ''}${digits}`);
}

function readSip(rest: string): DialText | undefined {
  const match = /^(?:([^@;?]*)@)?([^@;?]*)/.exec(rest);
  const [, user, host = ''] = match ?? [];
  // Without a host it is a user of the own exchange.
  if (user === undefined) return userOf(numberOf(decodePercent(host)) ?? decodePercent(host));
  const name = userOf(decodePercent(user).split(':')[0] ?? '');
  if (name?.kind !== 'user' || !/^[\w.-]+(:\d{1,5})?$/.test(host)) return undefined;
  return { kind: 'sip', user: name.user, host: host.toLowerCase() };
}

function userOf(user: string): DialText | undefined {
  return /^[+*#\w.~-]+$/.test(user) && user.length <= maxUser ? { kind: 'user', user } : undefined;
}

/** The one telephone number in a text, without what people put between its digits. */
function numberOf(text: string): string | undefined {
  const isAll = /^[+*#\d\s().\-/]+$/.test(text);
  const found = isAll ? [text] : (text.match(/\+?\d(?:[\s().\-/]{0,2}\d){2,}/g) ?? []);
  // Letters right beside the digits belong to a name.
  if (!isAll && /^[\w.~-]+$/.test(text)) return undefined;
  if (found.length !== 1) return undefined;
  const number = (found[0] ?? '').replace(/[\s().\-/]/g, '');
  return /^\+?[\d*#]+$/.test(number) ? number : undefined;
}
