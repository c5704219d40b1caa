import { deskPage } from './support/desk-page.ts';
import { openFloor } from './support/floor.ts';
import { expect, test } from './support/seat.ts';

test('whoever hands a call over sees who speaks the caller’s language, and where he stands now', async ({
  shell,
  playwright,
  launchOptions,
  viewport,
}) => {
  test.skip(shell !== 'browser', 'two seats of the browser');
  test.setTimeout(240_000);
  const floor = await openFloor({ playwright, launchOptions, viewport });
  const [page, otherPage] = floor.pages;
  try {
    const [desk, other] = [deskPage(page), deskPage(otherPage)];
    await desk.signIn('1001');
    await other.signIn('9527');
    await otherPage.keyboard.press('Alt+KeyQ');
    await desk.ring('adx-bill-question');
    await desk.answer();

    await test.step('in the sheet of a transfer, and as he moves', async () => {
      await page.keyboard.press('Alt+KeyX');
      const place = page.getByTestId('place-9527');
      await expect(place).toContainText('工号 9527');
      await expect(place).toContainText('会来电者的语言');
      await expect(place.getByTestId('presence')).toHaveText('置闲');
      await expect(page.getByTestId('place-2088').getByTestId('presence')).toHaveText('签出');
      await expect(page.getByTestId('colleagues-stale')).toBeHidden();
      await otherPage.getByTestId('agent-state').locator('select').selectOption('BREAK.meal');
      await expect(place.getByTestId('presence')).toHaveText('小休', { timeout: 30_000 });
      await page.keyboard.press('Escape');
    });

    await test.step('and where the language is missing', async () => {
      await page.keyboard.press('Alt+KeyL');
      const row = page.locator('.hand-over-place').filter({ hasText: '工号 9527' });
      await expect(row.getByTestId('presence')).toHaveText('小休');
      await expect(page.locator('.hand-over-place').filter({ hasText: '工号 3066' })).toBeHidden();
      await page.keyboard.press('Escape');
    });
  } finally {
    await floor.close();
  }
});

test('without the centre the last list is shown, with its time', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  await desk.setServerPower(false);
  await desk.ring('adx-bill-question');
  await desk.answer();
  await page.keyboard.press('Alt+KeyX');
  await expect(page.getByTestId('place-9527').getByTestId('presence')).toHaveText('签出');
  await expect(page.getByTestId('colleagues-stale')).toContainText(/同事状态截至 \d+\/\d+ \d+:\d+/);
});
