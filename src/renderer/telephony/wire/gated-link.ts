import type { Clock } from '../clock/clock.ts';
import type { Link, OpenLink } from './link.ts';
import type { MessageGate } from './message-gate.ts';

/** Lets only through what the gate admits; refusals go back by themselves. */
export function gatedLinks(open: OpenLink, gate: MessageGate, clock: Clock): OpenLink {
  return (events) => {
    const link: Link = open({
      ...events,
      onMessage: (message) => {
        const verdict = gate.admit(message, clock.now());
        if (verdict === 'pass') events.onMessage(message);
        else if (verdict !== 'drop') answer(verdict.reply);
      },
    });
    const answer = (reply: string): void => {
      try {
        link.send(reply);
      } catch {
        // Whoever floods a line that is going down gets no answer.
      }
    };
    return {
      close: () => link.close(),
      check: () => link.check(),
      send: (message) => {
        gate.sent(message);
        link.send(message);
      },
    };
  };
}
