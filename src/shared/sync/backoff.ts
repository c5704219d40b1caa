export interface BackoffLimits {
  /** Longest first pause, ms. */
  readonly baseMs: number;
  /** Longest pause of all, ms. */
  readonly maxMs: number;
}

/**
 * Pause in ms before try number `attempt` (0 is the first retry): doubled each time up to `maxMs`, then drawn from its
 * upper half by `random` in [0, 1), so that desks that lost the server together do not come back together.
 */
export function nextDelayMs(attempt: number, random: number, { baseMs, maxMs }: BackoffLimits): number {
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
