import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { z } from 'zod';
import { readPageFile } from '../common/page-files.ts';
import type { NonceVerdict } from './launch-messages.ts';
import { hasSession, isFromOwnPage, isOwnHost, sessionCookie, type OwnOrigin } from './request-guards.ts';

/** As an import it would bring all of fetch with it, for exports of the module that nothing here asks for: 80 ms of a start. */
const { createServer } = process.getBuiltinModule('node:http');

export interface PageServerOptions {
  readonly own: OwnOrigin;
  readonly secret: string;
  readonly pageFolder: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly redeem: (nonce: string) => Promise<NonceVerdict>;
}

const exchangeSchema = z.object({ nonce: z.string().min(1).max(200) });
const maxBodyBytes = 1024;
const idleMs = 30_000;

/** Why an entrance was refused, as a status the page can tell apart. */
const refusals = { used: 409, expired: 410, unknown: 403 } as const satisfies Record<
  Exclude<NonceVerdict, 'admitted'>,
  number
>;

/** Serves the page and changes a one-use nonce for the session cookie. Listens nowhere itself: connections are handed in. */
export function createPageServer(options: PageServerOptions): Server {
  const server = createServer({ maxHeaderSize: 16_384 }, (request, response) => {
    answer(request, response, options).catch(() => {
      if (!response.headersSent) finish(response, 500, options);
      else response.destroy();
    });
  });
  server.timeout = idleMs;
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse, options: PageServerOptions): Promise<void> {
  if (!isOwnHost(request, options.own)) {
    finish(response, 421, options);
    return;
  }
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (path === '/session' && request.method === 'GET')
    finish(response, hasSession(request, options.secret) ? 204 : 401, options);
  else if (path === '/session' && request.method === 'POST') await exchange(request, response, options);
  else if (request.method === 'GET' || request.method === 'HEAD') await servePage(path, request, response, options);
  else finish(response, 405, options);
}

async function servePage(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  options: PageServerOptions,
): Promise<void> {
  const file = await readPageFile(options.pageFolder, path);
  if (!file) {
    finish(response, 404, options);
    return;
  }
  response.writeHead(200, { ...options.headers, 'content-type': file.type, 'content-length': file.body.length });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

async function exchange(request: IncomingMessage, response: ServerResponse, options: PageServerOptions): Promise<void> {
  if (!isFromOwnPage(request, options.own, 'fetch')) {
    finish(response, 403, options);
    return;
  }
  const body = await readBody(request);
  if (body === 'tooLong') {
    finish(response, 413, options);
    return;
  }
  const asked = exchangeSchema.safeParse(body);
  if (!asked.success) {
    finish(response, 400, options);
    return;
  }
  const verdict = await options.redeem(asked.data.nonce);
  if (verdict !== 'admitted') {
    finish(response, refusals[verdict], options);
    return;
  }
  response.setHeader('set-cookie', `${sessionCookie}=${options.secret}; Path=/; HttpOnly; SameSite=Strict`);
  finish(response, 204, options);
}

/** The body as JSON, undefined when it is none. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBodyBytes) return 'tooLong';
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

function finish(response: ServerResponse, status: number, options: PageServerOptions): void {
  response.writeHead(status, { ...options.headers, 'content-length': 0 });
  response.end();
}
