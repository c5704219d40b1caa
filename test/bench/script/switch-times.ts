import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../../../scripts/system-parts.mjs';
import { newDemoHome, startLauncher } from '../../e2e/support/launcher.ts';
import type { CallerLanguage } from '../../../src/shared/domain/language.ts';
import { callerLanguages } from '../../../src/shared/language/languages.ts';
import { installPaintMark } from '../paint-mark.ts';

declare global {
  interface Window {
    /** Settles when the panel stands in a language that was asked for by a key: ms from the key's event to the paint. */
    benchSwitched: (lang: CallerLanguage) => Promise<number>;
  }
}

/** Runs in the page before the desk's own code. With `slowMs` the desk gets every key that much later. */
function installSwitchClock(slowMs: number): void {
  let pressedAt = -1;
  addEventListener(
    'keydown',
    ({ altKey, shiftKey, code, timeStamp }) => {
      if (!altKey || !shiftKey || !code.startsWith('Digit')) return;
      pressedAt = timeStamp;
      const end = performance.now() + slowMs;
      while (performance.now() < end);
    },
    true,
  );
  window.benchSwitched = (lang) =>
    new Promise((resolve) => {
      const look = (): boolean => {
        const prompt = document.querySelector<HTMLElement>('[data-testid="prompt"]');
        return prompt?.dataset['lang'] === lang;
      };
      const observer = new MutationObserver(() => {
        if (pressedAt < 0 || !look()) return;
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
  const context = await chromium.launchPersistentContext(join(home, 'browser'), {
    executablePath: findChromium() ?? '',
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.addInitScript(installPaintMark);
    await page.addInitScript(installSwitchClock, slowMs);
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
    const switched = page.evaluate((wanted) => window.benchSwitched(wanted), lang);
    // A desk that has been quiet for a moment, and any place in its frames.
    await pause(60 + (index % 17));
    await page.keyboard.press(`Alt+Shift+Digit${String(place + 1)}`);
    times.push(await switched);
  }
  return times;
}
