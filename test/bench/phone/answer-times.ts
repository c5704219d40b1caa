import { setTimeout as pause } from 'node:timers/promises';
import { benchCaller } from './callers.ts';
import type { BenchDesk } from './desk.ts';
import type { BenchExchange } from './exchange.ts';
import type { FarEnd } from './far-end.ts';

/** Nobody takes a call faster than this. */
const reactionMs = 500;

/**
 * From the click on "answer" until the agent's first audio packet has reached the caller, in ms: candidates, keys (DTLS)
 * and the way through the exchange are in it.
 *
 * @param count calls, one after another
 */
export async function measureAnswers(
  { page }: BenchDesk,
  exchange: BenchExchange,
  far: FarEnd,
  count: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const call = exchange.offer(benchCaller(index).headers, await far.offer());
    await call.rings;
    const button = page.locator('[data-testid="call-card"] button[data-kind="call"]');
    await button.waitFor();
    await pause(reactionMs);
    const clickedAt = await button.evaluate((element: HTMLElement) => {
      const at = performance.timeOrigin + performance.now();
      element.click();
      return at;
    });
    await far.take(await call.answered());
    times.push((await far.firstPacketAt()) - clickedAt);
    await page.locator('[data-testid="call-card"][data-state="talking"]').waitFor();
    await page.keyboard.press('F4');
    await far.hangUp();
    await page.getByTestId('wrap-up').waitFor();
    await page.keyboard.press('Alt+KeyW');
    await page.locator('[data-testid="call-card"]').waitFor({ state: 'detached' });
  }
  return times;
}
