/** Timers that keep their time in a hidden page. */
export interface Clock {
  /** UTC epoch ms. */
  now(): number;
  /** Calls back once after `ms`; returns the cancel. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back when time was lost: the machine slept, or its clock was set on. Returns the unsubscribe. */
  onGap(listener: (ms: number) => void): () => void;
}
