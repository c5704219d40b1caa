import { pullAnswerSchema, type PullAnswer, type PullStream } from '../../../src/shared/sync/wire.ts';
import type { LiveEar, TestSeat } from '../../fakes/test-seat.ts';

/** A desk as far as the feed goes: told that tickets changed, it pulls them, and once more if it was told meanwhile. */
export class ConnectedDesk {
  pulls = 0;
  /** Told to come later: too much at once. */
  putOff = 0;
  readonly #seat: TestSeat;
  readonly #ear: LiveEar;
  readonly #knownAt = new Map<string, number>();
  #cursor: string | undefined;
  #isTold = false;
  #pulling: Promise<void> | undefined;
  #onKnown: () => void = () => undefined;

  private constructor(seat: TestSeat) {
    this.#seat = seat;
    this.#ear = seat.openLive();
    this.#ear.socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8')) as { type: string; streams?: PullStream[] };
      if (message.type !== 'changed' || message.streams?.includes('tickets') !== true) return;
      this.#isTold = true;
      this.#pulling ??= this.#pull().finally(() => (this.#pulling = undefined));
    });
  }

  static async open(seat: TestSeat): Promise<ConnectedDesk> {
    const desk = new ConnectedDesk(seat);
    await desk.#ear.opened;
    return desk;
  }

  /** From the acknowledgement of each ticket until this desk had it, ms; resolves when it has so many. */
  async lags(ackedAt: ReadonlyMap<string, number>, count: number): Promise<number[]> {
    await new Promise<void>((resolve) => {
      this.#onKnown = () => {
        if (this.#knownAt.size >= count) resolve();
      };
      this.#onKnown();
    });
    return [...this.#knownAt].map(([id, at]) => at - (ackedAt.get(id) ?? Number.NaN));
  }

  close(): void {
    this.#ear.socket.terminate();
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
        for (const { id } of page.items) if (!this.#knownAt.has(id)) this.#knownAt.set(id, performance.now());
      }
      this.#onKnown();
    }
  }
}
