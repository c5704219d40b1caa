import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

/** Looks at every frame: the fake microphone beeps for a moment once a second. */
async function untilLoud(page: Page, testId: string): Promise<void> {
  await page.waitForFunction((id) => {
    const meter = document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
    return Number(meter?.dataset['level'] ?? 0) > 0.01;
  }, testId);
}

test('sound is chosen by keys, heard in a test call, kept by the machine and makes way for a caller', async ({
  seat,
}) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('9527');
  await page.keyboard.press('Alt+Shift+KeyM');
  const sheet = page.getByRole('dialog');
  const microphone = sheet.getByTestId('microphone');
  await untilLoud(page, 'microphone-level');
  await microphone.selectOption({ label: 'Fake Audio Input 2' });
  await sheet.getByTestId('speaker').selectOption({ label: 'Fake Audio Output 1' });
  await sheet.locator('[name="noiseSuppression"]').uncheck();
  await untilLoud(page, 'microphone-level');
  await sheet.getByRole('button', { name: '开始自测' }).click();
  await expect(sheet.getByTestId('self-test')).toHaveAttribute('data-state', 'playing');
  await expect(sheet.getByTestId('verdict')).toHaveAttribute('data-verdict', 'good');

  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 60_000 });
  await page.getByTestId('sound').click();
  await expect(microphone.locator('option:checked')).toHaveText('Fake Audio Input 2');
  await expect(sheet.getByTestId('speaker').locator('option:checked')).toHaveText('Fake Audio Output 1');
  await expect(sheet.locator('[name="noiseSuppression"]')).not.toBeChecked();

  // The sheet is in the way of the list of callers, not of a caller.
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-testid="practice-zh-outage-report"]')?.click());
  await expect(desk.callCard).toHaveAttribute('data-state', 'ringing');
  await expect(sheet).toBeHidden();
  await desk.answer();
  await page.keyboard.press('Alt+Shift+KeyM');
  await microphone.selectOption({ label: 'Fake Audio Input 1' });
  await expect(sheet.getByRole('button', { name: '开始自测' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await untilLoud(page, 'level-mine');
  await desk.hangUp();
});

test('the sheet of sound is clean for axe, light and dark', async ({ seat }) => {
  const { page } = seat;
  await page.emulateMedia({ colorScheme: 'light' });
  await deskPage(page).signIn('1001');
  await page.keyboard.press('Alt+Shift+KeyM');
  await expect(page.getByTestId('microphone').locator('option')).toHaveCount(3);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
  }
});
