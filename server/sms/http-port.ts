import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { SmsAnswer, SmsPort } from './sms-port.ts';

export interface HttpPortOptions {
  readonly url: string;
  /** Goes along as `Authorization: Bearer`; none where the gateway asks for none. */
  readonly token?: string | undefined;
  /** Until a gateway that does not answer counts as silent, default 15 s. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 15_000;

/**
 * A gateway that takes `POST {id, to, text}` as JSON. The id goes along as `Idempotency-Key`, the same with every try.
 * 2xx: accepted. 429 and 503: try again. Other 4xx, and 3xx: refused. Everything else, silence included, leaves it open
 * whether the message has gone. Each message has a connection of its own: one that never came about has carried nothing.
 */
export function createHttpPort({ url, token, timeoutMs = defaultTimeoutMs }: HttpPortOptions): SmsPort {
  const isSecure = url.startsWith('https:');
  const ask = isSecure ? httpsRequest : httpRequest;
  return {
    send: (id, number, text) =>
      new Promise<SmsAnswer>((resolve) => {
        const body = Buffer.from(JSON.stringify({ id, to: number, text }));
        const state = { isConnected: false };
        const headers = {
          ...{ 'content-type': 'application/json', 'content-length': body.length, 'idempotency-key': id },
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        };
        const request = ask(url, { method: 'POST', agent: false, headers }, (response) => {
          resolve(answerOf(response.statusCode ?? 0));
          response.destroy();
        });
        const timer = setTimeout(() => {
          resolve(state.isConnected ? silent : away);
          request.destroy();
        }, timeoutMs);
        request.on('socket', (socket) => {
          socket.once(isSecure ? 'secureConnect' : 'connect', () => (state.isConnected = true));
        });
        request.on('error', () => resolve(state.isConnected ? brokeOff : away));
        request.on('close', () => clearTimeout(timer));
        request.end(body);
        // A request that can't even be made has carried nothing.
      }).catch(() => away),
  };
}

const away: SmsAnswer = { kind: 'tryAgain', reason: 'gateway.away' };
const silent: SmsAnswer = { kind: 'unknown', reason: 'gateway.silent' };
const brokeOff: SmsAnswer = { kind: 'unknown', reason: 'gateway.brokeOff' };

function answerOf(status: number): SmsAnswer {
  const reason = `http.${String(status)}`;
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  if (status === 429 || status === 503) return { kind: 'tryAgain', reason };
  return { kind: status >= 300 && status < 500 ? 'refused' : 'unknown', reason };
}
