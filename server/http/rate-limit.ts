export interface RateLimit {
  /** Requests that may come at once. */
  readonly burst: number;
  /** Requests a second in the long run. */
  readonly perSecond: number;
}

interface Bucket {
  level: number;
  at: number;
}

const mostBuckets = 50_000;

/** One leaking bucket per key, in memory of this process: it tames a flood; the lock-out in the database is the guard. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limit: RateLimit, now: () => number) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Seconds to wait, 0 when the request may go on. */
  take(key: string): number {
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { level: 0, at: now };
    const level = Math.max(0, bucket.level - ((now - bucket.at) / 1000) * this.#limit.perSecond);
    if (level + 1 > this.#limit.burst) return Math.ceil((level + 1 - this.#limit.burst) / this.#limit.perSecond);
    this.#buckets.delete(key);
    this.#buckets.set(key, { level: level + 1, at: now });
    if (this.#buckets.size > mostBuckets) this.#dropOldest();
    return 0;
  }

  #dropOldest(): void {
    const oldest = this.#buckets.keys().next();
    if (!oldest.done) this.#buckets.delete(oldest.value);
  }
}
