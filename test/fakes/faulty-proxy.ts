import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A bad line in front of a central server, that does as it is told. Faults are counted down by requests, not sockets. */
export interface FaultyProxy {
  /** Stable, whatever happens behind it. */
  readonly url: string;
  /** The next requests get this answer and never reach the server. */
  failNext(count: number, status?: number): void;
  /** The next requests reach the server and are carried out there, but their answers are lost. */
  dropAnswers(count: number): void;
  /** The next requests break off in the middle of their way to the server. */
  cutRequests(count: number): void;
  /** The next requests are carried out, and half of each answer comes back before the connection breaks. */
  truncateAnswers(count: number): void;
  /** The next requests arrive twice; the desk hears the second answer. */
  repeatNext(count: number): void;
  /** Every answer is held back this long, ms; 0 ends it. */
  slowDown(ms: number): void;
  /** Pulls the cable: sockets break and new ones are cut at once, until `plugIn`. */
  pullCable(): void;
  /** Pulls it once this many requests to this path have been carried out, before the last is answered. Resolves then. */
  pullCableAfter(count: number, path: string): Promise<void>;
  plugIn(): void;
  /** Points to another server from now on, such as the same one started again. */
  pointTo(url: string): void;
  /** Requests that reached the server, as `POST /v1/push`. */
  readonly passed: readonly string[];
  close(): Promise<void>;
}

interface Relayed {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

export async function startFaultyProxy(target: string, port = 0): Promise<FaultyProxy> {
  let server = new URL(target);
  let failing = { count: 0, status: 503 };
  let dropping = 0;
  let repeating = 0;
  let cutting = 0;
  let truncating = 0;
  let slowMs = 0;
  let isPlugged = true;
  const passed: string[] = [];
  let pulling: { left: number; readonly path: string; readonly done: () => void } | undefined;
  const sockets = new Set<Socket>();

  const pullCable = (): void => {
    isPlugged = false;
    for (const socket of sockets) socket.destroy();
  };
  const countDown = (path: string | undefined): void => {
    if (!pulling || pulling.path !== path) return;
    pulling.left -= 1;
    if (pulling.left > 0) return;
    pullCable();
    pulling.done();
    pulling = undefined;
  };

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await readAll(incoming);
    if (failing.count > 0) {
      failing = { ...failing, count: failing.count - 1 };
      outgoing.writeHead(failing.status, { 'content-type': 'application/json' }).end('{"code":"server.busy"}');
      return;
    }
    if (cutting > 0) {
      cutting -= 1;
      await relayHalf(server, incoming, body);
      return void outgoing.destroy();
    }
    const isDropped = dropping > 0;
    if (isDropped) dropping -= 1;
    const isRepeated = repeating > 0;
    if (isRepeated) {
      repeating -= 1;
      await relay(server, incoming, body);
    }
    passed.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`.replace(/\?.*/, ''));
    const answer = await relay(server, incoming, body);
    countDown(incoming.url);
    if (slowMs > 0) await wait(slowMs);
    if (isDropped || !isPlugged) return void outgoing.destroy();
    outgoing.writeHead(answer.status, answer.headers);
    if (truncating === 0) return void outgoing.end(answer.body);
    truncating -= 1;
    outgoing.write(answer.body.subarray(0, answer.body.length / 2), () => outgoing.destroy());
  };

  const proxy = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  proxy.on('connection', (socket: Socket) => {
    if (!isPlugged) return void socket.destroy();
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  // The live channel is passed through as bytes.
  proxy.on('upgrade', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    const onward = connect(Number(server.port), server.hostname, () => {
      onward.write(rawHead(incoming));
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [socket, onward]) end.on('error', () => void (socket.destroy(), onward.destroy()));
    socket.on('close', () => onward.destroy());
    onward.on('close', () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`,
    failNext: (count, status = 503) => void (failing = { count, status }),
    dropAnswers: (count) => void (dropping = count),
    repeatNext: (count) => void (repeating = count),
    cutRequests: (count) => void (cutting = count),
    truncateAnswers: (count) => void (truncating = count),
    slowDown: (ms) => void (slowMs = ms),
    pullCable,
    pullCableAfter: (count, path) => new Promise((done) => (pulling = { left: count, path, done })),
    plugIn: () => void (isPlugged = true),
    pointTo: (url) => void (server = new URL(url)),
    passed,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function relay(server: URL, incoming: IncomingMessage, body: Buffer): Promise<Relayed> {
  return new Promise((resolve, reject) => {
    const { method, url: path, headers } = incoming;
    const options = {
      host: server.hostname,
      port: server.port,
      method,
      path,
      headers: { ...headers, host: server.host },
    };
    const onward = httpRequest(options, (answer) => {
      readAll(answer).then(
        (text) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: text }),
        reject,
      );
    });
    onward.on('error', reject);
    onward.end(body);
  });
}

/** Resolves when the server's end of a request that stops in its middle is closed. */
function relayHalf(server: URL, incoming: IncomingMessage, body: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const { method, url: path, headers } = incoming;
    const { hostname: host, port } = server;
    const onward = httpRequest({ host, port, method, path, headers: { ...headers, host: server.host } });
    onward.on('error', () => undefined).on('close', () => resolve());
    onward.write(body.subarray(0, body.length / 2), () => onward.destroy());
  });
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

function rawHead(incoming: IncomingMessage): string {
  const lines = [`${incoming.method ?? 'GET'} ${incoming.url ?? '/'} HTTP/1.1`];
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    lines.push(`${incoming.rawHeaders[index] ?? ''}: ${incoming.rawHeaders[index + 1] ?? ''}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}
