import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

test('missed calls are seen at once, the history is searched, a number is shown for a reason', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  const rows = page.getByTestId('call-list').getByRole('option');
  const detail = page.getByTestId('call-detail');
  await desk.signIn('1001');
  await expect(page.getByTestId('my-day')).toContainText('今天还没有通话');

  await test.step('a call that nobody could answer is missed, and seen with one key', async () => {
    await desk.ring('en-expired-id');
    await page.reload();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered');
    await expect(page.getByTestId('missed-badge')).toHaveText('1');
    await expect(page.getByTestId('missed-calls').getByRole('listitem')).toHaveCount(1);
    await page.keyboard.press('Alt+KeyM');
    await expect(page.getByTestId('missed-badge')).toBeHidden();
    await expect(page.getByTestId('missed-calls')).toBeHidden();
  });

  await test.step('a call that was refused is not', async () => {
    await desk.ring('zh-outage-report');
    await page.keyboard.press('F4');
    await expect(desk.callCard).toBeHidden();
    await expect(page.getByTestId('my-day').getByRole('row')).toHaveCount(4);
    await expect(page.getByTestId('missed-badge')).toBeHidden();
  });

  await test.step('a call that was served stands in the figures of the day', async () => {
    await desk.ring('zh-outage-report');
    await desk.answer();
    await page.locator('textarea[name="notes"]').fill('门牌写错，已更正');
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyW');
    await expect(desk.callCard).toBeHidden();
    const mandarin = page.getByTestId('my-day').getByRole('row').filter({ hasText: '普通话' });
    await expect(mandarin.getByRole('cell').nth(0)).toHaveText('2');
    await expect(mandarin.getByRole('cell').nth(1)).toHaveText('1');
  });

  await test.step('it is found by a word of its notes', async () => {
    await page.keyboard.press('Alt+KeyH');
    await expect(rows).toHaveCount(3);
    await page.keyboard.type('更正');
    await expect(rows).toHaveCount(1);
    await expect(detail).toContainText('门牌写错，已更正');
  });

  await test.step('and by the number, which stays masked until there is a reason to show it', async () => {
    await page.locator('[name="history-search"]').fill('139 0000 0011');
    await expect(rows).toHaveCount(2);
    await page.keyboard.press('ArrowDown');
    await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true');
    await expect(detail.locator('.masked')).toHaveText('139 •••• 0011');
    await detail.locator('.masked').click();
    await page.locator('.reveal-sheet').getByRole('button').first().click();
    await expect(detail).toContainText('139 0000 0011');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+KeyH');
    await expect(rows).toHaveCount(3);
    await expect(page.locator('.history-sheet')).not.toContainText('0000 0011');
  });

  await test.step('a caller who rings is not kept behind it', async () => {
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('[data-testid="practice-adx-bill-question"]')?.click();
    });
    await expect(desk.callCard).toHaveAttribute('data-state', 'ringing');
    await expect(page.locator('.history-sheet')).toBeHidden();
    await page.keyboard.press('F4');
    await expect(desk.callCard).toBeHidden();
  });
});
