import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

/** As the desk writes a minute. */
function minute(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16).replace('T', ' ');
}

test('a call back is promised, waits for who speaks the language, and is reminded of until it is done', async ({
  seat,
}) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const desk = deskPage(page);
  // The demo has messages of the night besides.
  const tasks = page.locator('[data-testid="task"][data-kind="callBack"]');
  const sheet = page.locator('.task-sheet');
  await desk.signIn('1001');

  await test.step('in the call, with the server gone', async () => {
    await desk.setServerPower(false);
    await desk.ring('adx-bill-question');
    await desk.answer();
    await page.keyboard.press('Alt+Shift+KeyB');
    await expect(sheet.locator('[name="promise-language"]')).toHaveValue('adx');
    await sheet.locator('[name="dueAt"]').fill(minute(Date.now() + 3_600_000));
    await sheet.locator('[name="promise-note"]').fill('问电费，要安多话');
    await page.keyboard.press('Tab');
    await sheet.getByRole('button', { name: '约定' }).click();
    await expect(sheet).toBeHidden();
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyW');
    await expect(tasks).toHaveCount(1);
    await expect(tasks).toHaveAttribute('data-place', 'promised');
    await expect(tasks).toContainText('139 •••• 0071');
    await expect(tasks).toContainText('未到总台');
    await expect(tasks.getByRole('button', { name: '回电' })).toBeHidden();
  });

  await test.step('it outlives the core, and reaches the centre when that is back', async () => {
    await seat.killCore();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered');
    await desk.setServerPower(true);
    await expect(tasks).toHaveCount(1);
    await expect(tasks).not.toContainText('未到总台', { timeout: 60_000 });
    await desk.signOut();
  });

  await test.step('who speaks it finds it, puts it off with a reason, and is reminded when it is due', async () => {
    await desk.signIn('9527');
    await expect(tasks).toHaveAttribute('data-place', 'open', { timeout: 60_000 });
    await expect(page.getByTestId('task-due')).toBeHidden();
    await tasks.getByRole('button', { name: '推迟' }).click();
    await sheet.locator('[name="task-reason"]').fill('客户在开会');
    // A call comes in between: the sheet makes room, what was written is there again.
    await page.getByTestId('practice-adx-bill-question').evaluate((button: HTMLElement) => button.click());
    await expect(desk.callCard).toHaveAttribute('data-state', 'ringing');
    await expect(sheet).toBeHidden();
    await page.keyboard.press('F4');
    await expect(desk.callCard).toBeHidden();
    await tasks.getByRole('button', { name: '推迟' }).click();
    await expect(sheet.locator('[name="task-reason"]')).toHaveValue('客户在开会');
    await sheet.locator('[name="dueAt"]').fill(minute(Date.now() - 60_000));
    await sheet.getByRole('button', { name: '推迟' }).click();
    await expect(tasks).toContainText('9527 推迟：客户在开会');
    await expect(page.getByTestId('task-due')).toContainText('139 •••• 0071');
    await expect(page.getByTestId('tasks').getByRole('heading')).toContainText('1 个到时间');
    await page.reload();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered');
    await expect(page.getByTestId('task-due')).toBeVisible();
  });

  await test.step('one key calls it, which makes it his; done, it is gone for everybody', async () => {
    await page.keyboard.press('Alt+Shift+KeyT');
    await expect(desk.callCard).toHaveAttribute('data-state', 'dialing');
    await expect(desk.callCard).toContainText('139 •••• 0071');
    // Nobody is told to do what he is at; given up, it is due again.
    await expect(page.getByTestId('task-due')).toBeHidden();
    await page.keyboard.press('F4');
    await expect(desk.callCard).toBeHidden();
    await expect(page.getByTestId('task-due')).toBeVisible();
    await expect(tasks).toHaveAttribute('data-place', 'mine');
    await expect(tasks).toContainText('已拨 1 次');
    await tasks.getByRole('button', { name: '已完成' }).click();
    await expect(tasks).toHaveCount(0);
    await expect(page.getByTestId('task-due')).toBeHidden();
    await desk.signOut();
    await desk.signIn('1001');
    await expect(page.getByTestId('my-day')).toBeVisible();
    await expect(tasks).toHaveCount(0);
  });

  await test.step('a call of the past is promised another one, by the same key', async () => {
    await page.keyboard.press('Alt+KeyH');
    await expect(page.getByTestId('call-detail').getByRole('button', { name: '约定回电' })).toBeVisible();
    await page.keyboard.press('Alt+Shift+KeyB');
    await expect(page.locator('.history-sheet')).toBeHidden();
    await expect(sheet).toContainText('139 •••• 0071');
    await expect(sheet.locator('[name="promise-language"]')).toHaveValue('adx');
    await sheet.getByRole('button', { name: '约定' }).click();
    await expect(sheet).toBeHidden();
    await expect(tasks).toHaveCount(1);
    await expect(tasks).toContainText('139 •••• 0071');
  });
});
