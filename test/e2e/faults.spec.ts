import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

test('a sign-in that fails says why, and keeps what was typed', async ({ seat }) => {
  const { page } = seat;
  const number = page.locator('[name="agentNo"]');
  const password = page.locator('[name="password"]');
  const alert = page.getByRole('alert');
  await number.fill('7777');
  await password.fill('whatever');
  await page.keyboard.press('Enter');
  // The demo’s own server starts beside the desk; the first answer waits for it.
  await expect(alert).toContainText('没有这个工号', { timeout: 60_000 });
  await expect(number).toHaveValue('7777');

  await number.fill('3066');
  await password.fill('not-it');
  await page.keyboard.press('Enter');
  await expect(alert).toContainText('口令不对');
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await password.fill(`not-it-${String(attempt)}`);
    await page.keyboard.press('Enter');
    // Disabled by the key press itself, so this can't be the state from before.
    await expect(page.locator('button[type="submit"]')).toBeEnabled();
  }
  await password.fill('tashi-demo');
  await page.keyboard.press('Enter');
  await expect(alert).toContainText('已锁定到');
});

test('without the server: a known agent gets in, a new one is told why not', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  await desk.setServerPower(false);
  await desk.signOut();
  await page.locator('[name="agentNo"]').fill('2088');
  await page.locator('[name="password"]').fill('tashi-demo');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('第一次在本机签入需要连接总台', { timeout: 30_000 });
  await page.locator('[name="agentNo"]').fill('1001');
  await page.locator('[name="password"]').fill('wrong');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('口令不对', { timeout: 30_000 });
  await page.locator('[name="password"]').fill('tashi-demo');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sync')).toHaveAttribute('data-state', 'offline', { timeout: 30_000 });
});

test('an incomplete ticket says what is missing and loses nothing', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  await page.keyboard.press('Alt+KeyT');
  const form = page.getByTestId('ticket-form');
  await form.locator('[name="type"]').selectOption('faultRepair');
  await form.locator('[name="description"]').fill('整栋楼没电');
  await page.keyboard.press('Control+Enter');
  await expect(form.getByRole('alert')).toContainText('子类');
  await expect(form.getByRole('alert')).toContainText('联系电话');
  await expect(form.getByRole('alert')).toContainText('地址');
  await expect(form.locator('[name="description"]')).toHaveValue('整栋楼没电');
});

test('nobody signs out from under a caller', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await desk.answer();
  await page.keyboard.press('Alt+Shift+KeyQ');
  await expect(page.getByRole('dialog')).toContainText('通话还没有结束');
  await page.keyboard.press('Escape');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await desk.hangUp();
});
