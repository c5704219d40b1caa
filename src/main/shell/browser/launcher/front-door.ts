import { createServer, type Server, type Socket } from 'node:net';

/**
 * The listening sockets. The launcher holds them and hands each connection to the core process, unread: so the port
 * never changes hands while a core restarts, and a page that knocks meanwhile waits instead of being refused.
 */
export interface FrontDoor {
  readonly port: number;
  close(): void;
}

/** Answers null when another program has the port. */
export async function openFrontDoor(port: number, onConnection: (socket: Socket) => void): Promise<FrontDoor | null> {
  const first = await listen('127.0.0.1', port, onConnection);
  if (first === 'taken' || first === 'absent') return null;
  // Browsers try [::1] for *.localhost too: somebody else must not answer there in our name.
  const second = await listen('::1', port, onConnection);
  if (second === 'taken') {
    first.close();
    return null;
  }
  return {
    port,
    close: () => {
      first.close();
      if (second !== 'absent') second.close();
    },
  };
}

function listen(
  host: string,
  port: number,
  onConnection: (socket: Socket) => void,
): Promise<Server | 'taken' | 'absent'> {
  return new Promise((resolve, reject) => {
    const server = createServer({ pauseOnConnect: true, noDelay: true }, onConnection);
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve('taken');
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve('absent');
      else reject(error);
    });
    server.listen({ host, port, exclusive: true }, () => {
      resolve(server);
    });
  });
}
