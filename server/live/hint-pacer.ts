import { toldStreams, type PullStream } from '../../src/shared/sync/wire.ts';

export interface HintPace {
  /** Desks that are told at once, after a quiet while. */
  readonly atOnce: number;
  /** Desks told a second in the long run, by one server process. */
  readonly perSecond: number;
}

/**
 * Every hint is a pull. Of a hundred desks each hears of a change at once; thousands hear of it within seconds of each
 * other, and of all that changed meanwhile in one hint, so that a busy centre has time for what they push.
 */
export const defaultHintPace: HintPace = { atOnce: 100, perSecond: 200 };

const lookEveryMs = 50;

/** Tells desks what changed, one after the other where they are many: who was told goes to the end of the row. */
export class HintPacer<Desk> {
  readonly #pace: HintPace;
  readonly #now: () => number;
  readonly #tell: (desk: Desk, streams: PullStream[]) => void;
  /** In the order in which they are told. */
  readonly #waiting = new Map<Desk, Set<PullStream>>();
  #free: number;
  #countedAt: number;
  #timer: NodeJS.Timeout | undefined;

  /** @param now a clock in ms that is never set back */
  constructor(pace: HintPace, now: () => number, tell: (desk: Desk, streams: PullStream[]) => void) {
    this.#pace = pace;
    this.#now = now;
    this.#tell = tell;
    this.#free = pace.atOnce;
    this.#countedAt = now();
  }

  offer(desks: Iterable<Desk>, streams: readonly PullStream[]): void {
    for (const desk of desks) {
      const known = this.#waiting.get(desk);
      if (known) for (const stream of streams) known.add(stream);
      else this.#waiting.set(desk, new Set(streams));
    }
    this.#tellSome();
  }

  leave(desk: Desk): void {
    this.#waiting.delete(desk);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  #tellSome(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { atOnce, perSecond } = this.#pace;
    const now = this.#now();
    this.#free = Math.min(atOnce, this.#free + ((now - this.#countedAt) / 1000) * perSecond);
    this.#countedAt = now;
    for (const [desk, streams] of this.#waiting) {
      if (this.#free < 1) break;
      this.#free -= 1;
      this.#waiting.delete(desk);
      this.#tell(
        desk,
        toldStreams.filter((stream) => streams.has(stream)),
      );
    }
    if (this.#waiting.size > 0) this.#timer = setTimeout(() => this.#tellSome(), lookEveryMs).unref();
  }
}
