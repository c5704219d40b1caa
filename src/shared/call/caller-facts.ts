import type { CallFacts } from '../domain/call.ts';
import type { HeaderMap } from '../domain/header-map.ts';
import { customerIdSchema, type CallId } from '../ids.ts';
import { callerLanguage, languageAliases, type LanguageAliases } from './caller-language.ts';
import {
  cleanText,
  decodeBasicBytes,
  decodeEncodedWords,
  decodeHex,
  decodePercent,
  splitList,
  type DecodeBytes,
} from './header-text.ts';

export interface CallFactsContext {
  readonly callId: CallId;
  readonly direction: CallFacts['direction'];
  readonly isPractice: boolean;
  /** UTC epoch ms. */
  readonly startedAt: number;
  readonly headerMap: HeaderMap;
  readonly aliases?: LanguageAliases;
  readonly decodeBytes?: DecodeBytes;
}

/** All values of one header, as they came; empty when it is not there. Names are case-insensitive. */
export type GetHeaders = (name: string) => readonly string[];

/**
 * What the exchange told about a caller. Never throws: a header that can't be read is as good as absent, and the result
 * always fits `callFactsSchema`.
 */
export function callFactsFromHeaders(getHeaders: GetHeaders, context: CallFactsContext): CallFacts {
  const { headerMap, callId, direction, isPractice, startedAt } = context;
  const decode = context.decodeBytes ?? decodeBasicBytes;
  const lines = (names: readonly string[]): readonly string[] =>
    names.map((name) => getHeaders(name)).find(isThere) ?? [];
  const text = (names: readonly string[], max: number): string | undefined => {
    const first = lines(names)[0];
    return first === undefined ? undefined : orAbsent(readText(first, max, decode));
  };
  const list = (names: readonly string[]): string[] =>
    lines(names)
      .flatMap(splitList)
      .map((value) => readText(value, 80, decode));

  const who = readIdentity(lines(headerMap.identity), getHeaders, decode);
  const region = text(headerMap.region, 80);
  const sent = { languages: list(headerMap.language), dialects: list(headerMap.dialect) };
  const language = callerLanguage({ ...sent, ...given('region', region) }, context.aliases ?? languageAliases());
  const customerId = customerIdSchema.safeParse(text(headerMap.customerId, 80));
  return {
    callId,
    direction,
    isPractice,
    startedAt,
    number: who.number,
    ...given('displayName', who.displayName),
    ...given('queue', text(headerMap.queue, 80)),
    ...(language ? { language } : given('unknownLanguage', unknownOf([...sent.languages, ...sent.dialects]))),
    ...given('region', region),
    ...given('customerId', customerId.success ? customerId.data : undefined),
    ...given('waitedS', readWait(text(headerMap.waited, 20))),
    ...given('userToUser', readUserToUser(lines(headerMap.userToUser)[0], decode)),
  };
}

/** The first that says anything, without its weight: `vi;q=0.8` is vi. */
function unknownOf(sent: readonly string[]): string | undefined {
  return sent.map((value) => cleanText(value.split(';')[0] ?? '', 40)).find((value) => value !== '');
}

function isThere(values: readonly string[]): boolean {
  return values.some((value) => value.trim() !== '');
}

function given<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: V };
}

function orAbsent(text: string): string | undefined {
  return text === '' ? undefined : text;
}

/** Quotes off, encoded words and percent escapes read, made safe. */
function readText(raw: string, max: number, decode: DecodeBytes): string {
  const trimmed = raw.trim();
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(trimmed)?.[1];
  const plain = quoted === undefined ? trimmed : quoted.replace(/\\(.)/gs, '$1');
  return cleanText(decodePercent(decodeEncodedWords(plain, decode)), max);
}

interface Identity {
  readonly number: string;
  readonly displayName?: string;
}

/** The asserted identity, best a telephone number, else From. `Privacy: id` and anonymous URIs withhold both. */
function readIdentity(asserted: readonly string[], getHeaders: GetHeaders, decode: DecodeBytes): Identity {
  const isPrivate = getHeaders('Privacy').some((value) => /\b(id|user|header|full)\b/i.test(value));
  if (isPrivate) return { number: 'anonymous' };
  const candidates = [...asserted.flatMap(splitList), ...getHeaders('From')].map((value) => readAddress(value, decode));
  const known = candidates.filter((candidate) => candidate.number !== 'anonymous');
  const best = known.find((candidate) => /^\+?\d+$/.test(candidate.number)) ?? known[0];
  if (!best) return { number: 'anonymous' };
  const displayName = best.displayName ?? known.find((candidate) => candidate.displayName)?.displayName;
  return { number: best.number, ...given('displayName', displayName) };
}

function readAddress(raw: string, decode: DecodeBytes): Identity {
  const bracketed = /^((?:"(?:[^"\\]|\\.)*"|[^<])*)<([^>]*)>?/s.exec(raw.trim());
  const uri = bracketed ? (bracketed[2] ?? '') : (raw.trim().split(/[;\s]/)[0] ?? '');
  const name = bracketed ? readText(bracketed[1] ?? '', 80, decode) : '';
  const displayName = /^(anonymous|unknown|restricted)$/i.test(name) ? '' : name;
  const number = readNumber(uri);
  if (number === 'anonymous') return { number };
  return { number, ...given('displayName', orAbsent(displayName)) };
}

function readNumber(uri: string): string {
  const match = /^\s*(sips?|tel):([^@]*)(?:@([^;?>]*))?/i.exec(uri);
  if (!match) return 'anonymous';
  const isTel = match[1]?.toLowerCase() === 'tel';
  const host = (match[3] ?? '').toLowerCase();
  // A SIP URI without a user part is a machine's.
  if (!isTel && match[3] === undefined) return 'anonymous';
  if (host.split(':')[0]?.endsWith('anonymous.invalid')) return 'anonymous';
  const user = cleanText(decodePercent((match[2] ?? '').split(/[;:?]/)[0] ?? ''), 64);
  const isNumber = /^\+?[\d\s().-]+$/.test(user);
  const number = isNumber ? user.replace(/[\s().-]/g, '') : user;
  return number === '' || /^(anonymous|unknown|restricted|unavailable)$/i.test(number) ? 'anonymous' : number;
}

/** `90`, `90s` or `1:30`; at most a day. */
function readWait(text: string | undefined): number | undefined {
  const match = /^(?:(\d{1,4}):([0-5]\d)|(\d{1,5})\s*s?)$/i.exec(text ?? '');
  if (!match) return undefined;
  const [, minutes, rest, whole] = match;
  const seconds = whole === undefined ? Number(minutes) * 60 + Number(rest) : Number(whole);
  return seconds <= 86_400 ? seconds : undefined;
}

/** RFC 7433: the content, then parameters. Hexadecimal content becomes text where it is text. */
function readUserToUser(raw: string | undefined, decode: DecodeBytes): string | undefined {
  if (raw === undefined) return undefined;
  const match = /^\s*("(?:[^"\\]|\\.)*"|[^;]*)(;.*)?$/s.exec(raw);
  const content = (match?.[1] ?? raw).trim();
  const isHex = /;\s*encoding\s*=\s*"?hex/i.test(match?.[2] ?? '');
  const decoded = isHex ? decodeHex(content) : undefined;
  return orAbsent(decoded === undefined ? readText(content, 1000, decode) : cleanText(decoded, 1000));
}
