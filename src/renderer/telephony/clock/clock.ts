/** Timers that keep their time in a hidden page. */
export interface Clock {
  /** UTC epoch ms. */
  now(): number;
  /** Calls back once after `ms`; returns the cancel. */
  after(ms: number, callback: () => void): () => void;
}
