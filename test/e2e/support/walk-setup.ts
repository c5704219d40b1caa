import { expect, type Page } from '@playwright/test';
import type { Seat } from './seat.ts';
import { showView, type Look, type View } from './views.ts';

/** Looks in every view at the page on which a seat is set up; the view is chosen before, where one signs in. */
export async function walkSetup({ page }: Seat, views: readonly View[], look: Look): Promise<void> {
  for (const view of views) {
    await showView(page, view);
    await showEveryPart(page);
    await look('set-up with errors', view);
    await page.locator('.setup-bar .button').nth(1).click();
    await page.locator('[name="config"]').fill('{');
    await page.getByRole('dialog').locator('.button[data-kind="primary"]').click();
    await look('import', view);
    await page.reload();
  }
}

async function showEveryPart(page: Page): Promise<void> {
  await page.getByTestId('set-up').click();
  await page.locator('[name="name"]').press('Enter');
  await expect(page.getByTestId('problem-name')).toBeVisible();
  for (const summary of await page.locator('summary').all()) await summary.click();
  await page.locator('[name="exchange.servers.0"]').fill('wss://127.0.0.1:9');
  await page.locator('[name="exchange.domain"]').fill('pbx.example.org');
  await page.getByTestId('test-all').click();
  await expect(page.getByTestId('test-exchange')).toHaveAttribute('data-state', 'failed');
}
