import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { benchCaller } from './phone/callers.ts';
import { measureAnswers } from './phone/answer-times.ts';
import { startCentre } from './phone/centre.ts';
import { openDesk, type BenchDesk } from './phone/desk.ts';
import { startExchange, type BenchExchange } from './phone/exchange.ts';
import { openFarEnd } from './phone/far-end.ts';
import { measureFreezes, measureReturns } from './phone/outage-times.ts';
import type { Moments } from './phone/page-clock.ts';
import { median, percentile, type Bench } from './run-bench.ts';

const customerCount = 4_000;
const callersPerRun = 240;
const warmUp = 20;
const answersPerRun = 40;
const outages = 12;
const freezes = 5;

/**
 * From an INVITE's message in the websocket of the page until the greeting and the card of its caller are painted, with
 * the caller looked up in the desk's own directory; callers ring one after another and give up. Each run has callers of
 * its own. The exchange is the suite's small registrar in this process, over a real websocket.
 */
export const bench: Bench = {
  defaultRuns: 3,
  async run({ runs, slowMs }) {
    const folder = mkdtempSync(join(tmpdir(), 'tashi-desk-bench-'));
    const exchange = await startExchange();
    const centre = await startCentre(folder, customerCount);
    const desk = await openDesk(centre, exchange.url, slowMs);
    const far = await openFarEnd();
    try {
      for (let index = 0; index < warmUp; index += 1) await measureCall(desk, exchange, customerCount - 1 - index);
      const measured: Times[][] = [];
      for (let run = 0; run < runs; run += 1) {
        const times: Times[] = [];
        for (let index = 0; index < callersPerRun; index += 1) {
          times.push(await measureCall(desk, exchange, run * callersPerRun + index));
        }
        measured.push(times);
      }
      const p95 = (of: (times: Times) => number): number =>
        median(measured.map((run) => percentile(run.map(of), 0.95)));
      await measureAnswers(desk, exchange, far, 5);
      const answers: number[][] = [];
      for (let run = 0; run < runs; run += 1) answers.push(await measureAnswers(desk, exchange, far, answersPerRun));
      return {
        figures: {
          inviteToGreetingP95Ms: p95((times) => times.greetingMs),
          inviteToGreetingP50Ms: median(measured.flatMap((run) => run.map((times) => times.greetingMs))),
          sentToGreetingP95Ms: p95((times) => times.sentToGreetingMs),
          inviteToRingP95Ms: p95((times) => times.ringMs),
          answerToAudioP95Ms: median(answers.map((times) => percentile(times, 0.95))),
          answerToAudioP50Ms: median(answers.flat()),
          heapGrowthRatio: await measureHeap(desk, exchange),
          invitesPerS: await measureFlood(desk, exchange),
          frozenNoticedMaxMs: Math.max(...(await measureFreezes(desk, exchange, freezes))),
          reRegisterP95Ms: percentile(await measureReturns(desk, exchange, outages), 0.95),
        },
      };
    } finally {
      await far.close();
      await desk.close();
      await centre.stop();
      await exchange.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

interface Times {
  readonly greetingMs: number;
  readonly ringMs: number;
  /** From the exchange's own clock, before the INVITE went out: what the page's event loop makes a message wait is in it. */
  readonly sentToGreetingMs: number;
}

async function measureCall({ page }: BenchDesk, exchange: BenchExchange, index: number): Promise<Times> {
  const { headers, expected } = benchCaller(index);
  await page.evaluate((caller) => window.benchClock.expect(caller), expected);
  const seen: Promise<Moments> = page.evaluate(() => window.benchClock.seen());
  // A desk that has been quiet for a moment, and any place in its frames.
  await pause(150 + (index % 17));
  const call = exchange.offer(headers);
  const { arrivedAt, cardAt, ringAt, greetingAt } = await orComplain(seen, page, index);
  await call.rings;
  await call.cancel();
  await page.locator('[data-testid="call-card"]').waitFor({ state: 'detached' });
  return {
    greetingMs: greetingAt - arrivedAt,
    ringMs: Math.max(ringAt, cardAt) - arrivedAt,
    sentToGreetingMs: greetingAt - call.sentAt,
  };
}

const patienceMs = 20_000;

async function orComplain<T>(seen: Promise<T>, page: BenchDesk['page'], index: number): Promise<T> {
  const timeout = new AbortController();
  const late = pause(patienceMs, 'late' as const, { signal: timeout.signal }).catch(() => 'in time' as const);
  const first = await Promise.race([seen, late]);
  timeout.abort();
  if (first !== 'late') return seen;
  const shown = await page.locator('main').innerText();
  throw new Error(`not shown: ${JSON.stringify(benchCaller(index).expected)}\nshown instead:\n${shown}`);
}

const fewCalls = 20;
const manyCalls = 500;
/** One in so many is a practice call that is answered, over the handed-over media. */
const answeredEvery = 25;
/** The desk takes six new calls a second and refuses more. */
const betweenCallsMs = 190;
/** The SIP library keeps an ended call for 32 s, in case its last message was lost. */
const forgottenMs = 35_000;

/**
 * Memory after many calls over memory after few. The desk has taken the measured calls by now, so what the engine
 * compiles while it warms up is not counted as growth.
 */
async function measureHeap(desk: BenchDesk, exchange: BenchExchange): Promise<number> {
  const makeCalls = async (count: number): Promise<void> => {
    for (let index = 1; index <= count; index += 1) {
      if (index % answeredEvery === 0) await practise(desk);
      else await Promise.all([offerAndCancel(exchange, index), pause(betweenCallsMs)]);
    }
    await desk.page.locator('[data-testid="call-card"]').waitFor({ state: 'detached' });
    await pause(forgottenMs);
  };
  await practise(desk);
  await makeCalls(fewCalls);
  const before = await desk.heapBytes();
  await makeCalls(manyCalls - fewCalls);
  return (await desk.heapBytes()) / before;
}

async function offerAndCancel(exchange: BenchExchange, index: number): Promise<void> {
  const call = exchange.offer(benchCaller(index).headers);
  await call.rings;
  await call.cancel();
}

const floodCalls = 400;

/** INVITEs that the desk answers in a second when they all come at once, while a caller rings and must go on ringing. */
async function measureFlood({ page }: BenchDesk, exchange: BenchExchange): Promise<number> {
  const ringing = exchange.offer(benchCaller(0).headers);
  await ringing.rings;
  const startedAt = performance.now();
  const flood = Array.from({ length: floodCalls }, (_, index) => exchange.offer(benchCaller(index + 1).headers));
  await Promise.all(flood.map((call) => call.refused()));
  const perSecond = (floodCalls / (performance.now() - startedAt)) * 1000;
  await page.locator('[data-testid="call-card"][data-state="ringing"]').waitFor();
  await ringing.cancel();
  return perSecond;
}

async function practise({ page }: BenchDesk): Promise<void> {
  await page.getByTestId('practice-zh-outage-report').click();
  await page.locator('[data-testid="call-card"][data-state="ringing"]').waitFor();
  await page.keyboard.press('F2');
  await page.locator('[data-testid="call-card"][data-state="talking"]').waitFor();
  await page.keyboard.press('F4');
  await page.getByTestId('wrap-up').waitFor();
  await page.keyboard.press('Alt+KeyW');
  await page.locator('[data-testid="call-card"]').waitFor({ state: 'detached' });
}
