import type { Clock } from '../clock/clock.ts';
import { gatedLinks } from '../wire/gated-link.ts';
import type { OpenLink } from '../wire/link.ts';
import { MessageGate } from '../wire/message-gate.ts';
import { readHead } from '../wire/message-head.ts';

/** What a caller says; registering, for one, would let him stand for others on this exchange. */
const ofCallers: readonly string[] = ['INVITE', 'ACK', 'BYE', 'CANCEL'];

/**
 * Lets a caller from another desk onto the exchange of practice of this one, past the gate that stands before the real
 * exchange as well. Returns the end of it.
 */
export function joinGuest(inside: OpenLink, outside: OpenLink, clock: Clock): () => void {
  const gated = gatedLinks(outside, new MessageGate(), clock);
  const near = inside({
    onOpen: () => undefined,
    onMessage: (message) => trySend(far, message),
    onClosed: () => end(),
  });
  const far = gated({
    onOpen: () => undefined,
    onMessage: (message) => {
      const method = readHead(message)?.method;
      if (method === undefined || ofCallers.includes(method)) trySend(near, message);
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
