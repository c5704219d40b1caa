import type { Page } from '@playwright/test';
import { deskPage, level } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

test('hold pressed in the moment in which a call stands holds it, and never ends it', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  // Faster than any hand: the caller has not confirmed the answer yet.
  await pressWhenTalking(page, 'F8');
  await page.keyboard.press('F2');
  await expect(desk.callCard).toHaveAttribute('data-state', 'held');
  await page.keyboard.press('F8');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await expect.poll(() => level(page, 'theirs')).toBeGreaterThan(0.001);
  await desk.hangUp();
});

function pressWhenTalking(page: Page, key: string): Promise<void> {
  return page.evaluate((name) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('[data-testid="call-card"][data-state="talking"]')) return;
      observer.disconnect();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: name, code: name, bubbles: true }));
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  }, key);
}
