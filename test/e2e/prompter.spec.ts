import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, twoViews } from './support/views.ts';

test('a drill has the line large, clause by clause, at a pace set by keys', async ({ seat }) => {
  test.setTimeout(240_000);
  const { page } = seat;
  const desk = deskPage(page);
  const bar = page.getByTestId('prompter');
  const clauses = desk.prompt.locator('.clause');
  const now = desk.prompt.locator('.clause[data-state="now"]');
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await desk.answer();
  await page.keyboard.press('Alt+KeyS');

  await test.step('off until it is wanted, and then it waits', async () => {
    await page.keyboard.press('F7');
    await expect(bar).toHaveCount(0);
    await page.keyboard.press('Alt+Shift+KeyD');
    await expect(bar).toHaveAttribute('data-running', 'false');
    await expect(clauses).not.toHaveCount(1);
    await expect(now).toHaveCount(0);
    await expect(bar.locator('[name="pace"]')).toHaveValue('200');
  });

  await test.step('with the sounds above the characters where they are wanted, in every clause', async () => {
    await expect(clauses.locator('ruby')).toHaveCount(0);
    await page.keyboard.press('Alt+KeyD');
    await expect(clauses.nth(0).locator('rt').first()).toHaveText(/[a-zü]/);
    await expect(clauses.last().locator('ruby')).not.toHaveCount(0);
    await expectWellShown(page, 'teleprompter with readings', { locale: 'zh-CN', theme: 'light' });
    await page.screenshot({ path: test.info().outputPath('prompter-read.png') });
    await page.keyboard.press('Alt+KeyD');
    await expect(clauses.locator('ruby')).toHaveCount(0);
  });

  await test.step('slower, larger, by keys', async () => {
    const letters = () => desk.prompt.locator('.prompt-text').evaluate((line) => getComputedStyle(line).fontSize);
    const before = Number.parseFloat(await letters());
    await page.keyboard.press('Alt+Equal');
    await expect.poll(async () => Number.parseFloat(await letters())).toBeGreaterThan(before);
    for (const pace of ['190', '180', '170']) {
      await page.keyboard.press('Alt+Comma');
      await expect(bar.locator('[name="pace"]')).toHaveValue(pace);
    }
    await page.keyboard.press('Alt+Period');
    await expect(bar.locator('[name="pace"]')).toHaveValue('180');
    await bar.locator('[name="pace"]').fill('60');
    await page.keyboard.press('Enter');
  });

  await test.step('it leads from clause to clause, stands still when paused, and stops at the end', async () => {
    await page.keyboard.press('F7');
    await expect(clauses.nth(0)).toHaveAttribute('data-state', 'now');
    await expect(clauses.nth(1)).toHaveAttribute('data-state', 'now');
    await expect(clauses.nth(0)).toHaveAttribute('data-state', 'said');
    await page.keyboard.press('F7');
    await expect(bar).toHaveAttribute('data-running', 'false');
    await expect(now).toHaveCSS('animation-play-state', 'paused');
    for (const view of twoViews) {
      await showView(page, view);
      await expectWellShown(page, 'teleprompter', view);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
    await expect(clauses.nth(1)).toHaveAttribute('data-state', 'now');
    await bar.locator('[name="pace"]').fill('400');
    await page.keyboard.press('Enter');
    await page.keyboard.press('F7');
    await expect(now).toHaveCount(0);
    await expect(clauses.last()).toHaveAttribute('data-state', 'said');
    await expect(bar).toHaveAttribute('data-running', 'false');
  });

  await test.step('who wants no motion sees the clause marked, and nothing that moves', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.keyboard.press('F7');
    await expect(now).toHaveCSS('animation-name', 'none');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
  });

  await test.step('the next line waits at its beginning; English is counted in words', async () => {
    await page.keyboard.press('Alt+KeyS');
    await expect(now).toHaveCount(0);
    await page.keyboard.press('Alt+Shift+Digit4');
    await expect(bar.locator('[name="pace"]')).toHaveValue('150');
  });

  await test.step('it is there in the next drill', async () => {
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyW');
    await desk.ring('zh-outage-report');
    await expect(bar).toBeVisible();
    await page.keyboard.press('Alt+Shift+KeyD');
    await expect(bar).toHaveCount(0);
  });
});
