/** A core that ran this long was well: its end starts the count anew. */
export const healthyAfterMs = 20_000;

const delaysMs = [0, 250, 1000, 3000, 10_000];

/**
 * How long to wait before the core is started again.
 * @param failures ends in a row without a healthy run between them, this one included: 1 for the first.
 */
export function restartDelayMs(failures: number): number {
  return delaysMs[Math.min(failures, delaysMs.length) - 1] ?? 0;
}
