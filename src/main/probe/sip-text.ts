import { createHash, randomBytes } from 'node:crypto';

/** Where a question goes and in whose name. */
export interface SipQuestion {
  readonly method: 'OPTIONS' | 'REGISTER';
  readonly domain: string;
  readonly user: string;
  readonly callId: string;
  readonly cseq: number;
  readonly secure: boolean;
  readonly authorization?: { readonly name: string; readonly value: string };
}

export interface SipAnswer {
  readonly status: number;
  /** All values of a header; names are case-insensitive. */
  header(name: string): readonly string[];
}

/** A REGISTER without a Contact only asks who is registered: it changes nothing at the exchange. */
export function writeQuestion(question: SipQuestion): string {
  const { method, domain, user, callId, cseq, secure, authorization } = question;
  const sender = `sip:${encodeURIComponent(user)}@${domain}`;
  const via = `SIP/2.0/${secure ? 'WSS' : 'WS'} ${callId.slice(0, 12)}.invalid;branch=z9hG4bK${randomBytes(8).toString('hex')}`;
  const lines = [
    `${method} sip:${domain} SIP/2.0`,
    `Via: ${via}`,
    'Max-Forwards: 70',
    `From: <${sender}>;tag=${randomBytes(6).toString('hex')}`,
    `To: <${method === 'REGISTER' ? sender : `sip:${domain}`}>`,
    `Call-ID: ${callId}`,
    `CSeq: ${String(cseq)} ${method}`,
    'User-Agent: Tashi Desk',
    ...(authorization ? [`${authorization.name}: ${authorization.value}`] : []),
    'Content-Length: 0',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

const shortNames: Readonly<Record<string, string>> = { i: 'call-id', f: 'from', t: 'to', v: 'via', m: 'contact' };

/** Undefined for whatever is no answer: a request of the exchange's own, a ping. */
export function readAnswer(text: string): SipAnswer | undefined {
  const [head = ''] = text.split('\r\n\r\n', 1);
  const [first = '', ...lines] = head.split('\r\n');
  const status = /^SIP\/2\.0 ([1-6]\d\d)\b/.exec(first)?.[1];
  if (status === undefined) return undefined;
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    return { name: shortNames[name] ?? name, value: line.slice(colon + 1).trim() };
  });
  return {
    status: Number(status),
    header: (name) => headers.filter((entry) => entry.name === name.toLowerCase()).map(({ value }) => value),
  };
}

/** The answer to a digest challenge (RFC 8760), by the first algorithm of it that we know; undefined when we know none. */
export function answerChallenge(
  challenges: readonly string[],
  account: { readonly user: string; readonly password: string },
  request: { readonly method: string; readonly uri: string },
): string | undefined {
  for (const challenge of challenges) {
    if (!/^digest\s/i.test(challenge)) continue;
    const told = readParams(challenge.slice('digest '.length));
    const algorithm = (told['algorithm'] ?? 'MD5').toUpperCase();
    const hash = hashes[algorithm];
    if (hash) return authorization(told, hash, account, request);
  }
  return undefined;
}

const hashes: Readonly<Record<string, ((text: string) => string) | undefined>> = {
  MD5: (text) => createHash('md5').update(text).digest('hex'),
  'SHA-256': (text) => createHash('sha256').update(text).digest('hex'),
};

function authorization(
  told: Readonly<Record<string, string | undefined>>,
  hash: (text: string) => string,
  { user, password }: { readonly user: string; readonly password: string },
  { method, uri }: { readonly method: string; readonly uri: string },
): string {
  const { realm = '', nonce = '', opaque, algorithm } = told;
  const secret = hash(`${user}:${realm}:${password}`);
  const asked = hash(`${method}:${uri}`);
  const hasQop = (told['qop'] ?? '').split(',').some((entry) => entry.trim() === 'auth');
  const cnonce = randomBytes(8).toString('hex');
  const response = hasQop
    ? hash(`${secret}:${nonce}:00000001:${cnonce}:auth:${asked}`)
    : hash(`${secret}:${nonce}:${asked}`);
  const quoted = { username: user, realm, nonce, uri, response, ...(opaque !== undefined && { opaque }) };
  const parts = Object.entries(quoted).map(([name, value]) => `${name}="${value.replaceAll(/[\\"]/g, '\\$&')}"`);
  if (algorithm !== undefined) parts.push(`algorithm=${algorithm}`);
  if (hasQop) parts.push('qop=auth', 'nc=00000001', `cnonce="${cnonce}"`);
  return `Digest ${parts.join(', ')}`;
}

function readParams(text: string): Record<string, string | undefined> {
  const pairs = [...text.matchAll(/([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)];
  return Object.fromEntries(
    pairs.map(([, name = '', quoted, plain]) => [
      name.toLowerCase(),
      quoted === undefined ? plain : quoted.replaceAll(/\\(.)/g, '$1'),
    ]),
  );
}
