import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export const sessionCookie = 'tashi-desk-session';

/** What a request must match to be from the desk's own page. */
export interface OwnOrigin {
  /** `http://<label>.localhost:<port>` */
  readonly origin: string;
  /** `<label>.localhost:<port>` */
  readonly host: string;
}

export function ownOrigin(origin: string): OwnOrigin {
  return { origin, host: new URL(origin).host };
}

/** Exactly our name: keeps out pages that point a name of theirs at 127.0.0.1. */
export function isOwnHost(request: IncomingMessage, own: OwnOrigin): boolean {
  return request.headers.host === own.host;
}

/**
 * Whether the browser says that our own page asks. Browsers leave Sec-Fetch-Site out of websocket handshakes, so there
 * it counts only when it is sent; Origin always counts.
 */
export function isFromOwnPage(request: IncomingMessage, own: OwnOrigin, kind: 'fetch' | 'websocket'): boolean {
  if (!isOwnHost(request, own) || request.headers.origin !== own.origin) return false;
  const site = request.headers['sec-fetch-site'];
  return site === 'same-origin' || (kind === 'websocket' && site === undefined);
}

export function hasSession(request: IncomingMessage, secret: string): boolean {
  const sent = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${sessionCookie}=`));
  return sent !== undefined && isSame(sent.slice(sessionCookie.length + 1), secret);
}

function isSame(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
