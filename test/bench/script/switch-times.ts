import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { newDemoHome, startLauncher } from '../../e2e/support/launcher.ts';
import { callerLanguages } from '../../../src/shared/language/languages.ts';
import { launchSeatBrowser } from '../../fixtures/seat-browser.ts';
import { installKeyClock } from '../key-clock.ts';
import { installPaintMark } from '../paint-mark.ts';

export interface SwitchTimes {
  /** By an agent who speaks all five languages. */
  readonly plain: readonly number[];
  /** With meaning and sound beside every line: until the words stand there, the sounds come later. */
  readonly sideBySide: readonly number[];
}

/**
 * In the built browser seat of the demo, during a call that was greeted: one language after the other by its key, until the
 * frame in which the line on top is in the new one has been presented.
 */
export async function measureSwitches(count: number, slowMs: number): Promise<SwitchTimes> {
  const home = await newDemoHome();
  const launcher = await startLauncher(home, [], {});
  const context = await launchSeatBrowser(join(home, 'browser'), ['--autoplay-policy=no-user-gesture-required']);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.addInitScript(installPaintMark);
    await page.addInitScript(installKeyClock, { keys: String.raw`^Alt\+Shift\+Digit`, slowMs });
    await page.goto(launcher.address);
    await beginCall(page);
    await switchThrough(page, warmUp);
    const plain = await switchThrough(page, count);
    for (const [index] of callerLanguages().entries()) {
      await page.keyboard.press(`Alt+Shift+Digit${String(index + 1)}`);
      await page.keyboard.press('Alt+KeyD');
      await page.locator('[data-testid="prompt"][data-sides="true"]').waitFor();
    }
    await switchThrough(page, warmUp);
    return { plain, sideBySide: await switchThrough(page, count) };
  } finally {
    await context.close();
    await launcher.stop();
  }
}

const warmUp = 20;

/** A practice caller is answered and greeted by the leader, who speaks every language. */
async function beginCall(page: Page): Promise<void> {
  await page.locator('[name="agentNo"]').fill('0031');
  await page.locator('[name="password"]').fill('tashi-demo');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="line"][data-state="registered"]').waitFor({ timeout: 60_000 });
  await page.getByTestId('practice-zh-outage-report').click();
  await page.locator('[data-testid="call-card"][data-state="ringing"]').waitFor();
  await page.keyboard.press('F2');
  await page.locator('[data-testid="call-card"][data-state="talking"]').waitFor();
  await page.keyboard.press('Alt+KeyS');
}

async function switchThrough(page: Page, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const place = index % callerLanguages().length;
    const lang = callerLanguages()[place];
    if (!lang) throw new Error('no languages');
    const before = await page.getByTestId('prompt').getAttribute('data-lang');
    if (before === lang) continue;
    const switched = page.evaluate((wanted) => window.benchSeen(wanted), `[data-testid="prompt"][data-lang="${lang}"]`);
    // A desk that has been quiet for a moment, and any place in its frames.
    await pause(60 + (index % 17));
    await page.keyboard.press(`Alt+Shift+Digit${String(place + 1)}`);
    times.push(await switched);
  }
  return times;
}
