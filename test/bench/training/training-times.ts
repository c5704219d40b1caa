import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../../../scripts/system-parts.mjs';
import { scenarioSchema } from '../../../src/shared/domain/scenario.ts';
import { newDemoHome, startLauncher } from '../../e2e/support/launcher.ts';
import { installPaintMark } from '../paint-mark.ts';

declare global {
  interface Window {
    /** Settles when what was pressed last is seen, as `installKeyClock` says: ms from the key's event to the paint. */
    benchSeen: (selector: string) => Promise<number>;
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

export interface TrainingTimes {
  /** From the key that says a line to the paint of what the caller answers, less the pause that his scenario wants. */
  readonly reacts: readonly number[];
  /** From the key that ends a call of 35 minutes to the paint of its sheet with the timeline: the end itself is in it. */
  readonly opens: readonly number[];
  /** What happened in those calls, at least. */
  readonly factsMin: number;
}

/** Runs in the page before the desk's own code. With `slowMs` the desk gets every key that much later. */
function installKeyClock({ slowMs, leap }: { slowMs: number; leap: number }): void {
  let pressedAt = -1;
  window.benchAheadMs = 0;
  const real = Date;
  const now = (): number => real.now() + window.benchAheadMs;
  window.Date = new Proxy(real, {
    construct: (target, args: readonly number[]) => Reflect.construct(target, args.length > 0 ? args : [now()]) as Date,
    get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
  });
  addEventListener(
    'keydown',
    ({ altKey, code, timeStamp }) => {
      // A long call: every line that is said again is some seconds later.
      if (altKey && code === 'KeyR') window.benchAheadMs += leap;
      if (!(altKey && code === 'KeyS') && code !== 'F4') return;
      pressedAt = timeStamp;
      const end = performance.now() + slowMs;
      while (performance.now() < end);
    },
    true,
  );
  window.benchSeen = (selector) =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (pressedAt < 0 || !document.querySelector(selector)) return;
        observer.disconnect();
        const from = performance.timeOrigin + pressedAt;
        pressedAt = -1;
        void window.benchPainted().then((at) => {
          resolve(at - from);
        });
      });
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });
}

/** In the built browser seat of the demo, with nobody talking into the microphone. */
export async function measureTraining(count: number, slowMs: number): Promise<TrainingTimes> {
  const home = await newDemoHome();
  const silence = join(home, 'silence.wav');
  writeFileSync(silence, silentWav());
  const launcher = await startLauncher(home, [], {});
  const context = await chromium.launchPersistentContext(join(home, 'browser'), {
    executablePath: findChromium() ?? '',
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${silence}`,
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.addInitScript(installPaintMark);
    await page.addInitScript(installKeyClock, { slowMs, leap: leapMs });
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

/** A second of nothing, 16 bits at 48 kHz. */
function silentWav(): Buffer {
  const bytes = 96_000;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(48_000, 24);
  head.writeUInt32LE(96_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(bytes, 40);
  return Buffer.concat([head, Buffer.alloc(bytes)]);
}
