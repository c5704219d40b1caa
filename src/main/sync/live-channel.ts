import { WebSocket } from 'ws';
import { readLiveMessage, type DeskMessage, type LiveMessage } from '../../shared/sync/wire.ts';
import type { ServerSession } from './server-session.ts';

/** Says something to the server; what is said to a channel that is gone is lost. */
export type Say = (message: DeskMessage) => void;

export interface LiveChannel {
  close(): void;
}

export interface LiveChannelOptions {
  readonly server: ServerSession;
  readonly onOpened: (say: Say) => void;
  readonly onMessage: (message: LiveMessage) => void;
  /** The channel is gone without having been closed here. */
  readonly onLost: () => void;
}

/** A link that froze says nothing at all: it counts as lost after one ping without an answer. */
const pingMs = 15_000;
const handshakeMs = 8000;
const maxMessageBytes = 10_000;

/** Hears the server, and tells it of the agent. One try: whoever opened it decides about the next. */
export function openLiveChannel(options: LiveChannelOptions): LiveChannel {
  let socket: WebSocket | undefined;
  let isOver = false;

  const lose = (): void => {
    if (isOver) return;
    isOver = true;
    options.onLost();
  };
  const connect = (token: string | undefined, isLastTry: boolean): void => {
    const url = options.server.liveUrl();
    if (isOver || url === undefined || token === undefined) return lose();
    socket = openSocket(url, token);
    let isTokenRefused = false;
    socket.on('unexpected-response', (_request, response) => {
      isTokenRefused = response.statusCode === 401 && !isLastTry;
      socket?.terminate();
      if (isTokenRefused) void retry(token);
    });
    const opened = socket;
    opened.on('open', () => options.onOpened((message) => say(opened, message)));
    opened.on('message', (data: Buffer) => hear(data.toString('utf8'), options.onMessage));
    socket.on('error', () => undefined);
    socket.on('close', () => isTokenRefused || lose());
  };
  const retry = async (refused: string): Promise<void> => {
    const token = await options.server.renewToken(refused);
    if (token.ok) connect(token.value, true);
    else lose();
  };

  connect(options.server.accessToken(), false);
  return {
    close() {
      isOver = true;
      socket?.terminate();
    },
  };
}

function openSocket(url: string, token: string): WebSocket {
  const socket = new WebSocket(url, {
    headers: { authorization: `Bearer ${token}` },
    handshakeTimeout: handshakeMs,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  let hasAnswered = true;
  const ping = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (!hasAnswered) return socket.terminate();
    hasAnswered = false;
    socket.ping();
  }, pingMs);
  socket.on('pong', () => (hasAnswered = true));
  socket.on('close', () => clearInterval(ping));
  return socket;
}

function say(socket: WebSocket, message: DeskMessage): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function hear(text: string, onMessage: LiveChannelOptions['onMessage']): void {
  const message = readLiveMessage(jsonOrUndefined(text));
  // Not of this protocol: the next regular pull brings whatever it meant.
  if (message) onMessage(message);
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
