import { expect } from '@playwright/test';
import { sampleFile } from '../../fakes/sample-files.ts';
import { leaderDoes } from './centre.ts';
import { deskPage } from './desk-page.ts';
import type { Seat } from './seat.ts';
import type { Look, View } from './views.ts';
import { lookIn } from './walk-states.ts';
import { writeTickets } from './write-tickets.ts';

/** Leads one desk of the demo through its own tickets: two texts of one, the list with its filters, the figures of a day. */
export async function walkTickets(seat: Seat, views: readonly View[], look: Look): Promise<void> {
  const { page, home } = seat;
  const desk = deskPage(page);
  const lookAt = lookIn(seat, views, look);
  // From now on choosers are caught: one that opens before the browser was told of it is lost.
  page.on('filechooser', () => undefined);
  await desk.signIn('9527');
  const number = await desk.submitFault('三楼停电');
  const row = page.getByTestId(`ticket-${number}`);
  await expect(row).toHaveAttribute('data-sync', 'synced');
  await leaderDoes(home, number, 'correct', { changes: { description: '三楼停电，变压器有异响' } });
  await leaderDoes(home, number, 'deed', { deed: 'return', reason: '门牌号不对，请与客户核对' });
  await expect(page.getByTestId('came-back')).toContainText(number);
  await row.getByRole('button').click();
  await page.locator('[name="description"]').fill('三楼停电，邻居有电');
  const chooser = page.waitForEvent('filechooser');
  await page.getByTestId('attach-file').click();
  await (await chooser).setFiles({ name: '电表照片.pdf', mimeType: 'application/pdf', buffer: sampleFile(3000) });
  await expect(page.getByTestId('attachment')).toHaveCount(1);
  await page.locator('[name="description"]').press('Control+Enter');
  await expect(page.getByTestId('clash-mine')).toBeFocused();
  await lookAt('ticket-clash');
  await page.getByTestId('clash-mine').press('3');
  await page.keyboard.press('Control+Enter');
  await expect(row).toHaveAttribute('data-sync', 'synced');
  await expect(row.getByTestId('attachment-progress')).toHaveAttribute('data-stored', '1', { timeout: 60_000 });

  await writeTickets(page, 60);
  await page.keyboard.press('Alt+Shift+KeyO');
  await expect(page.getByTestId('book-total')).toContainText('61');
  await page.locator('[name="book-search"]').fill('变压器');
  await expect(page.getByTestId('book-detail').getByTestId('attachment-progress')).toBeVisible();
  await lookAt('ticket-found');
  await page.locator('[name="book-search"]').fill('');
  await page.getByTestId('book-list-open').click();
  await expect(page.getByTestId('book-list').getByRole('option').first()).toBeVisible();
  await lookAt('ticket-book');
  await page.getByTestId('book-pane-day').click();
  await expect(page.getByTestId('book-day')).toContainText('61');
  await lookAt('ticket-day');
}
