import { connect } from 'node:net';
import type { Reach } from '../../../shared/ipc/dial-commands.ts';

/** Far longer than a handshake takes on any line that carries a call. */
const patienceMs = 1_000;

export interface ExchangeReach {
  /** @param server address of its websocket, of the seat's own profile */
  ask(server: string): Promise<Reach>;
}

/**
 * Whether somebody listens where an exchange should be: one TCP connection, closed as soon as it stands. A server that was
 * never reached this way is `unknown` when it can't be: the page may have a way to it, through a proxy, that the core lacks.
 */
export function createExchangeReach(): ExchangeReach {
  const reached = new Set<string>();
  return {
    async ask(server) {
      const { hostname, port, protocol } = new URL(server);
      const isThere = await accepts(hostname.replace(/^\[|\]$/g, ''), Number(port) || (protocol === 'wss:' ? 443 : 80));
      if (isThere) reached.add(server);
      if (isThere) return 'open';
      return reached.has(server) ? 'closed' : 'unknown';
    },
  };
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patienceMs });
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    // Stays on: one that is given up may still fail.
    socket.on('error', () => end(false));
  });
}
