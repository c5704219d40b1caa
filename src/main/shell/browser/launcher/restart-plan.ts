/** A core that ran this long was well: its end starts the count anew. */
const healthyAfterMs = 20_000;

const delaysMs = [0, 250, 1000, 3000, 10_000];
/** A core that got as far as answering is wanted back soon, even if it has ended several times. */
const longestOfOpenedMs = 250;

export interface CoreRun {
  readonly ranMs: number;
  /** It got as far as answering commands. */
  readonly hasOpened: boolean;
  /** Short runs that ended before this one, without a long one between. */
  readonly shortRunsBefore: number;
}

/** What follows the unasked end of a core: how long to wait before the next one, and the count of short runs to go on with. */
export function planRestart({ ranMs, hasOpened, shortRunsBefore }: CoreRun): { delayMs: number; shortRuns: number } {
  const shortRuns = ranMs > healthyAfterMs ? 1 : shortRunsBefore + 1;
  const delayMs = delaysMs[Math.min(shortRuns, delaysMs.length) - 1] ?? 0;
  return { delayMs: hasOpened ? Math.min(delayMs, longestOfOpenedMs) : delayMs, shortRuns };
}
