import AxeBuilder from '@axe-core/playwright';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

test('an agent puts a key elsewhere: clashes are named, hints follow, and it is his alone', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('9527');
  await page.keyboard.press('Shift+Slash');
  const sheet = page.getByRole('dialog');
  const answer = sheet.getByTestId('key-answer');
  const note = sheet.getByTestId('key-note');

  await answer.focus();
  await page.keyboard.press('Enter');
  await expect(answer).toHaveText('请按新键');
  await page.keyboard.press('F8');
  await expect(note).toHaveText('F8 已用于“保持或恢复”。请先改那一项，或换一个键。');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+KeyD');
  await expect(note).toContainText('浏览器');
  await expect(answer).toHaveText('F2');
  // Escape leaves the key, not the sheet.
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+KeyN');
  await expect(answer).toHaveText('Alt N');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  await desk.ring('zh-outage-report');
  await expect(desk.callCard.getByRole('button', { name: '接听' })).toContainText('Alt N');
  await page.keyboard.press('F2');
  await page.keyboard.press('Alt+KeyN');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await desk.hangUp();
  await page.keyboard.press('Alt+KeyW');
  await expect(desk.callCard).toBeHidden();

  await desk.signOut();
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await desk.answer();
  await desk.hangUp();
  await page.keyboard.press('Alt+KeyW');
  await expect(desk.callCard).toBeHidden();

  await desk.signOut();
  await desk.signIn('9527');
  await page.keyboard.press('Shift+Slash');
  await expect(answer).toHaveText('Alt N');
  await sheet.getByRole('button', { name: '全部恢复默认' }).click();
  await expect(answer).toHaveText('F2');
  await page.keyboard.press('Escape');
  await desk.ring('zh-outage-report');
  await desk.answer();
  await desk.hangUp();
});
