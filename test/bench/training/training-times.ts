import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { scenarioSchema } from '../../../src/shared/domain/scenario.ts';
import { newDemoHome, startLauncher } from '../../e2e/support/launcher.ts';
import { launchSeatBrowser } from '../../fixtures/seat-browser.ts';
import { wavOf } from '../../fixtures/wav.ts';
import { installKeyClock } from '../key-clock.ts';
import { installPaintMark } from '../paint-mark.ts';

declare global {
  interface Window {
    /** Ahead of the machine's clock, ms. */
    benchAheadMs: number;
  }
}

/** A caller who goes on with his second step when he is greeted. */
const greeted = 'zh-pension-elder';
const talkative = 'zh-outage-report';
const callMs = 35 * 60_000;
/** Between two lines of the long call, by the desk's clock. */
const leapMs = 3_000;
/** Of the silence in the microphone, Hz. */
const sampleRate = 48_000;

export interface TrainingTimes {
  /** From the key that says a line to the paint of what the caller answers, less the pause that his scenario wants. */
  readonly reacts: readonly number[];
  /** From the key that ends a call of 35 minutes to the paint of its sheet with the timeline: the end itself is in it. */
  readonly opens: readonly number[];
  /** What happened in those calls, at least. */
  readonly factsMin: number;
}

/** Runs in the page before the desk's own code: every line that is said again makes the call `leap` ms longer. */
function installLeapingClock(leap: number): void {
  window.benchAheadMs = 0;
  const real = Date;
  const now = (): number => real.now() + window.benchAheadMs;
  window.Date = new Proxy(real, {
    construct: (target, args: readonly number[]) => Reflect.construct(target, args.length > 0 ? args : [now()]) as Date,
    get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
  });
  addEventListener(
    'keydown',
    ({ altKey, code }) => {
      if (altKey && code === 'KeyR') window.benchAheadMs += leap;
    },
    true,
  );
}

/** In the built browser seat of the demo, with nobody talking into the microphone. */
export async function measureTraining(count: number, slowMs: number): Promise<TrainingTimes> {
  const home = await newDemoHome();
  const silence = join(home, 'silence.wav');
  writeFileSync(silence, wavOf(new Float32Array(sampleRate), sampleRate));
  const launcher = await startLauncher(home, [], {});
  const context = await launchSeatBrowser(join(home, 'browser'), [
    `--use-file-for-fake-audio-capture=${silence}`,
    '--autoplay-policy=no-user-gesture-required',
  ]);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.addInitScript(installPaintMark);
    await page.addInitScript(installLeapingClock, leapMs);
    await page.addInitScript(installKeyClock, { keys: String.raw`^(Alt\+KeyS|F4)$`, slowMs });
    await page.goto(launcher.address);
    await page.locator('[name="agentNo"]').fill('0031');
    await page.locator('[name="password"]').fill('tashi-demo');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid="line"][data-state="registered"]').waitFor({ timeout: 60_000 });
    const reacts: number[] = [];
    const opens: number[] = [];
    const facts: number[] = [];
    for (let index = 0; index <= count; index += 1) {
      const reacted = await reaction(page);
      const opened = await opening(page);
      // The first of each has the desk's parts to load.
      if (index === 0) continue;
      reacts.push(reacted);
      opens.push(opened.ms);
      facts.push(opened.lines);
    }
    return { reacts, opens, factsMin: Math.min(...facts) };
  } finally {
    await context.close();
    await launcher.stop();
  }
}

async function answer(page: Page, scenario: string): Promise<void> {
  await page.getByTestId(`practice-${scenario}`).click();
  await page.locator('[data-testid="call-card"][data-state="ringing"]').waitFor();
  await page.keyboard.press('F2');
  await page.locator('[data-testid="call-card"][data-state="talking"]').waitFor();
  await page.locator('.caption-lines > *').first().waitFor();
}

async function finish(page: Page): Promise<void> {
  await page.keyboard.press('Alt+KeyW');
  await page.locator('[data-testid="call-card"]').waitFor({ state: 'detached' });
}

/** Greeted when he has said his line, the caller goes on with the next step. */
async function reaction(page: Page): Promise<number> {
  const file = join(import.meta.dirname, `../../../resources/scenarios/${greeted}.json`);
  const { steps } = scenarioSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const [start] = steps;
  const way = start?.ways.find(({ on }) => on === 'said');
  const next = steps.find(({ id }) => id === way?.to)?.lines[0];
  const first = start?.lines[0];
  if (!next || !first || start.lines.length !== 1) throw new Error(`${greeted} is another one now`);
  await answer(page, greeted);
  // He has said it all, and waits.
  await pause(first.toneMs + 1_500);
  const seen = page.evaluate(() => window.benchSeen('.caption-lines > :nth-child(2)'));
  await page.keyboard.press('Alt+KeyS');
  const ms = await seen;
  await page.keyboard.press('F4');
  await page.getByTestId('wrap-up').waitFor();
  await finish(page);
  return ms - next.afterMs;
}

/** A call of 35 minutes by the desk's clock, with a line of the caller every few seconds. */
async function opening(page: Page): Promise<{ ms: number; lines: number }> {
  await answer(page, talkative);
  const before = await page.evaluate(() => window.benchAheadMs);
  const lines = Math.ceil(callMs / leapMs);
  for (let line = 0; line < lines; line += 1) await page.keyboard.press('Alt+KeyR');
  const seen = page.evaluate(() => window.benchSeen('[data-testid="score-sheet"] .score-points li'));
  await page.keyboard.press('F4');
  const ms = await seen;
  const ahead = await page.evaluate(() => window.benchAheadMs);
  if (ahead - before < callMs) throw new Error('the call was too short: this bench is broken');
  await finish(page);
  return { ms, lines };
}
