import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, twoViews } from './support/views.ts';

test('who does not have the language reads the line with its meaning and its sound, by one key', async ({ seat }) => {
  test.setTimeout(240_000);
  const { page } = seat;
  const desk = deskPage(page);
  const scripts: string[] = [];
  page.on('request', (request) => scripts.push(request.url()));
  const hasLoaded = (part: string): boolean => scripts.some((address) => address.includes(part));
  const readings = desk.prompt.locator('rt');
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await desk.answer();

  await test.step('in his own language nothing stands above the words, and nothing is loaded for it', async () => {
    await expect(desk.prompt).toHaveAttribute('data-sides', 'false');
    await expect(readings).toHaveCount(0);
    expect(hasLoaded('pinyin') || hasLoaded('jyutping')).toBe(false);
  });

  await test.step('one key shows it: characters, and a number read as a number', async () => {
    await page.keyboard.press('Alt+KeyD');
    await expect(desk.prompt).toHaveAttribute('data-sides', 'true');
    await expect(readings.getByText('nín', { exact: true }).first()).toBeVisible();
    await expect(readings.getByText('yāo líng líng yāo', { exact: true })).toBeVisible();
    expect(hasLoaded('jyutping')).toBe(false);
    await page.keyboard.press('Alt+KeyD');
    await expect(readings).toHaveCount(0);
  });

  await test.step('a language that he does not speak has it at once: Cantonese beside Mandarin', async () => {
    await page.keyboard.press('Alt+Shift+Digit5');
    await expect(desk.prompt).toHaveAttribute('data-sides', 'true');
    await page.keyboard.press('Alt+KeyF');
    await page.keyboard.type('工号');
    await page.keyboard.press('Enter');
    await expect(readings.getByText(/^[a-z]+[1-6]$/).first()).toBeVisible();
    const [line, meaning] = await Promise.all(
      ['.prompt-text', '.prompt-gloss'].map((part) => desk.prompt.locator(part).boundingBox()),
    );
    expect(meaning?.y).toBeLessThan((line?.y ?? 0) + (line?.height ?? 0));
    expect(meaning?.x).toBeGreaterThanOrEqual((line?.x ?? 0) + (line?.width ?? 0));
    for (const view of twoViews) {
      await showView(page, view);
      await expectWellShown(page, 'side by side', view);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
  });

  await test.step('Tibetan has its sound gloss from the pack', async () => {
    await page.keyboard.press('Alt+Shift+Digit2');
    await expect(desk.prompt.locator('.prompt-reading')).toContainText(/读音：\p{Script=Han}/u);
    for (const view of twoViews) {
      await showView(page, view);
      await expectWellShown(page, 'side by side, Amdo', view);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
  });

  await test.step('what he chose for a language is his after a reload, and nobody else’s', async () => {
    await page.keyboard.press('Alt+KeyD');
    await expect(desk.prompt).toHaveAttribute('data-sides', 'false');
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyW');
    await page.reload();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 60_000 });
    await desk.ring('adx-bill-question');
    await expect(desk.prompt).toHaveAttribute('data-sides', 'false');
    await page.keyboard.press('Alt+Shift+Digit5');
    await expect(desk.prompt).toHaveAttribute('data-sides', 'true');
  });
});
