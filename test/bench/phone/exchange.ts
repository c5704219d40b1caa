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
}

export interface BenchExchange {
  readonly url: string;
  /** Puts an INVITE with these header lines on the desk's line. */
  offer(headers: readonly string[]): OfferedCall;
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

/** The suite's own small registrar: it checks the desk's digest and puts the bench's callers on the line. */
export async function startExchange(): Promise<BenchExchange> {
  const registrar = await SipRegistrar.listen({ [line.user]: line.password });
  let count = 0;
  return {
    url: registrar.url,
    close: () => registrar.close(),
    offer: (headers) => {
      count += 1;
      const callId = `bench-${String(count)}`;
      const from = headers.find((header) => header.startsWith('From:')) ?? '';
      const start = registrar.received.length;
      const own = (message: SipMessage): boolean => message.header('Call-ID') === callId;
      const common = [
        `Via: SIP/2.0/WS bench.invalid;branch=z9hG4bK-${callId}`,
        from,
        `To: <sip:${line.user}@bench.invalid>`,
        `Call-ID: ${callId}`,
        'Max-Forwards: 70',
      ];
      const uri = `sip:${line.user}@bench.invalid`;
      const others = headers.filter((header) => header !== from);
      const rings = registrar.next((message) => own(message) && message.status === 180, start);
      const ended = registrar.next((message) => own(message) && (message.status ?? 0) >= 300, start);
      const sentAt = performance.timeOrigin + performance.now();
      registrar.deliver(
        line.user,
        [
          `INVITE ${uri} SIP/2.0`,
          ...common,
          'CSeq: 1 INVITE',
          'Contact: <sip:trunk@bench.invalid;transport=ws>',
          'Content-Type: application/sdp',
          ...others,
        ],
        offerBody,
      );
      return {
        sentAt,
        rings: rings.then(() => undefined),
        cancel: async () => {
          registrar.deliver(line.user, [`CANCEL ${uri} SIP/2.0`, ...common, 'CSeq: 1 CANCEL']);
          const final = await ended;
          const acked = common.map((header) => (header.startsWith('To:') ? `To: ${final.header('To') ?? ''}` : header));
          registrar.deliver(line.user, [`ACK ${uri} SIP/2.0`, ...acked, 'CSeq: 1 ACK']);
        },
      };
    },
  };
}
