import type { AccessClaims } from '../auth/access-token.ts';
import { askToWait } from './request-checks.ts';
import { RateLimiter, type RateLimit } from './rate-limit.ts';

export interface SyncLimits {
  /** Pushes and pulls of one seat, at one server process. */
  readonly perSeat: RateLimit;
  /** Pushes and pulls that this process works on at a time; further ones would only wait in a longer queue. */
  readonly mostAtOnce: number;
}

/** A hint makes all desks of a process pull at once: what is worked off in a few seconds may wait here. */
export const defaultSyncLimits: SyncLimits = { perSeat: { burst: 1000, perSecond: 100 }, mostAtOnce: 1500 };

/** What a desk is asked to wait for when there is too much at once, s. Desks spread themselves over half as much again. */
const overfullWaitS = 3;

/** Lets in as many pushes and pulls as can be worked on, and tells the others when to come again. */
export class Admission {
  readonly #limits: SyncLimits;
  readonly #bySeat: RateLimiter;
  #running = 0;

  constructor(limits: SyncLimits, now: () => number) {
    this.#limits = limits;
    this.#bySeat = new RateLimiter(limits.perSeat, now);
  }

  /** @throws RefusedRequest 429 for a seat that asks too often, 503 while too much is under way */
  async run<T>({ agentNo, deviceId }: AccessClaims, work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#limits.mostAtOnce) throw askToWait(503, overfullWaitS);
    const waitS = this.#bySeat.take(`${agentNo} ${deviceId}`);
    if (waitS > 0) throw askToWait(429, waitS);
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
    }
  }

  get running(): number {
    return this.#running;
  }
}
