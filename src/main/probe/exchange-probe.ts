import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import { appError, type AppError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import type { ExchangeFindings } from '../../shared/setup/findings.ts';
import { connectionFailure } from './connection-failure.ts';
import { answerChallenge, readAnswer, writeQuestion, type SipAnswer, type SipQuestion } from './sip-text.ts';

export interface ExchangeToProbe {
  /** Address of its websocket. */
  readonly server: string;
  readonly domain: string;
  /** An account to try; it is not registered, only asked about. */
  readonly account?: { readonly user: string; readonly password: string };
}

const connectMs = 6000;
const answerMs = 5000;

/**
 * Asks an exchange, from here and not from the page, whose policy lets it reach only the exchange of its own profile:
 * does its websocket speak SIP, does it answer OPTIONS, does it take the account. Fails with `probe.*` and `phone.*`.
 */
export async function probeExchange(exchange: ExchangeToProbe): Promise<Result<ExchangeFindings>> {
  const startedAt = performance.now();
  const opened = await openSocket(exchange.server);
  if (!opened.ok) return opened;
  const line = new Line(opened.value, exchange);
  try {
    const connectedMs = elapsed(startedAt);
    const askedAt = performance.now();
    const answer = await line.ask('OPTIONS');
    if (!answer) return err(appError('probe.noSipAnswer', 'user', { domain: exchange.domain }));
    const answeredMs = elapsed(askedAt);
    const refusal = exchange.account && (await tryAccount(line, exchange.account));
    if (refusal) return err(refusal);
    return ok({ connectedMs, answeredMs, status: answer.status, isAccountTaken: exchange.account !== undefined });
  } finally {
    line.close();
  }
}

function elapsed(since: number): number {
  return Math.round(performance.now() - since);
}

function openSocket(server: string): Promise<Result<WebSocket>> {
  const { host } = new URL(server);
  return new Promise((resolve) => {
    const socket = new WebSocket(server, 'sip', { handshakeTimeout: connectMs, perMessageDeflate: false });
    socket.once('open', () => resolve(ok(socket)));
    socket.once('unexpected-response', (_request, response) => {
      const status = response.statusCode ?? 0;
      socket.on('error', () => undefined);
      socket.terminate();
      resolve(err(appError('probe.notSip', 'user', { host, status })));
    });
    socket.once('error', (error) => {
      // Stays on, for what a connection that is being given up may still say.
      socket.on('error', () => undefined);
      resolve(err(handshakeFailure(error, host)));
    });
  });
}

/** The library tells of a handshake that went wrong in words only. */
function handshakeFailure(error: Error, host: string): AppError {
  if (/subprotocol|Sec-WebSocket|upgrade/i.test(error.message))
    return appError('probe.notSip', 'user', { host, status: 0 });
  if (/handshake has timed out/i.test(error.message)) return appError('probe.timedOut', 'user', { host });
  return connectionFailure(error, host);
}

/** Undefined when the exchange takes the account. */
async function tryAccount(line: Line, account: { user: string; password: string }): Promise<AppError | undefined> {
  const first = await line.ask('REGISTER');
  const challenges = first && [
    ...first.header('WWW-Authenticate').map((value) => ({ name: 'Authorization', value })),
    ...first.header('Proxy-Authenticate').map((value) => ({ name: 'Proxy-Authorization', value })),
  ];
  const isChallenged = first?.status === 401 || first?.status === 407;
  if (!isChallenged) return judge(first);
  const request = { method: 'REGISTER', uri: `sip:${line.domain}` };
  for (const { name, value } of challenges ?? []) {
    const answer = answerChallenge([value], account, request);
    if (answer !== undefined) return judge(await line.ask('REGISTER', { name, value: answer }));
  }
  return appError('probe.accountRefused', 'user', { status: first.status });
}

function judge(answer: SipAnswer | undefined): AppError | undefined {
  const status = answer?.status ?? 0;
  if (status >= 200 && status < 300) return undefined;
  if (status === 404) return appError('phone.unknownUser', 'user');
  if (status === 401 || status === 403 || status === 407) return appError('phone.wrongPassword', 'user');
  return appError('probe.accountRefused', 'user', { status });
}

/** One websocket, one question at a time. */
class Line {
  readonly domain: string;
  readonly #socket: WebSocket;
  readonly #user: string;
  readonly #secure: boolean;
  readonly #callId = randomBytes(12).toString('hex');
  #cseq = 0;

  constructor(socket: WebSocket, { server, domain, account }: ExchangeToProbe) {
    this.domain = domain;
    this.#socket = socket;
    this.#user = account?.user ?? 'tashi-desk';
    this.#secure = new URL(server).protocol === 'wss:';
    socket.on('error', () => socket.terminate());
  }

  /** The final answer, undefined when none comes in time. */
  ask(method: SipQuestion['method'], authorization?: SipQuestion['authorization']): Promise<SipAnswer | undefined> {
    const cseq = ++this.#cseq;
    return new Promise((resolve) => {
      const finish = (answer?: SipAnswer): void => {
        clearTimeout(timer);
        this.#socket.off('message', hear);
        this.#socket.off('close', gone);
        resolve(answer);
      };
      const hear = (data: WebSocket.RawData): void => {
        const answer = readAnswer((data as Buffer).toString('utf8'));
        if (!answer || answer.status < 200 || answer.header('Call-ID')[0] !== this.#callId) return;
        if (answer.header('CSeq')[0]?.startsWith(`${String(cseq)} `)) finish(answer);
      };
      const gone = (): void => finish();
      const timer = setTimeout(gone, answerMs);
      this.#socket.on('message', hear);
      this.#socket.on('close', gone);
      this.#socket.send(
        writeQuestion({
          ...{ method, cseq, domain: this.domain, user: this.#user, callId: this.#callId, secure: this.#secure },
          ...(authorization && { authorization }),
        }),
      );
    });
  }

  close(): void {
    this.#socket.close();
    // An exchange that does not answer the farewell is not waited for.
    setTimeout(() => this.#socket.terminate(), 500).unref();
  }
}
