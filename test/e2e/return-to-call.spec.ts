import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { crashed } from './support/crashed.ts';

test('a page that crashes in a call is followed by one that offers to go back to it, in the same record', async ({
  seat,
  shell,
}) => {
  test.skip(shell !== 'browser', 'Electron loads the page again by itself, in the same window');
  const desk = deskPage(seat.page);
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await desk.answer();
  await seat.page.locator('textarea[name="notes"]').fill('门牌写错');
  // On the disk, as the history shows it.
  await seat.page.keyboard.press('Alt+KeyH');
  await seat.page.keyboard.type('门牌');
  await expect(seat.page.getByTestId('call-list').getByRole('option')).toHaveCount(1);

  const page = await crashed(seat.page);
  const again = deskPage(page);
  const offer = page.getByTestId('left-call');
  await expect(offer).toContainText('139 •••• 0011');
  await expect(again.callCard).toBeHidden();
  await page.keyboard.press('Alt+KeyA');
  await expect(again.callCard).toHaveAttribute('data-state', 'talking', { timeout: 30_000 });
  await expect(offer).toBeHidden();
  await expect(page.locator('textarea[name="notes"]')).toHaveValue('门牌写错');
  await again.hangUp();
  await page.keyboard.press('Alt+KeyW');
  await expect(again.callCard).toBeHidden();
  await page.keyboard.press('Alt+KeyH');
  await expect(page.getByTestId('call-detail')).toContainText('坐席挂机');
  await expect(page.getByTestId('call-list').getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Escape');

  await test.step('a call that nobody goes back to is closed', async () => {
    await again.ring('en-expired-id');
    await again.answer();
    const last = await crashed(page);
    await last.getByTestId('left-call').getByRole('button', { name: '不接回' }).click();
    await expect(last.getByTestId('left-call')).toBeHidden();
    await last.keyboard.press('Alt+KeyH');
    await expect(last.getByTestId('call-detail')).toContainText('页面被关闭');
    await expect(last.getByTestId('call-list').getByRole('option')).toHaveCount(2);
  });
});
