import { callIdOf, hasToTag, readHead, valuesOf, type MessageHead } from './message-head.ts';
import { TokenBucket } from './token-bucket.ts';

/** `reply`: refuse with this message, written without any parser. */
export type Verdict = 'pass' | 'drop' | { readonly reply: string };

/**
 * Stands before the SIP parser, which takes milliseconds for a message and far longer for a nasty one: turns away what
 * is broken or too big, and more than a person could ever answer. Messages of calls that stand always get through, up
 * to what a call needs. What comes is another's text throughout; nothing of it is kept but Call-IDs.
 */
export class MessageGate {
  /** New calls: a burst as large as a queue that opens, then six a second; one agent answers one. */
  readonly #invites = new TokenBucket(12, 6);
  /** Everything else outside of calls: pings, message counters, strays of calls that are over. */
  readonly #strays = new TokenBucket(20, 10);
  readonly #standing = new CallIds(64);
  readonly #offered = new CallIds(64);

  /** @param at UTC epoch ms */
  admit(text: string, at: number): Verdict {
    const head = readHead(text);
    if (!head) return 'drop';
    const callId = callIdOf(head);
    const known = this.#standing.get(callId) ?? this.#offered.get(callId);
    const fault = faultOf(head);
    if (head.method === undefined) return fault === undefined && known?.take(at) ? 'pass' : 'drop';
    if (fault !== undefined) return this.#strays.take(at) ? refusal(head, fault) : 'drop';
    if (known && (head.method !== 'INVITE' || hasToTag(head))) return known.take(at) ? 'pass' : 'drop';
    return head.method === 'INVITE' && !hasToTag(head) ? this.#admitCall(head, callId, at) : this.#admitStray(head, at);
  }

  /** What the desk says: whose Call-ID is in it is expected to answer, or is in a call. */
  sent(text: string): void {
    const head = readHead(text);
    if (!head) return;
    const callId = callIdOf(head);
    const isInvite = (valuesOf(head, 'cseq')[0] ?? '').endsWith('INVITE');
    const isAnswer = head.method === undefined && isInvite && text.startsWith('SIP/2.0 2');
    if (isAnswer || head.method === 'INVITE') this.#standing.add(callId);
    else if (head.method !== undefined && !this.#standing.get(callId)) this.#offered.add(callId);
  }

  #admitCall(head: MessageHead, callId: string, at: number): Verdict {
    if (!this.#invites.take(at)) return refusal(head, '503 Service Unavailable', ['Retry-After: 5']);
    this.#offered.add(callId);
    return 'pass';
  }

  #admitStray(head: MessageHead, at: number): Verdict {
    if (this.#strays.take(at)) return 'pass';
    return head.method === 'ACK' ? 'drop' : refusal(head, '503 Service Unavailable', ['Retry-After: 5']);
  }
}

/** The latest so many, each with what may come for it: signals of one call are a handful, a burst of digits at most. */
class CallIds {
  readonly #limit: number;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(callId: string): TokenBucket | undefined {
    return this.#buckets.get(callId);
  }

  add(callId: string): void {
    const bucket = this.#buckets.get(callId) ?? new TokenBucket(40, 20);
    this.#buckets.delete(callId);
    this.#buckets.set(callId, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > this.#limit && oldest !== undefined) this.#buckets.delete(oldest);
  }
}

/** Headers whose values the parser takes apart: longest value, and how many there may be. */
const parsed: Readonly<Record<string, { readonly length: number; readonly count: number }>> = {
  via: { length: 1_024, count: 16 },
  from: { length: 1_024, count: 1 },
  to: { length: 1_024, count: 1 },
  'call-id': { length: 256, count: 1 },
  cseq: { length: 64, count: 1 },
  contact: { length: 1_024, count: 8 },
  'record-route': { length: 2_048, count: 16 },
  'content-length': { length: 16, count: 1 },
  'content-type': { length: 512, count: 1 },
  'max-forwards': { length: 8, count: 1 },
  'refer-to': { length: 2_048, count: 1 },
  'www-authenticate': { length: 2_048, count: 4 },
  'proxy-authenticate': { length: 2_048, count: 4 },
};

/** What a browser may be asked to take in as media; a real offer has one or two of them. */
const bodyLimits = { media: 8, lines: 600, lineLength: 2_048 } as const;

/** Status line of the refusal; undefined for a message in order. */
function faultOf(head: MessageHead): string | undefined {
  for (const [name, { length, count }] of Object.entries(parsed)) {
    const values = valuesOf(head, name);
    if (values.length > count || values.some((value) => value.length > length)) return '400 Bad Request';
  }
  for (const name of ['via', 'from', 'to', 'call-id', 'cseq']) {
    if (valuesOf(head, name).length === 0) return '400 Bad Request';
  }
  const lines = head.body.split('\n', bodyLimits.lines + 1);
  const media = lines.filter((line) => line.startsWith('m=')).length;
  const isTooMuch = lines.length > bodyLimits.lines || media > bodyLimits.media;
  if (isTooMuch || lines.some((line) => line.length > bodyLimits.lineLength)) return '488 Not Acceptable Here';
  return undefined;
}

/** Dropped instead where no answer could find its way, or none is wanted. */
function refusal(head: MessageHead, status: string, extra: readonly string[] = []): Verdict {
  const single = (name: string): string | undefined => {
    const [value, ...more] = valuesOf(head, name);
    return more.length === 0 && value !== undefined && value.length <= headOf(name) ? value : undefined;
  };
  const [from, to, callId, cseq] = [single('from'), single('to'), single('call-id'), single('cseq')];
  const via = valuesOf(head, 'via');
  if (head.method === 'ACK' || via.length === 0 || via.length > 16) return 'drop';
  if (from === undefined || to === undefined || callId === undefined || cseq === undefined) return 'drop';
  const lines = [
    `SIP/2.0 ${status}`,
    ...via.map((value) => `Via: ${value}`),
    `From: ${from}`,
    `To: ${hasToTag(head) ? to : `${to};tag=gate`}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq}`,
    ...extra,
    'Content-Length: 0',
  ];
  return { reply: `${lines.join('\r\n')}\r\n\r\n` };
}

function headOf(name: string): number {
  return parsed[name]?.length ?? 0;
}
