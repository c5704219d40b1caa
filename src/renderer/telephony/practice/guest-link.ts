import type { Clock } from '../clock/clock.ts';
import { gatedLinks } from '../wire/gated-link.ts';
import type { OpenLink } from '../wire/link.ts';
import { MessageGate } from '../wire/message-gate.ts';
import { hasToTag, readHead } from '../wire/message-head.ts';
import { answerTo, parseWireMessage } from '../wire/wire-message.ts';

/** What a caller says; registering, for one, would let him stand for others on this exchange. */
const ofCallers: readonly string[] = ['INVITE', 'ACK', 'BYE', 'CANCEL'];

export interface GuestCable {
  /** The exchange of practice of this desk. */
  readonly inside: OpenLink;
  /** The cable from the other one. */
  readonly outside: OpenLink;
  /** Whether the agent can be rung. */
  readonly isFree: () => boolean;
}

/**
 * Lets a caller from another desk onto the exchange of practice of this one, past the gate that stands before the real
 * exchange as well. Who is in a real call is not rung: the caller is told at once that he is busy. Returns the end of it.
 */
export function joinGuest({ inside, outside, isFree }: GuestCable, clock: Clock): () => void {
  const gated = gatedLinks(outside, new MessageGate(), clock);
  const near = inside({
    onOpen: () => undefined,
    onMessage: (message) => trySend(far, message),
    onClosed: () => end(),
  });
  const far = gated({
    onOpen: () => undefined,
    onMessage: (message) => {
      const head = readHead(message);
      const method = head?.method;
      if (head && method === 'INVITE' && !hasToTag(head) && !isFree()) {
        const parsed = parseWireMessage(message);
        if (parsed) trySend(far, answerTo(parsed, '486 Busy Here'));
      } else if (method === undefined || ofCallers.includes(method)) trySend(near, message);
    },
    onClosed: () => end(),
  });
  const end = (): void => {
    near.close();
    far.close();
  };
  return end;
}

/** A cable on its way out takes nothing more; the call ends by itself. */
function trySend(link: ReturnType<OpenLink>, message: string): void {
  try {
    link.send(message);
  } catch {
    return;
  }
}
