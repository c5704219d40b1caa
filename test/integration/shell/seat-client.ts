import { request, type IncomingHttpHeaders } from 'node:http';
import { WebSocket } from 'ws';

/** A page's side of the browser seat, spoken by hand, so that a test can leave out or forge any part of it. */
export interface SeatAddress {
  readonly origin: string;
  readonly host: string;
  readonly port: number;
  readonly nonce: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export function readAddress(address: string): SeatAddress {
  const url = new URL(address);
  return { origin: url.origin, host: url.host, port: Number(url.port), nonce: url.hash.slice('#n='.length) };
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Sent to 127.0.0.1 with the path as it is written here, dots and all. */
export function ask(
  seat: SeatAddress,
  path: string,
  { method = 'GET', headers = {}, body }: Asking = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: seat.port, method, path, agent: false, headers: { host: seat.host, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

export function ownPageHeaders(seat: SeatAddress): Record<string, string> {
  return { origin: seat.origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
}

export function exchange(seat: SeatAddress, nonce = seat.nonce, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(seat, '/session', {
    method: 'POST',
    headers: { ...ownPageHeaders(seat), ...headers },
    body: JSON.stringify({ nonce }),
  });
}

export function cookieOf(answer: Answer): string {
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

export interface Attachment {
  readonly socket: WebSocket;
  /** Sends a command, waits for its answer. */
  call(name: string, input: unknown): Promise<unknown>;
  readonly closed: Promise<number>;
}

/** Answers the HTTP status instead where the handshake was refused. */
export function attach(seat: SeatAddress, headers: Record<string, string>): Promise<Attachment | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${seat.port}/desk`, {
      headers: { host: seat.host, origin: seat.origin, ...headers },
    });
    const answers = new Map<number, (result: unknown) => void>();
    const closed = new Promise<number>((ended) => socket.once('close', ended));
    let lastId = 0;
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
    });
    socket.once('error', reject);
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8')) as { t: string; id: number; result: unknown };
      if (message.t === 'answer') answers.get(message.id)?.(message.result);
      if (message.t !== 'hello') return;
      resolve({
        socket,
        closed,
        call: (name, input) =>
          new Promise((settle) => {
            const id = ++lastId;
            answers.set(id, settle);
            socket.send(JSON.stringify({ t: 'call', id, name, input }));
          }),
      });
    });
  });
}
