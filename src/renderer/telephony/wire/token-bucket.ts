/** Lets so much through at once, and so much a second after that. */
export class TokenBucket {
  readonly #burst: number;
  readonly #perSecond: number;
  #tokens: number;
  #at = Number.NEGATIVE_INFINITY;

  constructor(burst: number, perSecond: number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#tokens = burst;
  }

  /** @param at ms of any clock; one that runs backwards gives nothing */
  take(at: number): boolean {
    const gained = Math.max(0, ((at - this.#at) / 1000) * this.#perSecond);
    this.#tokens = Math.min(this.#burst, this.#tokens + gained);
    this.#at = at;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
