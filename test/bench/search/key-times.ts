import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Article } from '../../../src/shared/domain/article.ts';
import { startCentre } from '../phone/centre.ts';
import { openDesk } from '../phone/desk.ts';
import { startExchange } from '../phone/exchange.ts';
import '../paint-mark.ts';

declare global {
  interface Window {
    /** Settles when the hits have changed: ms from the next key's event to their paint; -1 when they stay as they are. */
    benchTyped: () => Promise<number>;
  }
}

/** The answer to a key may be the list that stands there already. */
const noChangeMs = 400;
const customers = 10;
const perFile = 2_000;

/** Runs in the page. */
function installKeyClock(giveUpMs: number): void {
  let typedAt = -1;
  for (const kind of ['keydown', 'beforeinput'] as const) {
    addEventListener(kind, ({ timeStamp }) => void (typedAt = typedAt < 0 ? timeStamp : typedAt), true);
  }
  window.benchTyped = () =>
    new Promise((resolve) => {
      typedAt = -1;
      const isHits = (node: Node | null): boolean => node instanceof Element && node.closest('.hits') !== null;
      const end = (at: number): void => {
        observer.disconnect();
        clearTimeout(timer);
        resolve(at < 0 ? -1 : at - performance.timeOrigin - typedAt);
      };
      const timer = setTimeout(() => {
        end(-1);
      }, giveUpMs);
      const observer = new MutationObserver((changes) => {
        const isAnswer = changes.some(
          ({ target, addedNodes }) =>
            isHits(target) || isHits(target.parentElement) || [...addedNodes].some((node) => isHits(node)),
        );
        if (!isAnswer || typedAt < 0) return;
        observer.disconnect();
        void window.benchPainted().then(end);
      });
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });
}

/**
 * In the built browser seat, whose cache was filled by the built centre with these articles: queries typed character by
 * character, from the key's event until the frame with the changed list has been presented, ms.
 */
export async function measureKeys(
  articles: readonly Article[],
  queries: readonly string[],
  slowMs: number,
): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tashi-keys-bench-'));
  const exchange = await startExchange();
  const centre = await startCentre(folder, customers, (resources) => {
    for (let from = 0; from < articles.length; from += perFile) {
      const file = { schemaVersion: 1, articles: articles.slice(from, from + perFile) };
      writeFileSync(join(resources, 'knowledge', `bench-${String(from)}.json`), JSON.stringify(file));
    }
  });
  const desk = await openDesk(centre, exchange.url, slowMs);
  try {
    await filled(desk.page, articles.length);
    await desk.page.evaluate(installKeyClock, noChangeMs);
    await desk.page.keyboard.press('Control+KeyK');
    await typeAll(desk.page, queries.slice(0, 5));
    return await typeAll(desk.page, queries);
  } finally {
    await desk.close();
    await centre.stop();
    await exchange.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Until the page says that it has all of them, and fetches no more. */
async function filled(page: Page, count: number): Promise<void> {
  const line = page.getByTestId('cache-line');
  for (;;) {
    const said = (await line.count()) === 0 ? '' : await line.innerText();
    const [cached = '0'] = /\d+(?= 条)/.exec(said.replaceAll(',', '')) ?? [];
    if (Number(cached) >= count && (await line.locator('progress').count()) === 0) return;
    await pause(500);
  }
}

async function typeAll(page: Page, queries: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const query of queries) {
    await page.keyboard.press('Escape');
    for (const char of query) {
      const typed = page.evaluate(() => window.benchTyped());
      // A desk that has been quiet for a moment, and any place in its frames.
      await pause(40 + (times.length % 17));
      await (/^[a-z0-9 ]$/.test(char)
        ? page.keyboard.press(char === ' ' ? 'Space' : char)
        : page.keyboard.insertText(char));
      const ms = await typed;
      if (ms >= 0) times.push(ms);
    }
  }
  return times;
}
