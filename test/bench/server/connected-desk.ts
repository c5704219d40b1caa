import { pullAnswerSchema, type PullAnswer, type PullStream } from '../../../src/shared/sync/wire.ts';
import type { LiveEar, TestSeat } from '../../fakes/test-seat.ts';

/**
 * The tickets of one area, in the order in which they were sent. Moments lie in arrays of numbers: two thousand desks that
 * each remember every id would keep the process that measures busy with collecting its own rubbish.
 */
export class AreaTickets {
  readonly count: number;
  /** When each was acknowledged, ms of this process; NaN until then. */
  readonly ackedAt: Float64Array;
  readonly #nths = new Map<string, number>();

  constructor(count: number) {
    this.count = count;
    this.ackedAt = new Float64Array(count).fill(Number.NaN);
  }

  /** Takes note of a ticket before it is sent; tells which it is. */
  add(id: string): number {
    const nth = this.#nths.size;
    this.#nths.set(id, nth);
    return nth;
  }

  nthOf(id: string): number | undefined {
    return this.#nths.get(id);
  }
}

/** A channel ends with its token; desks come back as spread as they are in a centre, ms. */
const comesBackWithinMs = 5000;

/**
 * A desk as far as the feed goes: told that tickets changed, it pulls them, and once more if it was told meanwhile. When its
 * channel ends it opens another, and pulls what it was not told of.
 */
export class ConnectedDesk {
  pulls = 0;
  /** Told to come later: too much at once. */
  putOff = 0;
  readonly #seat: TestSeat;
  #ear: LiveEar;
  #isClosed = false;
  readonly #tickets: AreaTickets;
  readonly #knownAt: Float64Array;
  #known = 0;
  #cursor: string | undefined;
  #isTold = false;
  #pulling: Promise<void> | undefined;
  #onKnown: () => void = () => undefined;

  private constructor(seat: TestSeat, tickets: AreaTickets) {
    this.#seat = seat;
    this.#tickets = tickets;
    this.#knownAt = new Float64Array(tickets.count).fill(Number.NaN);
    this.#ear = this.#listen();
  }

  static async open(seat: TestSeat, tickets: AreaTickets): Promise<ConnectedDesk> {
    const desk = new ConnectedDesk(seat, tickets);
    await desk.#ear.opened;
    return desk;
  }

  /** From the acknowledgement of each ticket until this desk had it, ms; resolves when it has them all. */
  async lags(): Promise<Float64Array> {
    await new Promise<void>((resolve) => {
      this.#onKnown = () => {
        if (this.#known >= this.#tickets.count) resolve();
      };
      this.#onKnown();
    });
    return this.#knownAt.map((at, nth) => at - (this.#tickets.ackedAt[nth] ?? Number.NaN));
  }

  close(): void {
    this.#isClosed = true;
    this.#ear.socket.terminate();
  }

  #listen(): LiveEar {
    const ear = this.#seat.openLive();
    ear.socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8')) as { type: string; streams?: PullStream[] };
      if (message.type === 'changed' && message.streams?.includes('tickets') === true) this.#told();
    });
    ear.socket.once('close', () => {
      if (this.#isClosed) return;
      setTimeout(() => {
        if (this.#isClosed) return;
        this.#ear = this.#listen();
        void this.#ear.opened.then(() => {
          this.#told();
        });
      }, Math.random() * comesBackWithinMs);
    });
    return ear;
  }

  #told(): void {
    this.#isTold = true;
    this.#pulling ??= this.#pull().finally(() => (this.#pulling = undefined));
  }

  /** Obeys a server that is busy, as a desk does. */
  async #page(): Promise<PullAnswer> {
    for (;;) {
      const query = new URLSearchParams({
        stream: 'tickets',
        ...(this.#cursor !== undefined && { cursor: this.#cursor }),
      });
      const answer = await this.#seat.request('GET', `/v1/pull?${query.toString()}`);
      this.pulls += 1;
      if (answer.status === 200) return pullAnswerSchema.parse(answer.body);
      this.putOff += 1;
      const waitS = Number(answer.headers.get('retry-after') ?? 1) * (1 + Math.random() / 2);
      await new Promise((resolve) => setTimeout(resolve, waitS * 1000));
    }
  }

  async #pull(): Promise<void> {
    while (this.#isTold) {
      this.#isTold = false;
      for (let isMore = true; isMore;) {
        const page = await this.#page();
        this.#cursor = page.cursor;
        isMore = page.more;
        for (const { id } of page.items) this.#know(this.#tickets.nthOf(id));
      }
      this.#onKnown();
    }
  }

  #know(nth: number | undefined): void {
    if (nth === undefined || !Number.isNaN(this.#knownAt[nth])) return;
    this.#knownAt[nth] = performance.now();
    this.#known += 1;
  }
}
