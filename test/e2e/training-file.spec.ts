import { expect, test } from './support/live-desks.ts';
import { expectWellShown, showView, testedViews, usualSize } from './support/views.ts';

test('a drill at a live seat reaches the training file: the trainee sees his own, a leader that of others', async ({
  site,
}) => {
  test.setTimeout(300_000);
  await site.startCentre();
  const trainee = await site.open('1001');
  const sheet = trainee.page.getByRole('dialog');
  const file = sheet.getByTestId('training-file');

  await test.step('read, and said on the screen where it goes', async () => {
    await trainee.page.keyboard.press('Alt+Shift+KeyJ');
    await expect(sheet).toContainText('成绩送到总台的训练档案');
    const go = sheet.getByTestId('drill-go');
    await expect(go).toBeFocused();
    await trainee.page.keyboard.press('Enter');
    await expect(go).toHaveAttribute('data-stage', 'reading');
    const began = Date.now();
    await sheet.locator('[data-unit="2"]').click();
    await go.focus();
    // Time enough for some of the text, and not for all of it.
    await expect.poll(() => Date.now() - began).toBeGreaterThan(600);
    await trainee.page.keyboard.press('Enter');
    await expect(sheet.getByTestId('drill-slip')).toContainText('不算成绩');
    await expect(sheet.getByTestId('drill-marks')).toContainText('错 1');
    // Nobody reads a hundred characters at once; the listener says how far he came, and it counts.
    await sheet.getByTestId('tool-reached').click();
    await sheet.locator('[data-unit="3"]').click();
    await expect(sheet.getByTestId('drill-slip')).toHaveCount(0);
    await trainee.page.keyboard.press('Escape');
    await trainee.sync();
  });

  await test.step('his own, and nobody else’s', async () => {
    await trainee.page.keyboard.press('Alt+Shift+KeyJ');
    await sheet.getByTestId('training-pane-file').click();
    await expect(file.getByTestId('drill-progress').locator('tbody tr')).toHaveCount(1);
    await expect(file.locator('.training-people')).toHaveCount(0);
  });

  await test.step('a leader chooses a person; in every view', async () => {
    const leader = await site.open('0031');
    const { page } = leader;
    const shown = page.getByTestId('training-file');
    for (const view of testedViews) {
      await showView(page, view);
      await page.setViewportSize(usualSize);
      await page.keyboard.press('Alt+Shift+KeyJ');
      await page.getByTestId('training-pane-file').click();
      await page.getByTestId('trained-1001').click();
      await page.locator('[name="drillLanguage"]').selectOption('zh-Hans');
      await expect(shown.getByTestId('drill-progress').locator('tbody tr')).toHaveCount(1);
      await expectWellShown(page, 'training file', view);
      await page.setViewportSize(usualSize);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });

  await test.step('without the centre it says so', async () => {
    await trainee.page.keyboard.press('Escape');
    trainee.line.pullCable();
    await trainee.page.keyboard.press('Alt+Shift+KeyJ');
    await sheet.getByTestId('training-pane-file').click();
    await expect(file.getByRole('alert')).toBeVisible();
  });
});
