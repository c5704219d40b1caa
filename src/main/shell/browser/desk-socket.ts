import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { CorePort } from '../common/core-port.ts';
import { hasSession, isFromOwnPage, type OwnOrigin } from './request-guards.ts';

export interface DeskSocketOptions {
  readonly own: OwnOrigin;
  readonly secret: string;
  readonly core: Promise<CorePort>;
  readonly onPages: (count: number) => void;
}

const callSchema = z.object({
  t: z.literal('call'),
  id: z.number().int(),
  name: z.string().max(64),
  input: z.unknown(),
});

/** A draft with all its fields is some 10 kB. */
const maxMessageBytes = 1 << 20;
/** Windows of one profile. */
const maxPages = 8;
/** Commands of one page that wait for their answer. */
const maxWaiting = 128;
/** A page that reads nothing is dropped before it fills the memory. */
const maxUnreadBytes = 32 << 20;

const refusedByRule = 1008;
const goingAway = 1001;

/** Carries commands, answers and events of the contract between the page and the core, at `/desk`. */
export function attachDeskSocket(server: Server, options: DeskSocketOptions): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A peer that resets the connection while it is being refused must not take the core with it.
    stream.on('error', () => stream.destroy());
    const status = refusal(request, options, sockets.clients.size);
    if (status !== undefined) {
      stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      serve(socket, options, () => {
        options.onPages(sockets.clients.size);
      });
    });
  });
  void options.core.then((core) => {
    core.onEvent((name, payload) => {
      const text = JSON.stringify({ t: 'event', name, payload });
      for (const socket of sockets.clients) post(socket, text);
    });
  });
  return {
    close: () => {
      // Not cut off: what was answered last is still to arrive.
      for (const socket of sockets.clients) socket.close(goingAway);
      sockets.close();
    },
  };
}

function refusal(request: IncomingMessage, options: DeskSocketOptions, pages: number): string | undefined {
  if (request.url !== '/desk') return '404 Not Found';
  if (!isFromOwnPage(request, options.own, 'websocket')) return '403 Forbidden';
  if (!hasSession(request, options.secret)) return '401 Unauthorized';
  return pages >= maxPages ? '503 Service Unavailable' : undefined;
}

function serve(socket: WebSocket, options: DeskSocketOptions, onCount: () => void): void {
  let waiting = 0;
  onCount();
  socket.on('close', onCount);
  socket.on('error', () => {
    socket.terminate();
  });
  socket.on('message', (data, isBinary) => {
    const call = isBinary ? undefined : readCall(data);
    if (!call || waiting >= maxWaiting) {
      socket.close(refusedByRule);
      return;
    }
    waiting += 1;
    void options.core
      .then((core) => core.invoke(call.name, call.input, { isTrusted: true }))
      .then((result) => {
        waiting -= 1;
        post(socket, JSON.stringify({ t: 'answer', id: call.id, result }));
      });
  });
  void options.core.then(() => {
    post(socket, JSON.stringify({ t: 'hello' }));
  });
}

function readCall(data: WebSocket.RawData): z.infer<typeof callSchema> | undefined {
  try {
    // ws hands text over as one Buffer unless told otherwise.
    return callSchema.safeParse(JSON.parse((data as Buffer).toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

function post(socket: WebSocket, text: string): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  if (socket.bufferedAmount > maxUnreadBytes) socket.terminate();
  else socket.send(text);
}
