import type { Page } from 'playwright-core';

/** The page dies without a word to anybody, as with a fault of the browser; answers a fresh one of the same seat. */
export async function crashed(page: Page): Promise<Page> {
  const { origin } = new URL(page.url());
  const isGone = page.waitForEvent('crash');
  page.goto('chrome://crash').catch(() => undefined);
  await isGone;
  const next = await page.context().newPage();
  await page.close();
  await next.goto(origin);
  return next;
}
