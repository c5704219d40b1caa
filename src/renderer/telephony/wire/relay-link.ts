import type { Link, LinkEvents, OpenLink } from './link.ts';
import { headLimits } from './message-head.ts';

/** A part of a message, as long as whoever passes it on takes at once. */
export interface Piece {
  readonly text: string;
  /** The message goes on with the next piece. */
  readonly isMore?: true | undefined;
}

/** A cable to another desk, through somebody who passes pieces on in their order. */
export interface Relay {
  /** One link at a time: a further one takes the place of the one before. */
  readonly open: OpenLink;
  /** A piece came from the other desk. Nobody waits for it: it is dropped. */
  hear(piece: Piece): void;
}

export function createRelay(send: (piece: Piece) => void, longest: number): Relay {
  let current: LinkEvents | undefined;
  let begun = '';
  /** The message is beyond every measure: the rest of it is dropped as well. */
  let isTooLong = false;

  const open: OpenLink = (events): Link => {
    current = events;
    queueMicrotask(() => {
      if (current === events) events.onOpen();
    });
    return {
      send: (message) => {
        if (current !== events) throw new Error('not open any more');
        for (let from = 0; from < message.length; from += longest) {
          const text = message.slice(from, from + longest);
          send(from + longest < message.length ? { text, isMore: true } : { text });
        }
      },
      close: () => {
        if (current === events) current = undefined;
      },
      check: () => undefined,
    };
  };

  return {
    open,
    hear: ({ text, isMore }) => {
      if (!current) {
        begun = '';
        return;
      }
      isTooLong ||= begun.length + text.length > headLimits.message;
      begun = isTooLong ? '' : begun + text;
      if (isMore) return;
      const message = begun;
      begun = '';
      if (!isTooLong) current.onMessage(message);
      isTooLong = false;
    },
  };
}
