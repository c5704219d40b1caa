import type { Link, LinkEvents, OpenLink } from './link.ts';
import { answerTo, parseWireMessage, type WireMessage } from './wire-message.ts';

/** An exchange in memory: everybody on it is a whole SIP agent, only the cable is missing. */
export interface WireHub {
  readonly open: OpenLink;
  /** Users signed on, the earliest first, without whoever stands in for all others. */
  users(): readonly string[];
  /** Cuts the connection of a user, as a broken cable would. */
  drop(user: string): void;
}

/** Registered as this user somebody takes every call to a user who is not there. */
export const anybody = '*';

/** No SIP message is empty. */
const opened = '';

/** As a proxy does it: the request goes to whom it reaches in the end, `To` says who was called. */
function toAnybody(text: string): string {
  return text.replace(/^(\S+ sips?:)[^@\s]*@/, `$1${anybody}@`);
}

interface Seat {
  readonly port: MessagePort;
  readonly events: LinkEvents;
  isOpen: boolean;
}

/**
 * REGISTER is answered by the hub, answers go to whose Via they carry, requests to the host or else the user they name,
 * 480 where nobody is. Every message crosses a MessageChannel: delivering in the same turn breaks transactions, and
 * timers are slowed down in hidden pages.
 */
export function createWireHub(): WireHub {
  const hosts = new Map<string, Seat>();
  const registered = new Map<string, Seat>();

  const forget = (seat: Seat): void => {
    for (const map of [hosts, registered]) {
      for (const [key, owner] of map) if (owner === seat) map.delete(key);
    }
  };

  const deliver = (seat: Seat, text: string): void => {
    if (seat.isOpen) seat.port.postMessage(text);
  };

  const register = (seat: Seat, message: WireMessage): void => {
    const user = /sips?:([^@>;]+)@/i.exec(message.headers('To')[0] ?? '')?.[1];
    const contact = message.headers('Contact')[0];
    const expires = /;\s*expires=(\d+)/i.exec(contact ?? '')?.[1] ?? message.headers('Expires')[0] ?? '600';
    if (user !== undefined) {
      if (Number(expires) > 0) registered.set(user, seat);
      else registered.delete(user);
    }
    const bare = contact?.replace(/;\s*expires=\d+/i, '');
    deliver(seat, answerTo(message, '200 OK', bare === undefined ? [] : [`Contact: ${bare};expires=${expires}`]));
  };

  const route = (seat: Seat, text: string): void => {
    const message = parseWireMessage(text);
    if (!message) return;
    const { request, viaHost } = message;
    if (!request) {
      const asker = hosts.get(viaHost);
      if (asker) deliver(asker, text);
      return;
    }
    hosts.set(viaHost, seat);
    if (request.method === 'REGISTER') return register(seat, message);
    const target = hosts.get(request.host) ?? registered.get(request.user);
    const standIn = registered.get(anybody);
    if (target) deliver(target, text);
    else if (standIn) deliver(standIn, toAnybody(text));
    else if (request.method !== 'ACK') deliver(seat, answerTo(message, '480 Temporarily Unavailable'));
  };

  const open: OpenLink = (events): Link => {
    const { port1: mine, port2: theirs } = new MessageChannel();
    const seat: Seat = { port: mine, events, isOpen: true };
    const close = (): void => {
      seat.isOpen = false;
      forget(seat);
      mine.close();
      theirs.close();
    };
    mine.onmessage = ({ data }: MessageEvent<string>) => route(seat, data);
    theirs.onmessage = ({ data }: MessageEvent<string>) => {
      if (!seat.isOpen) return;
      if (data === opened) events.onOpen();
      else events.onMessage(data);
    };
    // The opening goes through the channel as well, so that it comes after `open` returned.
    mine.postMessage(opened);
    return { send: (message) => theirs.postMessage(message), close, check: () => undefined };
  };

  return {
    open,
    users: () => [...registered.keys()].filter((user) => user !== anybody),
    drop: (user) => {
      const seat = registered.get(user);
      if (!seat) return;
      seat.isOpen = false;
      forget(seat);
      seat.port.close();
      seat.events.onClosed('closed');
    },
  };
}
