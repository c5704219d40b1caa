import type { SipMessage, SipRegistrar } from '../../fakes/sip-registrar.ts';

/**
 * Speaks in the name of a far end that is in a call with a seat, over the head of the agent who really is: answers what
 * the seat asks, or asks something itself.
 */
export class FarEnd {
  readonly #registrar: SipRegistrar;
  readonly #seat: string;
  /** The INVITE that began the call, and the seat's 200 to it. */
  readonly #invite: SipMessage;
  readonly #accepted: SipMessage;
  #cseq = 100;

  constructor(registrar: SipRegistrar, seat: string) {
    this.#registrar = registrar;
    this.#seat = seat;
    const { received } = registrar;
    const invite = received.findLast(({ method, status, header }) => isBeginning(method, status, header('To')));
    const callId = invite?.header('Call-ID');
    const accepted = received.find(
      ({ method, status, header }) => method === 'INVITE' && status === 200 && header('Call-ID') === callId,
    );
    if (!invite || !accepted) throw new Error('nobody is in a call');
    this.#invite = invite;
    this.#accepted = accepted;
  }

  /** What the far end offered when it called. */
  get offer(): string {
    return bodyOf(this.#invite);
  }

  answer(request: SipMessage, status: string, extra: readonly string[] = [], body = ''): void {
    const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${request.header(name) ?? ''}`);
    const lines = [`SIP/2.0 ${status}`, ...copied, `Contact: ${this.#contact}`, ...extra];
    this.#registrar.deliver(this.#seat, body === '' ? lines : [...lines, 'Content-Type: application/sdp'], body);
  }

  /** Answers the seat's next question to the far end in its place. */
  answerNext(status: string, extra: readonly string[] = [], body = ''): void {
    this.#registrar.takes = (message) => {
      if (!isAsking(message)) return false;
      this.#registrar.takes = () => false;
      this.answer(message, status, extra, body);
      return true;
    };
  }

  /** Settles when the seat asks for something new in the call; whoever is asked hears nothing of it. */
  swallowNext(): Promise<SipMessage> {
    return new Promise((resolve) => {
      this.#registrar.takes = (message) => {
        if (!isAsking(message)) return false;
        this.#registrar.takes = () => false;
        resolve(message);
        return true;
      };
    });
  }

  /** Asks for something new itself; settles with what the seat says to it. */
  async reInvite(body: string): Promise<SipMessage> {
    this.#cseq += 1;
    const from = this.#registrar.received.length;
    this.#send('INVITE', body);
    const cseq = `${String(this.#cseq)} INVITE`;
    return this.#registrar.next(
      ({ status, header }) => status !== undefined && status >= 200 && header('CSeq') === cseq,
      from,
    );
  }

  ack(body = ''): void {
    this.#send('ACK', body);
  }

  get #contact(): string {
    return this.#invite.header('Contact') ?? '';
  }

  #send(method: string, body: string): void {
    const target = /<([^>]+)>/.exec(this.#accepted.header('Contact') ?? '')?.[1] ?? '';
    const lines = [
      `${method} ${target} SIP/2.0`,
      `Via: SIP/2.0/WS raw.invalid;branch=z9hG4bKfar${String(this.#cseq)}${method}`,
      'Max-Forwards: 70',
      `From: ${this.#accepted.header('From') ?? ''}`,
      `To: ${this.#accepted.header('To') ?? ''}`,
      `Call-ID: ${this.#accepted.header('Call-ID') ?? ''}`,
      `CSeq: ${String(this.#cseq)} ${method}`,
      `Contact: ${this.#contact}`,
    ];
    this.#registrar.deliver(this.#seat, body === '' ? lines : [...lines, 'Content-Type: application/sdp'], body);
  }
}

export function bodyOf({ text }: SipMessage): string {
  return text.slice(text.indexOf('\r\n\r\n') + 4);
}

function isBeginning(method: string, status: number | undefined, to = ''): boolean {
  return method === 'INVITE' && status === undefined && !to.includes(';tag=');
}

/** A re-INVITE. */
function isAsking({ method, status, header }: SipMessage): boolean {
  return method === 'INVITE' && status === undefined && (header('To') ?? '').includes(';tag=');
}
