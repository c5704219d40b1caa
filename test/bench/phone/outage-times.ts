import { setTimeout as pause } from 'node:timers/promises';
import type { BenchDesk } from './desk.ts';
import type { BenchExchange } from './exchange.ts';

const registered = '[data-state="registered"]';

/** Whether the desk says that calls can come, or anything else: it may be at its next attempt by now. */
const line = (page: BenchDesk['page'], isRegistered: boolean) =>
  page.locator(`[data-testid="line"]${isRegistered ? registered : `:not(${registered})`}`).waitFor({ timeout: 60_000 });

/** From an exchange whose port takes calls again until the desk shows that it is registered there, in ms. */
export async function measureReturns({ page }: BenchDesk, exchange: BenchExchange, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    await exchange.goDown();
    await line(page, false);
    // Any place between two attempts, after half a second or a minute: it must not matter.
    await pause(500 * 1.55 ** index);
    await exchange.comeBack();
    const backAt = performance.now();
    await line(page, true);
    times.push(performance.now() - backAt);
  }
  return times;
}

/** From an exchange that keeps its connections and answers nothing until the desk says so, in ms. */
export async function measureFreezes({ page }: BenchDesk, exchange: BenchExchange, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    // Any place between two pings.
    await pause(730 * index);
    exchange.freeze(true);
    const frozenAt = performance.now();
    await line(page, false);
    times.push(performance.now() - frozenAt);
    exchange.freeze(false);
    await line(page, true);
  }
  return times;
}
