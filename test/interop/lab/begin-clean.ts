import type { TestContext } from 'vitest';
import type { Exchange } from './exchange.ts';

/** Before a test: what one that failed has left on desks and phones is over; if this one fails, the exchange's log tells. */
export async function beginClean(
  { onTestFailed }: Pick<TestContext, 'onTestFailed'>,
  exchange: Exchange,
  ...parts: readonly { clear(): Promise<void> }[]
): Promise<void> {
  await Promise.all(parts.map((part) => part.clear()));
  onTestFailed(() => {
    process.stdout.write(exchange.log().slice(-6000));
  });
}
