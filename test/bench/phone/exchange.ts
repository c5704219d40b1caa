import { SipRegistrar, type SipMessage } from '../../fakes/sip-registrar.ts';
import { line } from './centre.ts';

/** The far end of one offered call. */
export interface OfferedCall {
  /** UTC epoch ms with fractions, right before the INVITE went out. */
  readonly sentAt: number;
  /** Settles with the desk's 180. */
  readonly rings: Promise<void>;
  /** The caller gives up; settles when the desk has ended the call. */
  cancel(): Promise<void>;
  /** Settles when the desk has turned the call away. */
  refused(): Promise<void>;
  /** Settles with the desk's answer in SDP, which is acknowledged. */
  answered(): Promise<string>;
}

export interface BenchExchange {
  readonly url: string;
  /** Puts an INVITE with these header lines on the desk's line; without an offer of its own nobody can answer it. */
  offer(headers: readonly string[], offer?: string): OfferedCall;
  /** Off the network, and back at the same address. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  /** Keeps every connection and answers nothing. */
  freeze(isFrozen: boolean): void;
  close(): Promise<void>;
}

/** Enough of an offer to be taken for a playable call; nobody answers it. */
const offerBody = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 40000 UDP/TLS/RTP/SAVPF 111 8',
  'a=rtpmap:111 opus/48000/2',
  'a=setup:actpass',
  'a=mid:0',
  'a=ice-ufrag:bench',
  'a=ice-pwd:bench-bench-bench-bench-bench',
  `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`,
  'a=sendrecv',
  '',
].join('\r\n');

/** What a call waits for from the desk. */
interface Waiting {
  readonly rings: PromiseWithResolvers<undefined>;
  readonly ended: PromiseWithResolvers<SipMessage>;
}

/** The suite's own small registrar: it checks the desk's digest and puts the bench's callers on the line. */
export async function startExchange(): Promise<BenchExchange> {
  const registrar = await SipRegistrar.listen({ [line.user]: line.password });
  const calls = new Map<string, Waiting>();
  registrar.listen((message) => {
    if (message.method === 'BYE' && message.status === undefined) {
      const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${message.header(name) ?? ''}`);
      registrar.deliver(line.user, ['SIP/2.0 200 OK', ...copied]);
      return;
    }
    const callId = message.header('Call-ID') ?? '';
    const call = calls.get(callId);
    if (!call || message.method !== 'INVITE' || message.status === undefined) return;
    if (message.status === 180) call.rings.resolve(undefined);
    if (message.status < 200) return;
    call.ended.resolve(message);
    calls.delete(callId);
  });
  let count = 0;
  return {
    url: registrar.url,
    close: () => registrar.close(),
    goDown: () => registrar.goDown(),
    comeBack: () => registrar.comeBack(),
    freeze: (isFrozen) => registrar.fallSilent(isFrozen),
    offer: (headers, offer = offerBody) => {
      count += 1;
      const callId = `bench-${String(count)}`;
      const call: Waiting = { rings: Promise.withResolvers(), ended: Promise.withResolvers() };
      calls.set(callId, call);
      const uri = `sip:${line.user}@bench.invalid`;
      const from = headers.find((header) => header.startsWith('From:')) ?? '';
      const via = `Via: SIP/2.0/WS bench.invalid;branch=z9hG4bK-${callId}`;
      const send = (method: string, to: string, others: readonly string[] = [], body = ''): void => {
        const head = [via, from, to, `Call-ID: ${callId}`, `CSeq: 1 ${method}`, 'Max-Forwards: 70', ...others];
        registrar.deliver(line.user, [`${method} ${uri} SIP/2.0`, ...head], body);
      };
      const acknowledge = async (): Promise<SipMessage> => {
        const final = await call.ended.promise;
        send('ACK', `To: ${final.header('To') ?? ''}`);
        return final;
      };
      const sentAt = performance.timeOrigin + performance.now();
      const contact = ['Contact: <sip:trunk@bench.invalid;transport=ws>', 'Content-Type: application/sdp'];
      send('INVITE', `To: <${uri}>`, [...contact, ...headers.filter((header) => header !== from)], offer);
      return {
        sentAt,
        rings: call.rings.promise,
        refused: async () => {
          await acknowledge();
        },
        answered: async () => (await acknowledge()).text.split('\r\n\r\n', 2)[1] ?? '',
        cancel: async () => {
          send('CANCEL', `To: <${uri}>`);
          await acknowledge();
        },
      };
    },
  };
}
