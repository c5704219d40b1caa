import type { TestContext } from 'vitest';
import type { Exchange } from './exchange.ts';

/**
 * Before a test: what one that failed has left is over, with the exchange first, as no call ends over a dead one; if this
 * test fails, the exchange's log tells.
 */
export async function beginClean(
  { onTestFailed }: Pick<TestContext, 'onTestFailed'>,
  exchange: Exchange,
  ...parts: readonly { clear(): Promise<void> }[]
): Promise<void> {
  await exchange.clear();
  await Promise.all(parts.map((part) => part.clear()));
  onTestFailed(() => {
    process.stdout.write(exchange.log().slice(-6000));
  });
}
