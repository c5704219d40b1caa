import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { pullStreams } from '../../src/shared/sync/wire.ts';
import type { LiveMessage, PullStream } from '../../src/shared/sync/wire.ts';
import type { AccessClaims } from '../auth/access-token.ts';
import type { Centre } from '../centre.ts';
import { requireAgent } from '../http/request-checks.ts';
import { settleFeed } from '../sync/feed.ts';
import { changeChannel } from './change-notifier.ts';

/** Close codes of our own: the desk comes again with a fresh token, or at once. */
export const tokenOverCode = 4401;
const goingAwayCode = 1001;
const policyCode = 1008;
const farewellMs = 1000;
/** A desk that does not read what little is sent to it is gone. */
const mostBufferedBytes = 64 * 1024;

interface Desk {
  readonly socket: WebSocket;
  readonly claims: AccessClaims;
  isAlive: boolean;
}

/** The open sockets of this process; each desk hears that something changed, never what. */
export class LiveChannel {
  readonly #centre: Centre;
  readonly #desks = new Set<Desk>();
  #timer: NodeJS.Timeout | undefined;
  #unlisten: (() => Promise<void>) | undefined;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** Listens to the database and begins to ping: a peer that misses one ping is cut off at the next. */
  async start(pingMs: number): Promise<void> {
    this.#unlisten = await this.#centre.engine.listen(
      changeChannel,
      (payload) => this.#broadcast(pullStreams.filter((stream) => payload.split(',').includes(stream))),
      () => void this.#afterGap(),
    );
    this.#timer = setInterval(() => this.#ping(), pingMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#unlisten?.();
    for (const { socket } of this.#desks) socket.close(goingAwayCode, 'the server stops');
    // A peer that does not even say goodbye must not hold up the stop.
    setTimeout(() => {
      for (const { socket } of this.#desks) socket.terminate();
    }, farewellMs).unref();
  }

  addRoute(app: FastifyInstance): void {
    app.get(
      '/v1/live',
      { websocket: true, preValidation: async (request) => void requireAgent(this.#centre, request) },
      (socket, request) => this.#welcome(socket, requireAgent(this.#centre, request)),
    );
  }

  #welcome(socket: WebSocket, claims: AccessClaims): void {
    const desk: Desk = { socket, claims, isAlive: true };
    this.#desks.add(desk);
    socket.on('pong', () => {
      desk.isAlive = true;
    });
    socket.on('message', () => socket.close(policyCode, 'nothing is asked on this channel'));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#desks.delete(desk));
  }

  #broadcast(streams: PullStream[]): void {
    if (streams.length === 0) return;
    const message: LiveMessage = { type: 'changed', streams };
    const text = JSON.stringify(message);
    for (const { socket } of this.#desks) {
      if (socket.bufferedAmount > mostBufferedBytes) socket.terminate();
      else socket.send(text);
    }
  }

  /** Notices may be lost, and the database may be another one than before. */
  async #afterGap(): Promise<void> {
    try {
      await settleFeed(this.#centre.engine);
    } catch {
      this.#centre.log.warn('the feed could not be checked after a lost connection');
    }
    this.#broadcast([...pullStreams]);
  }

  #ping(): void {
    const now = this.#centre.now();
    for (const desk of this.#desks) {
      if (!desk.isAlive) desk.socket.terminate();
      else if (desk.claims.expiresAt <= now) desk.socket.close(tokenOverCode, 'the token is over');
      else {
        desk.isAlive = false;
        desk.socket.ping();
      }
    }
  }
}
