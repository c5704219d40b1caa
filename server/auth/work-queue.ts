/** Lets at most `width` pieces of heavy work run at once and at most `depth` wait. */
export class WorkQueue {
  readonly #width: number;
  readonly #depth: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(width: number, depth: number) {
    this.#width = width;
    this.#depth = depth;
  }

  /** Undefined when the queue is full: nothing was done. */
  async run<T>(work: () => Promise<T>): Promise<{ value: T } | undefined> {
    if (this.#running >= this.#width) {
      if (this.#waiting.length >= this.#depth) return undefined;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return { value: await work() };
    } finally {
      // The place is handed on rather than freed, so that nobody slips in before those who wait.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
