import type { z } from 'zod';
import { appError, type AppError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { healthSchema } from '../../shared/sync/health-wire.ts';
import {
  refreshRequestSchema,
  signInAnswerSchema,
  signInRequestSchema,
  tokensSchema,
  wireErrorSchema,
  type SignInAnswer,
  type SignInRequest,
  type Tokens,
  type WireError,
} from '../../shared/sync/wire.ts';
import { GzipReaders, type Packed } from './gzip-readers.ts';

/** The server refused the access token: refresh it and try once more. Never leaves the sync folder. */
export const tokenRefused = 'tokenRefused';
export type ServerFailure = AppError | typeof tokenRefused;

export interface ServerRequest<T> {
  readonly method: 'GET' | 'POST';
  /** Path and query below the server's address. */
  readonly path: string;
  readonly body?: unknown;
  readonly accessToken?: string;
  readonly answer: z.ZodType<T>;
  /** The answer is a file, a Uint8Array of so many bytes at the most; without it JSON. */
  readonly mostBytes?: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * `params.code` of a `server.rejected` with which something on the way, such as a proxy, turned the request away for
 * what it holds. The server never saw it, so it says nothing for good; less at a time may pass.
 */
export const turnedAway = 'turnedAway';
/**
 * `params.code` of a `server.rejected` with which server or proxy asked for a pause of `params.retryAfterS`. The request
 * was not looked at: the same one may come again then.
 */
export const askedToWait = 'server.busy';
/** Longer than any server means it. */
const longestWaitS = 300;
/** Statuses that speak of what was sent, and not of who sent it or where to. */
const contentStatuses: ReadonlySet<number> = new Set([400, 403, 413, 422]);

/**
 * One exchange with the central server. Failures: `server.unreachable` (no answer, or told to come back later),
 * `server.badAnswer` (not what the protocol says), `server.rejected` (with its code), and those of auth.
 */
export interface ServerClient {
  send<T>(request: ServerRequest<T>): Promise<Result<T, ServerFailure>>;
  health(signal?: AbortSignal): Promise<Result<void>>;
  signIn(request: SignInRequest): Promise<Result<SignInAnswer>>;
  /** `auth.sessionExpired` when the server no longer takes this token. */
  refresh(refreshToken: string, signal?: AbortSignal): Promise<Result<Tokens>>;
  /** Address of the live channel, or undefined while the server's address is unknown. */
  liveUrl(): string | undefined;
}

const healthMs = 4000;
/** Hashing the password takes the server a moment; beyond this the agent should work offline instead of waiting. */
const signInMs = 10_000;
const refreshMs = 8000;

/** `baseUrl` may change from call to call: the embedded server of the demo gets a new port at each start. */
export function createServerClient(baseUrl: () => string | undefined): ServerClient {
  const readers = new GzipReaders();
  const send: ServerClient['send'] = (request) => exchange(baseUrl(), request, readers);
  const sendPlain = async <T>(request: ServerRequest<T>): Promise<Result<T>> => {
    const answer = await send(request);
    if (answer.ok) return answer;
    if (answer.error === tokenRefused) return err(appError('auth.sessionExpired', 'user'));
    // Whoever waits for these goes on without the server.
    return err(answer.error.params?.['code'] === askedToWait ? unreachable() : answer.error);
  };
  return {
    send,
    async health(signal) {
      const request = { method: 'GET', path: '/v1/health', answer: healthSchema, timeoutMs: healthMs } as const;
      const answer = await sendPlain(signal ? { ...request, signal } : request);
      return answer.ok ? ok(undefined) : answer;
    },
    async signIn(request) {
      const body = signInRequestSchema.parse(request);
      const path = '/v1/auth/sign-in';
      const answer = await sendPlain({ method: 'POST', path, body, answer: signInAnswerSchema, timeoutMs: signInMs });
      // Somebody who left the centre is told no more than a stranger.
      const hasLeft = !answer.ok && answer.error.params?.['code'] === 'auth.notAllowed';
      return hasLeft ? err(appError('auth.unknownAgent', 'user')) : answer;
    },
    refresh(refreshToken, signal) {
      const body = refreshRequestSchema.parse({ refreshToken });
      const request = {
        method: 'POST',
        path: '/v1/auth/refresh',
        body,
        answer: tokensSchema,
        timeoutMs: refreshMs,
      } as const;
      return sendPlain(signal ? { ...request, signal } : request);
    },
    liveUrl() {
      const base = baseUrl();
      return base === undefined ? undefined : joinUrl(base, '/v1/live').replace(/^http/, 'ws');
    },
  };
}

async function exchange<T>(
  base: string | undefined,
  request: ServerRequest<T>,
  readers: GzipReaders,
): Promise<Result<T, ServerFailure>> {
  if (base === undefined) return err(unreachable());
  const received = await receive(base, request, readers);
  if (!received) return err(unreachable());
  const { status, body, retryAfterS } = received;
  if (status >= 200 && status < 300) {
    const parsed = request.answer.safeParse(body);
    return parsed.success ? ok(parsed.data) : err(appError('server.badAnswer', 'auto'));
  }
  if ((status === 429 || status === 503) && retryAfterS !== undefined) return err(toWait(retryAfterS));
  const refusal = wireErrorSchema.safeParse(body);
  if (refusal.success) return err(failureOf(refusal.data));
  if (status >= 500) return err(unreachable());
  const isTurnedAway = request.method === 'POST' && contentStatuses.has(status);
  return err(
    isTurnedAway ? appError('server.rejected', 'auto', { code: turnedAway }) : appError('server.badAnswer', 'auto'),
  );
}

/** Status and parsed body, or undefined when there was no whole answer in time. A body that is no JSON is undefined. */
async function receive<T>(
  base: string,
  request: ServerRequest<T>,
  readers: GzipReaders,
): Promise<{ status: number; body: unknown; retryAfterS: number | undefined } | undefined> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const address = joinUrl(base, request.path);
  try {
    const json = request.body === undefined ? undefined : JSON.stringify(request.body);
    const ask = ({ content, headers }: Partial<Packed>): Promise<Response> =>
      fetch(address, {
        method: request.method,
        redirect: 'error',
        signal: request.signal ? AbortSignal.any([timeout, request.signal]) : timeout,
        headers: { ...headersOf(request), ...headers },
        ...(content !== undefined && { body: content }),
      });
    let response = await ask(json === undefined ? {} : await readers.pack(address, json));
    // A server that was put back to an older build no longer reads it, and calls it nonsense.
    if (json !== undefined && readers.isForgotten(address, response)) response = await ask({ content: json });
    const retryAfterS = secondsIn(response.headers.get('retry-after'));
    const isFile = request.mostBytes !== undefined && response.ok;
    const body = isFile ? await bytesOf(response, request.mostBytes) : parseJson(await response.text());
    return { status: response.status, body, retryAfterS };
  } catch {
    return undefined;
  }
}

function headersOf<T>(request: ServerRequest<T>): Record<string, string> {
  return {
    accept: request.mostBytes === undefined ? 'application/json' : '*/*',
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(request.accessToken === undefined ? {} : { authorization: `Bearer ${request.accessToken}` }),
  };
}

/** Throws for more than may come: a whole that is too long is as good as none. */
async function bytesOf(response: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  if (!body) return new Uint8Array();
  for await (const part of body) {
    size += part.length;
    if (size > most) throw new Error('a file longer than any may be');
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** A date, which the header may hold as well, is left aside: clocks need not agree. */
function secondsIn(header: string | null): number | undefined {
  return header !== null && /^\d{1,9}$/.test(header.trim()) ? Number(header) : undefined;
}

function toWait(retryAfterS: number): AppError {
  const wait = Math.min(Math.max(retryAfterS, 1), longestWaitS);
  return appError('server.rejected', 'auto', { code: askedToWait, retryAfterS: wait });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failureOf(refusal: WireError): ServerFailure {
  switch (refusal.code) {
    case 'auth.tokenInvalid':
      return tokenRefused;
    case 'auth.wrongPassword':
      return appError('auth.wrongPassword', 'user', refusal.params);
    case 'auth.unknownAgent':
      return appError('auth.unknownAgent', 'user');
    case 'auth.locked':
      return appError('auth.locked', 'user', refusal.params);
    case 'server.busy':
      return unreachable();
    case 'ticket.stale':
    case 'ticket.notNow':
      // With the status and revision that hold.
      return appError(refusal.code, 'user', refusal.params);
    case 'ticket.unfit':
      // With the field.
      return appError(refusal.code, 'user', refusal.params);
    case 'auth.notAllowed':
    case 'seal.unreadable':
    case 'request.invalid':
    case 'notFound':
    case 'attachment.incomplete':
    case 'attachment.wrongHash':
    case 'attachment.wrongKind':
    case 'attachment.overQuota':
    case 'attachment.notHere':
    case 'internal':
      return appError('server.rejected', refusal.code === 'internal' ? 'auto' : 'none', { code: refusal.code });
  }
}

function unreachable(): AppError {
  return appError('server.unreachable', 'auto');
}

function joinUrl(base: string, path: string): string {
  return base.replace(/\/+$/, '') + path;
}
