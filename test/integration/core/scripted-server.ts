import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** What the script answers; `hang` keeps the line open, `cut` drops it. */
export type ScriptedAnswer =
  { readonly status: number; readonly body: unknown; readonly retryAfter?: string } | 'hang' | 'cut';

export interface ScriptedServer {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

/** A central server that says what a test wants it to say, over real HTTP. */
export async function startScriptedServer(script: (request: SeenRequest) => ScriptedAnswer): Promise<ScriptedServer> {
  const seen: SeenRequest[] = [];
  const server: Server = createServer((request, response) => void answer(request, response, script, seen));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  script: (request: SeenRequest) => ScriptedAnswer,
  seen: SeenRequest[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const { method = '', url = '', headers } = request;
  const said: SeenRequest = {
    ...{ method, path: url, authorization: headers.authorization },
    body: text === '' ? undefined : JSON.parse(text),
  };
  seen.push(said);
  const scripted = script(said);
  if (scripted === 'hang') return;
  if (scripted === 'cut') return void request.socket.destroy();
  const body = typeof scripted.body === 'string' ? scripted.body : JSON.stringify(scripted.body);
  const { status, retryAfter } = scripted;
  const told = {
    'content-type': 'application/json',
    ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
  };
  response.writeHead(status, told).end(body);
}
