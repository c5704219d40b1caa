import { EmitterImpl, TransportState, type Transport } from 'sip.js';
import type { Link, LinkEnd, LinkEvents, OpenLink } from '../wire/link.ts';

export interface LinkTransportOptions {
  readonly open: OpenLink;
}

/** Why a transport is not connected any more. */
export class LinkLost extends Error {
  readonly end: LinkEnd;

  constructor(end: LinkEnd) {
    super(`the link is ${end}`);
    this.end = end;
  }
}

/**
 * sip.js over any link. Replaces the library's own websocket transport, whose `disconnect` waits up to half a minute for
 * a far end that is not there any more: here a link is dropped at once, and the next one may be opened right after.
 */
export class LinkTransport implements Transport {
  readonly protocol = 'WS';
  readonly stateChange = new EmitterImpl<TransportState>();
  state = TransportState.Disconnected;
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;

  readonly #open: OpenLink;
  #link: Link | undefined;
  #connecting: PromiseWithResolvers<undefined> | undefined;

  /** The logger that sip.js hands over first is not used: messages hold personal data. */
  constructor(_logger: unknown, options: LinkTransportOptions) {
    this.#open = options.open;
  }

  connect(): Promise<void> {
    if (this.state === TransportState.Connected) return Promise.resolve();
    if (this.#connecting) return this.#connecting.promise;
    const connecting = Promise.withResolvers<undefined>();
    this.#connecting = connecting;
    this.#move(TransportState.Connecting);
    let link: Link | undefined;
    const events: LinkEvents = {
      onOpen: () => {
        if (this.#link === link) this.#opened(connecting);
      },
      onMessage: (message) => {
        if (this.#link === link) this.#received(message);
      },
      onClosed: (end) => {
        if (this.#link === link) this.#closed(new LinkLost(end));
      },
    };
    try {
      link = this.#open(events);
      this.#link = link;
    } catch {
      // The address is none, or the page may not open it.
      this.#closed(new LinkLost('closed'));
    }
    return connecting.promise;
  }

  disconnect(): Promise<void> {
    if (this.#link) {
      this.#link.close();
      this.#closed(undefined);
    }
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    return this.disconnect();
  }

  /** Finds out soon whether the far end is still there. */
  check(): void {
    if (this.isConnected()) this.#link?.check();
  }

  isConnected(): boolean {
    return this.state === TransportState.Connected;
  }

  send(message: string): Promise<void> {
    if (!this.#link || !this.isConnected()) return Promise.reject(new Error('not connected'));
    try {
      this.#link.send(message);
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error('sending failed'));
    }
  }

  #opened(connecting: PromiseWithResolvers<undefined>): void {
    this.#connecting = undefined;
    this.#move(TransportState.Connected);
    connecting.resolve(undefined);
    this.onConnect?.();
  }

  #received(message: string): void {
    try {
      this.onMessage?.(message);
    } catch {
      // sip.js throws in the middle of its parser at some broken messages; one bad peer must not take the seat down.
      // Our own code that runs from here reports its bugs itself.
    }
  }

  #closed(error: Error | undefined): void {
    const connecting = this.#connecting;
    this.#link = undefined;
    this.#connecting = undefined;
    this.#move(TransportState.Disconnected);
    connecting?.reject(error ?? new Error('disconnected'));
    this.onDisconnect?.(error);
  }

  #move(state: TransportState): void {
    this.state = state;
    this.stateChange.emit(state);
  }
}
