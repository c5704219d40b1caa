import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, twoViews, usualSize, type View } from './support/views.ts';

/** Each language in each theme. */
const fourViews: readonly View[] = twoViews.flatMap(({ locale }) =>
  (['light', 'dark'] as const).map((theme) => ({ locale, theme })),
);

test('a message of the night waits as a task, and is heard with the centre gone, never in a call', async ({ seat }) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const desk = deskPage(page);
  const task = page.locator('[data-testid="task"][data-kind="offHours"]');
  const message = task.getByTestId('message');
  const button = message.getByRole('button');
  const place = message.getByRole('slider');
  await desk.signIn('9527');

  await test.step('it says since when and how long, and its sound comes before anybody wants it', async () => {
    await expect(task).toHaveCount(1, { timeout: 60_000 });
    await expect(task).toContainText('班外留言');
    await expect(message).toContainText('长 00:20');
    await expect(message).not.toContainText('还没有到本机', { timeout: 60_000 });
    await expect(button).toHaveAttribute('aria-pressed', 'false');
  });

  await test.step('by keyboard, without the centre', async () => {
    await desk.setServerPower(false);
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(async () => Number(await place.inputValue())).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await expect(button).toHaveAttribute('aria-pressed', 'false');
    await place.focus();
    await page.keyboard.press('End');
    await expect(place).toHaveAttribute('aria-valuetext', '00:20，共 00:20');
    await page.keyboard.press('Home');
    await expect(place).toHaveAttribute('aria-valuetext', '00:00，共 00:20');
  });

  await test.step('whoever rings is heard alone', async () => {
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await desk.ring('zh-outage-report');
    await page.keyboard.press('F4');
    await expect(desk.callCard).toBeHidden();
    await expect(button).toBeEnabled();
    await expect(button).toHaveAttribute('aria-pressed', 'false');
  });

  await test.step('it outlives the core, still without the centre', async () => {
    await seat.killCore();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered');
    await expect(message).not.toContainText('还没有到本机');
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Enter');
  });

  for (const view of fourViews) {
    await test.step(`in ${view.locale}, ${view.theme}`, async () => {
      await showView(page, view);
      await task.scrollIntoViewIfNeeded();
      if (twoViews.some(({ locale, theme }) => locale === view.locale && theme === view.theme))
        await expectWellShown(page, 'off-hours message', view);
      await page.setViewportSize(usualSize);
    });
  }

  await test.step('called back and done, it is gone, at the centre as well', async () => {
    await showView(page, { locale: 'zh-CN', theme: 'light' });
    await task.getByRole('button', { name: '已完成' }).click();
    await expect(task).toHaveCount(0);
    await desk.setServerPower(true);
    await desk.signOut();
    await desk.signIn('1001');
    // Hers is in English; the one that is done was for her, too.
    await expect(task).toHaveCount(1, { timeout: 60_000 });
    await expect(task).toContainText('Anna Miller');
  });
});
