import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, twoViews, usualSize, type View } from './support/views.ts';

/** Each language in each theme. */
const fourViews: readonly View[] = twoViews.flatMap(({ locale }) =>
  (['light', 'dark'] as const).map((theme) => ({ locale, theme })),
);

test('what an agent has in hand goes to a colleague at the end of a shift, offline as well', async ({ seat }) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const desk = deskPage(page);
  const tasks = page.getByTestId('task');
  const chinese = tasks.filter({ hasText: '周文斌' });
  const sheet = page.locator('.task-sheet');
  const handOver = page.getByTestId('tasks').getByRole('button', { name: '交班' });
  await desk.signIn('1001');

  await test.step('only what he has in hand', async () => {
    await expect(tasks).toHaveCount(2, { timeout: 60_000 });
    await expect(handOver).toBeHidden();
    for (const name of ['周文斌', 'Anna Miller']) {
      await tasks.filter({ hasText: name }).getByRole('button', { name: '领取' }).click();
      await expect(tasks.filter({ hasText: name })).toHaveAttribute('data-place', 'mine');
    }
  });

  await test.step('the sheet, in every view', async () => {
    for (const view of fourViews) {
      await showView(page, view);
      await page.keyboard.press('Alt+Shift+KeyQ');
      await expect(sheet.getByRole('checkbox')).toHaveCount(2);
      await expect(sheet.getByRole('checkbox').first()).toBeFocused();
      if (twoViews.some(({ locale, theme }) => locale === view.locale && theme === view.theme))
        await expectWellShown(page, 'hand-over', view);
      await page.setViewportSize(usualSize);
      await page.keyboard.press('Escape');
      await expect(sheet).toBeHidden();
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
  });

  await test.step('without the centre, from the list that it told last, by keyboard', async () => {
    await desk.setServerPower(false);
    await handOver.focus();
    await page.keyboard.press('Enter');
    const to = sheet.locator('[name="hand-over-to"]');
    await expect(sheet).toContainText('总台连不上');
    // Nobody but who speaks all of them.
    await expect(to.locator('option[value="3066"]')).toHaveCount(1);
    await expect(to.locator('option[value="9527"]')).toHaveCount(0);
    await sheet.getByRole('checkbox').nth(1).uncheck();
    await expect(to.locator('option[value="9527"]')).toHaveCount(1);
    await to.selectOption('9527');
    await sheet.locator('[name="hand-over-note"]').fill('没打通，下午再打');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(sheet).toBeHidden();
    await expect(chinese).toHaveCount(0);
    await expect(tasks).toHaveCount(1);
    await desk.setServerPower(true);
    await expect(page.getByTestId('sync')).toHaveAttribute('data-waiting', '0', { timeout: 60_000 });
  });

  await test.step('signing out offers it, and lets whoever does not want it go', async () => {
    await page.keyboard.press('Alt+Shift+KeyQ');
    await expect(sheet).toContainText('您手上还有待办');
    await sheet.getByRole('button', { name: '不交，直接签出' }).click();
    await expect(page.locator('[name="agentNo"]')).toBeEditable();
  });

  await test.step('the colleague sees by whom and why, calmly, also after a restart, and takes it over', async () => {
    await desk.signIn('9527');
    const notice = page.getByTestId('handed-over');
    await expect(notice).toContainText('1001 交班给您 1 个待办。 没打通，下午再打', { timeout: 60_000 });
    await expect(page.getByTestId('handed-over').locator(':focus')).toHaveCount(0);
    await expect(chinese).toHaveAttribute('data-place', 'mine');
    await seat.killCore();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered');
    await page.reload();
    await expect(notice).toBeVisible({ timeout: 60_000 });
    await page.screenshot({ path: test.info().outputPath('handed-over.png') });
    await notice.getByRole('button', { name: '接手' }).click();
    await expect(notice).toBeHidden();
    await expect(chinese).toContainText(/1001 .*交班：没打通，下午再打/);
  });

  await test.step('back to all, he signs out with it gone', async () => {
    await page.keyboard.press('Alt+Shift+KeyQ');
    await sheet.getByRole('button', { name: '交出 1 个并签出' }).click();
    await expect(page.locator('[name="agentNo"]')).toBeEditable();
    await desk.signIn('1001');
    await expect(chinese).toHaveAttribute('data-place', 'open', { timeout: 60_000 });
    await expect(chinese).toContainText(/9527 .*交班/);
    await page.keyboard.press('Alt+Shift+KeyQ');
    await sheet.getByRole('button', { name: '不交，直接签出' }).click();
    await expect(page.locator('[name="agentNo"]')).toBeEditable();
  });

  await test.step('a leader gives on what somebody who has gone holds', async () => {
    await desk.signIn('0031');
    await handOver.click();
    await expect(sheet).toContainText('1001 手上');
    const submit = sheet.locator('button[type="submit"]');
    await expect(submit).toBeDisabled();
    await sheet.getByRole('checkbox').check();
    await sheet.locator('[name="hand-over-to"]').selectOption('3066');
    await submit.click();
    await expect(sheet).toBeHidden();
    await desk.signOut();
    await desk.signIn('3066');
    await expect(page.getByTestId('handed-over')).toContainText('0031 交班给您 1 个待办', { timeout: 60_000 });
  });
});
