import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export interface SipMessage {
  /** `REGISTER`, `INVITE`…; of a response, the method that it answers. */
  readonly method: string;
  /** Absent in a request. */
  readonly status?: number;
  readonly text: string;
  header(name: string): string | undefined;
}

/**
 * A small exchange over websockets that really checks digests (RFC 7616, MD5, qop=auth) and passes requests on between
 * its users. Scriptable: refuse, stay silent, cut everybody off, or put any raw message on the line of a user.
 */
export class SipRegistrar {
  readonly received: SipMessage[] = [];
  readonly #server = createServer();
  readonly #sockets = new WebSocketServer({ server: this.#server, handleProtocols: () => 'sip' });
  readonly #passwords: Map<string, string>;
  readonly #users = new Map<string, WebSocket>();
  readonly #hosts = new Map<string, WebSocket>();
  readonly #nonces = new Set<string>();
  readonly #forgotten = new WeakSet<WebSocket>();
  readonly #waiting = new Set<() => void>();
  readonly #listeners = new Set<(message: SipMessage) => void>();
  /** Sees every message before it is passed on; true when it was taken, and goes no further. */
  takes: (message: SipMessage) => boolean = () => false;
  #refusal: number | undefined;
  #isSilent = false;
  #port = 0;

  private constructor(passwords: Record<string, string>) {
    this.#passwords = new Map(Object.entries(passwords));
    this.#sockets.on('connection', (socket) => {
      socket.on('message', (data: Buffer) => this.#take(socket, data.toString('utf8')));
      socket.on('error', () => socket.terminate());
    });
  }

  static async listen(passwords: Record<string, string>): Promise<SipRegistrar> {
    const registrar = new SipRegistrar(passwords);
    await registrar.#open(0);
    registrar.#port = (registrar.#server.address() as AddressInfo).port;
    return registrar;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  /** Every REGISTER gets this status from now on; undefined checks the password again. */
  refuse(status: number | undefined): void {
    this.#refusal = status;
  }

  /** Takes messages and says nothing. */
  fallSilent(isSilent: boolean): void {
    this.#isSilent = isSilent;
  }

  /** Nothing that comes on the connections of now is heard any more, and nobody is told: as when a router lost them. */
  forgetConnections(): void {
    this.#users.clear();
    this.#hosts.clear();
    for (const socket of this.#sockets.clients) this.#forgotten.add(socket);
  }

  dropEverybody(): void {
    this.#users.clear();
    this.#hosts.clear();
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  /** Cuts the line of one user. */
  drop(user: string): void {
    this.#users.get(user)?.terminate();
    this.#users.delete(user);
  }

  /** Puts a raw message on the line of a user, line ends as they should be. */
  deliver(user: string, lines: readonly string[], body = ''): void {
    const head = [...lines, `Content-Length: ${Buffer.byteLength(body)}`].join('\r\n');
    this.#users.get(user)?.send(`${head}\r\n\r\n${body}`);
  }

  /** Puts anything on the line of a user: a text frame, or for bytes a binary one. */
  send(user: string, data: string | Uint8Array): void {
    this.#users.get(user)?.send(data);
  }

  /** Hears every message from now on. */
  listen(listener: (message: SipMessage) => void): void {
    this.#listeners.add(listener);
  }

  /** The first message that came or comes in and fits. */
  next(fits: (message: SipMessage) => boolean, from = 0): Promise<SipMessage> {
    return new Promise((resolve) => {
      const check = (): void => {
        const found = this.received.slice(from).find(fits);
        if (!found) return;
        this.#waiting.delete(check);
        resolve(found);
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** Off the network: sockets cut, port closed. */
  async goDown(): Promise<void> {
    this.dropEverybody();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Back on the same port. */
  comeBack(): Promise<void> {
    return this.#open(this.#port);
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.goDown();
    this.#sockets.close();
  }

  #open(port: number): Promise<void> {
    return new Promise((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
  }

  #take(socket: WebSocket, text: string): void {
    const message = this.#forgotten.has(socket) ? undefined : parse(text);
    if (!message) return;
    this.received.push(message);
    for (const check of [...this.#waiting]) check();
    for (const listener of this.#listeners) listener(message);
    if (this.#isSilent || this.takes(message)) return;
    const viaHost = /^SIP\/2\.0\/\S+\s+([^;:\s]+)/.exec(message.header('Via') ?? '')?.[1] ?? '';
    if (message.status !== undefined) return this.#hosts.get(viaHost)?.send(text);
    this.#hosts.set(viaHost, socket);
    if (message.method === 'REGISTER') return this.#register(socket, message);
    const [, user = '', host = ''] = /^\S+ sip:(?:([^@;\s]*)@)?([^;:\s]+)/.exec(text) ?? [];
    const target = this.#hosts.get(host) ?? this.#users.get(user);
    if (target) target.send(text);
    else if (message.method !== 'ACK') socket.send(answer(message, '480 Temporarily Unavailable'));
  }

  #register(socket: WebSocket, message: SipMessage): void {
    if (this.#refusal !== undefined) return socket.send(answer(message, `${this.#refusal} Refused`));
    const user = /sip:([^@]+)@/.exec(message.header('To') ?? '')?.[1] ?? '';
    if (!this.#isAuthentic(user, message)) {
      const nonce = randomBytes(12).toString('hex');
      this.#nonces.add(nonce);
      const challenge = `WWW-Authenticate: Digest realm="lab", nonce="${nonce}", algorithm=MD5, qop="auth"`;
      return socket.send(answer(message, '401 Unauthorized', [challenge]));
    }
    const contact = message.header('Contact') ?? '';
    const isLeaving = /;\s*expires=0\b/i.test(contact);
    if (isLeaving) this.#users.delete(user);
    else this.#users.set(user, socket);
    socket.send(answer(message, '200 OK', [`Contact: ${contact}`]));
  }

  #isAuthentic(user: string, message: SipMessage): boolean {
    const header = message.header('Authorization') ?? '';
    const field = (name: string) => new RegExp(`\\b${name}="?([^",]+)"?`, 'i').exec(header)?.[1] ?? '';
    const password = this.#passwords.get(user);
    if (password === undefined || field('username') !== user || !this.#nonces.has(field('nonce'))) return false;
    const ha1 = md5(`${user}:${field('realm')}:${password}`);
    const ha2 = md5(`${message.method}:${field('uri')}`);
    const parts = [ha1, field('nonce'), field('nc'), field('cnonce'), 'auth', ha2];
    return field('response') === md5(parts.join(':'));
  }
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

function parse(text: string): SipMessage | undefined {
  const lines = (text.split('\r\n\r\n', 1)[0] ?? '').split('\r\n');
  const header = (name: string) =>
    lines
      .slice(1)
      .find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
      ?.slice(name.length + 1)
      .trim();
  const status = /^SIP\/2\.0 (\d{3})/.exec(lines[0] ?? '')?.[1];
  const method = header('CSeq')?.split(/\s+/)[1];
  if (method === undefined) return undefined;
  return status === undefined ? { method, text, header } : { method, status: Number(status), text, header };
}

function answer(message: SipMessage, status: string, extra: readonly string[] = []): string {
  const copied = ['Via', 'From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${message.header(name) ?? ''}`);
  const lines = [`SIP/2.0 ${status}`, ...copied, `To: ${message.header('To') ?? ''};tag=lab`, ...extra];
  return `${lines.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`;
}
