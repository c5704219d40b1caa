import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { v7 as uuidv7 } from 'uuid';
import { WebSocket, type RawData } from 'ws';
import type { AgentNo, DeviceId, MutationId } from '../../src/shared/ids.ts';
import { togetherText, type PushTogetherRequest } from '../../src/shared/sync/push-together-wire.ts';
import {
  liveMessageSchema,
  pullAnswerSchema,
  pushAnswerSchema,
  signInAnswerSchema,
  tokensSchema,
  type DeskMessage,
  type LiveMessage,
  type Mutation,
  type PullAnswer,
  type PullItem,
  type PullStream,
  type PushOutcome,
  type SignedText,
  type SignInAnswer,
} from '../../src/shared/sync/wire.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** A mutation without what the seat fills in. */
export type MutationSketch = Mutation extends infer M ? Omit<M, 'id' | 'agentNo' | 'deviceId' | 'at'> : never;
export type SignedMutation = SignedText & { id: MutationId };

/** A desk as the central server sees it: one agent on one machine, speaking the raw protocol. */
export class TestSeat {
  url: string;
  readonly agentNo: AgentNo;
  readonly deviceId: DeviceId;
  readonly authorKey: string;
  readonly #secret: KeyObject;
  accessToken = '';
  refreshToken = '';

  constructor(url: string, agentNo: string, deviceId: string = randomUUID()) {
    this.url = url;
    this.agentNo = agentNo as AgentNo;
    this.deviceId = deviceId as DeviceId;
    const pair = generateKeyPairSync('ed25519');
    this.authorKey = pair.publicKey.export({ format: 'jwk' }).x ?? '';
    this.#secret = pair.privateKey;
  }

  async request(method: 'GET' | 'POST', path: string, body?: unknown, token = this.accessToken): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== '' && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: response.status, body: isJson ? JSON.parse(text) : undefined, headers: response.headers };
  }

  trySignIn(password: string, numbersLeft = 0): Promise<Answer> {
    const { agentNo, deviceId, authorKey } = this;
    const body = { protocolVersion: 1, agentNo, password, deviceId, numbersLeft, authorKey };
    return this.request('POST', '/v1/auth/sign-in', body, '');
  }

  async signIn(password: string, numbersLeft = 0): Promise<SignInAnswer> {
    const { status, body } = await this.trySignIn(password, numbersLeft);
    if (status !== 200) throw new Error(`sign-in was refused: ${String(status)} ${JSON.stringify(body)}`);
    const answer = signInAnswerSchema.parse(body);
    this.accessToken = answer.accessToken;
    this.refreshToken = answer.refreshToken;
    return answer;
  }

  /** New tokens in exchange for the refresh token. */
  async renew(): Promise<void> {
    const { status, body } = await this.request('POST', '/v1/auth/refresh', { refreshToken: this.refreshToken }, '');
    if (status !== 200) throw new Error(`no new tokens: ${String(status)}`);
    const tokens = tokensSchema.parse(body);
    this.accessToken = tokens.accessToken;
    this.refreshToken = tokens.refreshToken;
  }

  compose(sketch: MutationSketch, overrides: Partial<Mutation> = {}): Mutation {
    const head = { id: uuidv7() as MutationId, agentNo: this.agentNo, deviceId: this.deviceId, at: Date.now() };
    return { ...head, ...sketch, ...overrides } as Mutation;
  }

  /** Signs any text as this seat would. */
  signText(payload: string): SignedText {
    return { payload, signature: sign(null, Buffer.from(payload), this.#secret).toString('base64url') };
  }

  signMutation(mutation: Mutation): SignedMutation {
    return { id: mutation.id, ...this.signText(JSON.stringify(mutation)) };
  }

  async push(...mutations: SignedMutation[]): Promise<PushOutcome[]> {
    const answer = await this.request('POST', '/v1/push', { protocolVersion: 1, mutations });
    if (answer.status !== 200)
      throw new Error(`push was refused: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
    return pushAnswerSchema.parse(answer.body).outcomes;
  }

  /** As a desk sends its own rows: under one signature. */
  together(...mutations: Pick<SignedMutation, 'id' | 'payload'>[]): PushTogetherRequest {
    const digests = mutations.map(({ payload }) => createHash('sha256').update(payload).digest('base64url'));
    return {
      ...{ protocolVersion: 1, deviceId: this.deviceId },
      mutations: mutations.map(({ id, payload }) => ({ id, payload })),
      signature: this.signText(togetherText(digests)).signature,
    };
  }

  async pushTogether(...mutations: Pick<SignedMutation, 'id' | 'payload'>[]): Promise<PushOutcome[]> {
    const answer = await this.request('POST', '/v1/push-together', this.together(...mutations));
    if (answer.status !== 200)
      throw new Error(`push was refused: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
    return pushAnswerSchema.parse(answer.body).outcomes;
  }

  async pushSealed(...rows: { id: string; sealed: string }[]): Promise<PushOutcome[]> {
    const answer = await this.request('POST', '/v1/push-sealed', { protocolVersion: 1, rows });
    if (answer.status !== 200) throw new Error(`push-sealed was refused: ${String(answer.status)}`);
    return pushAnswerSchema.parse(answer.body).outcomes;
  }

  async pullPage(stream: PullStream, cursor?: string, limit = 500): Promise<PullAnswer> {
    const query = new URLSearchParams({ stream, limit: String(limit), ...(cursor !== undefined && { cursor }) });
    const answer = await this.request('GET', `/v1/pull?${query.toString()}`);
    if (answer.status !== 200) throw new Error(`pull was refused: ${String(answer.status)}`);
    return pullAnswerSchema.parse(answer.body);
  }

  /** Every page up to the end. */
  async pullAll(stream: PullStream, cursor?: string, limit = 500): Promise<{ items: PullItem[]; cursor: string }> {
    const items: PullItem[] = [];
    for (let from = cursor; ;) {
      const page = await this.pullPage(stream, from, limit);
      items.push(...page.items);
      from = page.cursor;
      if (!page.more) return { items, cursor: page.cursor };
    }
  }

  openLive(token = this.accessToken): LiveEar {
    return new LiveEar(this.url.replace(/^http/, 'ws') + '/v1/live', token);
  }
}

export function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as ArrayBuffer).toString();
}

/** One live channel; every wait is for a message or an end, never for a time. */
export class LiveEar {
  readonly socket: WebSocket;
  readonly opened: Promise<void>;
  /** HTTP status of a refused upgrade. */
  readonly refused: Promise<number>;
  readonly closed: Promise<number>;
  readonly #heard: PullStream[] = [];
  readonly #told: LiveMessage[] = [];
  readonly #looking = new Set<() => void>();
  #check: () => void = () => undefined;

  constructor(url: string, token: string, options: { autoPong?: boolean } = {}) {
    this.socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` }, ...options });
    this.opened = new Promise((resolve) => this.socket.once('open', () => resolve()));
    this.closed = new Promise((resolve) => this.socket.once('close', (code) => resolve(code)));
    this.refused = new Promise((resolve) => {
      this.socket.once('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0);
        this.socket.terminate();
      });
    });
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data) => {
      const message = liveMessageSchema.parse(JSON.parse(textOf(data)));
      if (message.type === 'changed') this.#heard.push(...message.streams);
      else this.#told.push(message);
      this.#check();
      for (const look of [...this.#looking]) look();
    });
  }

  /** Resolves once this stream was told of since the last `forget`. */
  hears(stream: PullStream): Promise<void> {
    return new Promise((resolve) => {
      this.#check = () => {
        if (this.#heard.includes(stream)) resolve();
      };
      this.#check();
    });
  }

  say(message: DeskMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The next message of this type, one that was not asked for before. */
  told<T extends LiveMessage['type']>(type: T): Promise<Extract<LiveMessage, { type: T }>> {
    return new Promise((resolve) => {
      const look = (): void => {
        const at = this.#told.findIndex((message) => message.type === type);
        if (at < 0) return;
        this.#looking.delete(look);
        resolve(this.#told.splice(at, 1)[0] as Extract<LiveMessage, { type: T }>);
      };
      this.#looking.add(look);
      look();
    });
  }

  /** Types of the messages that came and were not asked for. */
  left(): LiveMessage['type'][] {
    return this.#told.map(({ type }) => type);
  }

  forget(): void {
    this.#heard.length = 0;
    this.#told.length = 0;
  }
}

const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** Seals as a desk does: base64url(enc ‖ ct). */
export async function sealTo(sealingKey: string, purpose: string, aad: string, plain: Uint8Array): Promise<string> {
  const recipientPublicKey = await suite.kem.importKey('raw', bufferOf(Buffer.from(sealingKey, 'base64url')), true);
  const { ct, enc } = await suite.seal(
    { recipientPublicKey, info: bufferOf(Buffer.from(purpose)) },
    bufferOf(plain),
    bufferOf(Buffer.from(aad)),
  );
  return Buffer.concat([Buffer.from(enc), Buffer.from(ct)]).toString('base64url');
}

export function sealRow(sealingKey: string, row: SignedMutation, aad: string = row.id): Promise<string> {
  return sealTo(sealingKey, 'tashi-desk/outbox/1', aad, Buffer.from(JSON.stringify(row)));
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
