import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { deskMessageSchema, toldStreams } from '../../src/shared/sync/wire.ts';
import type { DeskMessage, PullStream } from '../../src/shared/sync/wire.ts';
import type { AgentBoard } from '../agents/agent-board.ts';
import type { BoardDesk } from '../agents/board-desk.ts';
import type { AccessClaims } from '../auth/access-token.ts';
import type { Centre } from '../centre.ts';
import { livePath } from '../http/endpoints.ts';
import { requireAgent } from '../http/request-checks.ts';
import { settleFeed } from '../sync/feed.ts';
import { changeChannel } from './change-notifier.ts';
import { defaultHintPace, HintPacer } from './hint-pacer.ts';

/** Close codes of our own: the desk comes again with a fresh token, or at once. */
export const tokenOverCode = 4401;
const goingAwayCode = 1001;
const policyCode = 1008;
const tryLaterCode = 1013;
const farewellMs = 1000;
/** A desk that does not read what little is sent to it is gone. */
const mostBufferedBytes = 64 * 1024;
/** Messages of one desk that wait for their turn; it sends a handful in an hour, and after a week without the centre all at once. */
const mostWaiting = 10_000;

interface Desk extends BoardDesk {
  readonly socket: WebSocket;
  readonly claims: AccessClaims;
  isAlive: boolean;
  /** Messages of this desk that are not dealt with yet. */
  waiting: number;
  turn: Promise<void>;
}

/**
 * The open sockets of this process. Of the centre's data each desk hears that something changed, never what; what it says
 * itself is about its agent, for the board.
 */
export class LiveChannel {
  readonly #centre: Centre;
  readonly #board: AgentBoard;
  readonly #desks = new Set<Desk>();
  readonly #hints: HintPacer<Desk>;
  #timer: NodeJS.Timeout | undefined;
  #unlisten: (() => Promise<void>) | undefined;

  constructor(centre: Centre, board: AgentBoard) {
    this.#centre = centre;
    this.#board = board;
    this.#hints = new HintPacer<Desk>(
      defaultHintPace,
      () => performance.now(),
      (desk, streams) => desk.send({ type: 'changed', streams }),
    );
  }

  /** Listens to the database and begins to ping: a peer that misses one ping is cut off at the next. */
  async start(pingMs: number): Promise<void> {
    this.#unlisten = await this.#centre.engine.listen(
      changeChannel,
      (payload) => this.#broadcast(toldStreams.filter((stream) => payload.split(',').includes(stream))),
      () => void this.#afterGap(),
    );
    this.#timer = setInterval(() => this.#ping(), pingMs);
    this.#timer.unref();
  }

  get desks(): number {
    return this.#desks.size;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#unlisten?.();
    this.#hints.stop();
    for (const { socket } of this.#desks) socket.close(goingAwayCode, 'the server stops');
    // A peer that does not even say goodbye must not hold up the stop.
    setTimeout(() => {
      for (const { socket } of this.#desks) socket.terminate();
    }, farewellMs).unref();
  }

  addRoute(app: FastifyInstance): void {
    app.get(
      livePath,
      { websocket: true, preValidation: async (request) => void requireAgent(this.#centre, request) },
      (socket, request) => this.#welcome(socket, requireAgent(this.#centre, request)),
    );
  }

  #welcome(socket: WebSocket, claims: AccessClaims): void {
    const { agentNo, deviceId } = claims;
    const desk: Desk = {
      ...{ socket, claims, agentNo, deviceId, isAlive: true, waiting: 0, turn: Promise.resolve() },
      send: (message) => send(socket, JSON.stringify(message)),
    };
    this.#desks.add(desk);
    socket.on('pong', () => {
      desk.isAlive = true;
    });
    socket.on('message', (data: Buffer) => this.#hear(desk, data.toString('utf8')));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      this.#desks.delete(desk);
      this.#hints.leave(desk);
      this.#board.leave(desk);
    });
  }

  /** One message of a desk after the other, in their order. */
  #hear(desk: Desk, text: string): void {
    const message = readMessage(text);
    if (!message || desk.waiting >= mostWaiting) {
      desk.socket.close(policyCode, 'not of this protocol');
      return;
    }
    desk.waiting += 1;
    desk.turn = desk.turn.then(() => this.#deal(desk, message)).finally(() => (desk.waiting -= 1));
  }

  async #deal(desk: Desk, message: DeskMessage): Promise<void> {
    // What comes after something that was not kept must not be kept either: the desk says it all again.
    if (desk.socket.readyState !== desk.socket.OPEN) return;
    try {
      if (!(await this.#board.hear(desk, message))) desk.socket.close(policyCode, 'sign on first');
    } catch {
      this.#centre.log.warn('what a desk said of its agent could not be kept');
      desk.socket.close(tryLaterCode, 'try again later');
    }
  }

  #broadcast(streams: readonly PullStream[]): void {
    if (streams.length > 0) this.#hints.offer(this.#desks, streams);
  }

  /** Notices may be lost, and the database may be another one than before. */
  async #afterGap(): Promise<void> {
    try {
      await settleFeed(this.#centre);
    } catch {
      this.#centre.log.warn('the feed could not be checked after a lost connection');
    }
    this.#broadcast([...toldStreams]);
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

function send(socket: WebSocket, text: string): void {
  if (socket.bufferedAmount > mostBufferedBytes) socket.terminate();
  else if (socket.readyState === socket.OPEN) socket.send(text);
}

function readMessage(text: string): DeskMessage | undefined {
  try {
    return deskMessageSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
