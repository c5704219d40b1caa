import type { Socket } from 'node:net';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok } from '../../../shared/ipc/result.ts';
import type { CorePort, OpenCore, OpenProfile } from '../common/core-port.ts';
import { exchangeOrigins } from '../common/exchange-origins.ts';
import { pageHeaders } from '../common/page-policy.ts';
import { attachDeskSocket } from './desk-socket.ts';
import type { CoreStart, FromCore, NonceVerdict, ProfileOpening, ToCore } from './launch-messages.ts';
import { createPageServer } from './page-server.ts';
import { ownOrigin } from './request-guards.ts';

export interface CoreProcessOptions {
  readonly openCore: OpenCore;
  readonly pageFolder: string;
}

/**
 * The browser seat's core process: waits for the launcher's start message, serves the page and the contract on the
 * connections that the launcher hands over, and ends when the launcher says so or is gone.
 */
export function runCoreProcess(options: CoreProcessOptions): void {
  if (!process.send) {
    process.stderr.write('This is a part of Tashi Desk that its launcher starts: use npm start.\n');
    process.exit(2);
  }
  let seat: CoreSeat | undefined;
  process.on('message', (message: ToCore, socket: unknown) => {
    if (message.t === 'start') seat = new CoreSeat(message, options);
    else if (message.t === 'connection') seat?.accept(message.id, socket as Socket | undefined);
    else if (message.t === 'redeemed') seat?.settle(message.id, message.verdict);
    else if (message.t === 'profileOpening') seat?.settleOpening(message.id, message.opening);
    else void end();
  });
  const end = async (): Promise<void> => {
    await seat?.close();
    process.exit(0);
  };
  process.on('disconnect', () => void end());
  process.on('SIGTERM', () => void end());
  process.on('SIGINT', () => undefined); // the launcher's to answer
}

function tell(message: FromCore): void {
  if (process.connected) process.send?.(message);
}

class CoreSeat {
  readonly #server;
  readonly #socket;
  readonly #core: Promise<CorePort>;
  readonly #redeeming = new Map<number, (verdict: NonceVerdict) => void>();
  readonly #opening = new Map<number, (opening: ProfileOpening) => void>();
  #lastId = 0;

  constructor(start: CoreStart, options: CoreProcessOptions) {
    const own = ownOrigin(start.origin);
    const webSocketOrigin = start.origin.replace(/^http:/, 'ws:');
    this.#server = createPageServer({
      own,
      secret: start.secret,
      pageFolder: options.pageFolder,
      headers: pageHeaders([webSocketOrigin, ...exchangeOrigins(start.home, start.profileName)]),
      redeem: (nonce) => this.#redeem(nonce),
    });
    this.#core = openOrEnd(start, options.openCore, (name) => this.#openProfile(name));
    this.#socket = attachDeskSocket(this.#server, {
      own,
      secret: start.secret,
      core: this.#core,
      onPages: (count) => {
        tell({ t: 'pages', count });
      },
    });
    tell({ t: 'listening' });
  }

  accept(id: number, socket: Socket | undefined): void {
    // Before a byte of it is read: if this process dies now, another one can have it.
    tell({ t: 'taken', id });
    // Undefined when the page hung up while its connection was on the way.
    if (!socket) return;
    this.#server.emit('connection', socket);
    socket.resume();
  }

  settle(id: number, verdict: NonceVerdict): void {
    this.#redeeming.get(id)?.(verdict);
    this.#redeeming.delete(id);
  }

  settleOpening(id: number, opening: ProfileOpening): void {
    this.#opening.get(id)?.(opening);
    this.#opening.delete(id);
    // By then the answer is on its way to the page.
    if (opening !== 'busy') setImmediate(() => tell({ t: 'pageTold' }));
  }

  async close(): Promise<void> {
    this.#socket.close();
    this.#server.closeAllConnections();
    await (await this.#core).close();
  }

  #openProfile: OpenProfile = async (name) => {
    const id = ++this.#lastId;
    const opening = await new Promise<ProfileOpening>((resolve) => {
      this.#opening.set(id, resolve);
      tell({ t: 'openProfile', id, name });
    });
    return opening === 'busy' ? err(appError('profile.busy', 'user', { name })) : ok(opening);
  };

  #redeem(nonce: string): Promise<NonceVerdict> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#redeeming.set(id, resolve);
      tell({ t: 'redeem', id, nonce });
    });
  }
}

async function openOrEnd(start: CoreStart, openCore: OpenCore, openProfile: OpenProfile): Promise<CorePort> {
  try {
    const core = await openCore({
      home: start.home,
      profileName: start.profileName,
      shell: 'browser',
      openProfile,
      ...(start.handle !== undefined && { handle: start.handle }),
    });
    core.onHandleChanged((handle) => {
      tell({ t: 'handle', handle });
    });
    tell({ t: 'open' });
    return core;
  } catch (error) {
    process.stderr.write(
      `The core of Tashi Desk could not open: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(1);
  }
}
