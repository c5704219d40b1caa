import type { Reach } from '../../../shared/ipc/dial-commands.ts';
import type { Clock } from '../clock/clock.ts';
import type { Link, OpenLink } from './link.ts';

/** Longer than the core takes to give an address up. Without its word the connection is tried itself. */
const patienceMs = 1_200;

/**
 * Knocks before it opens: where nobody listens, no websocket is tried. A browser makes a page that opened sockets in vain
 * wait for up to five seconds before each further one, just when the exchange is back.
 */
export function knockingLinks(open: OpenLink, knock: () => Promise<Reach>, clock: Clock): OpenLink {
  return (events) => {
    let link: Link | undefined;
    let isDecided = false;
    const decide = (reach: Reach): void => {
      if (isDecided) return;
      isDecided = true;
      cancelPatience();
      if (reach === 'closed') events.onClosed('refused');
      else link = openOr(open, events);
    };
    const cancelPatience = clock.after(patienceMs, () => decide('unknown'));
    void knock().then(decide, () => decide('unknown'));
    return {
      send: (message) => {
        if (!link) throw new Error('not open yet');
        link.send(message);
      },
      close: () => {
        isDecided = true;
        cancelPatience();
        link?.close();
      },
      check: () => link?.check(),
    };
  };
}

/** As the transport does where an address is none: it is too late to throw. */
function openOr(open: OpenLink, events: Parameters<OpenLink>[0]): Link | undefined {
  try {
    return open(events);
  } catch {
    events.onClosed('closed');
    return undefined;
  }
}
