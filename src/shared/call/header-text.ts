/**
 * Reading texts out of SIP headers. Everything here is untrusted: nothing throws, whatever comes in.
 */

/** Bytes of a charset to text; undefined when the charset is unknown or the bytes are not of it. */
export type DecodeBytes = (charset: string, bytes: Uint8Array) => string | undefined;

/** UTF-8 and Latin-1 without the platform; a page passes one that knows GB 18030 and Big5 as well. */
export const decodeBasicBytes: DecodeBytes = (charset, bytes) => {
  const name = charset.toLowerCase();
  if (name === 'utf-8' || name === 'utf8' || name === 'us-ascii') return decodeUtf8(bytes);
  if (name === 'iso-8859-1' || name === 'latin1') return String.fromCharCode(...bytes);
  return undefined;
};

function decodeUtf8(bytes: Uint8Array): string | undefined {
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}

const encodedWord = /=\?([\w-]{1,40})(?:\*[\w-]*)?\?([bq])\?([^?\s]*)\?=/gi;

/** Replaces RFC 2047 encoded words; white space between two of them goes. What can't be decoded stays as sent. */
export function decodeEncodedWords(text: string, decode: DecodeBytes): string {
  const joined = text.replace(/(\?=)\s+(?==\?)/g, '$1');
  return joined.replace(encodedWord, (whole, charset: string, encoding: string, body: string) => {
    const bytes = encoding.toLowerCase() === 'b' ? base64Bytes(body) : quotedBytes(body);
    return (bytes && decode(charset, bytes)) ?? whole;
  });
}

const base64Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64Bytes(text: string): Uint8Array | undefined {
  const letters = text.replace(/=+$/, '');
  const bytes: number[] = [];
  let bits = 0;
  let size = 0;
  for (const letter of letters) {
    const value = base64Letters.indexOf(letter);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    size += 6;
    if (size >= 8) {
      size -= 8;
      bytes.push((bits >> size) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}

function quotedBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const hex = /^=([0-9a-f]{2})/i.exec(text.slice(i, i + 3))?.[1];
    if (hex !== undefined) {
      bytes.push(Number.parseInt(hex, 16));
      i += 2;
    } else bytes.push(text[i] === '_' ? 0x20 : text.charCodeAt(i) & 0xff);
  }
  return Uint8Array.from(bytes);
}

/** Percent escapes where the whole text stays valid UTF-8, else as sent: `100%` is no escape. */
export function decodePercent(text: string): string {
  if (!/%[0-9a-f]{2}/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Hexadecimal bytes of UTF-8 text, as User-to-User carries them; undefined when they are not text. */
export function decodeHex(text: string): string | undefined {
  if (text.length % 2 === 1 || !/^[0-9a-f]+$/i.test(text)) return undefined;
  const bytes = Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const decoded = decodeUtf8(bytes);
  return decoded !== undefined && hasOnlyText(decoded) ? decoded : undefined;
}

function hasOnlyText(text: string): boolean {
  return !/[\p{Cc}\p{Co}\p{Cn}]/u.test(text.replace(/[\r\n\t]/g, ''));
}

/**
 * Safe to show: control characters, line separators, byte-order marks, lone surrogates and everything that turns the
 * direction of writing are gone, white space is one space, NFC, cut to `max` UTF-16 units between characters.
 */
export function cleanText(text: string, max: number): string {
  const clean = text
    .toWellFormed()
    .replace(/[\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cc}\uFEFF\uFFFD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F]/gu, '')
    .normalize('NFC')
    .trim();
  return cut(clean, max);
}

/** Never leaves half a surrogate pair, nor a letter without the marks that stood below or above it. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = max;
  while (end > 0 && isContinuation(text, end)) end -= 1;
  return text
    .slice(0, end === 0 ? max : end)
    .toWellFormed()
    .replace(/\uFFFD$/u, '')
    .trimEnd();
}

function isContinuation(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit >= 0xdc00 && unit <= 0xdfff) return true;
  return /^[\p{M}\u200D]/u.test(text.slice(index, index + 2)) || text[index - 1] === '\u200D';
}

/** Splits a comma list as SIP does: commas in quotes or angle brackets belong to the value. */
export function splitList(value: string): string[] {
  const parts: string[] = [];
  let part = '';
  let isQuoted = false;
  let isBracketed = false;
  for (let i = 0; i < value.length; i += 1) {
    const letter = value[i] ?? '';
    if (isQuoted && letter === '\\') {
      part += letter + (value[i + 1] ?? '');
      i += 1;
      continue;
    }
    if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && letter === '<') isBracketed = true;
    else if (!isQuoted && letter === '>') isBracketed = false;
    if (letter === ',' && !isQuoted && !isBracketed) {
      parts.push(part);
      part = '';
    } else part += letter;
  }
  parts.push(part);
  return parts.map((entry) => entry.trim()).filter((entry) => entry !== '');
}
