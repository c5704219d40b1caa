import type { Page } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { openFloor } from './support/floor.ts';
import { expect, test } from './support/seat.ts';

async function chooseBreak(page: Page): Promise<string> {
  const state = page.getByTestId('agent-state');
  await state.locator('select').selectOption('BREAK.meal');
  await expect(state).toHaveAttribute('data-kind', 'BREAK');
  return (await state.getAttribute('data-since')) ?? '';
}

test('a break goes on, with its time, through a reload, a killed core and a centre that is away', async ({
  seat,
  shell,
}) => {
  const { page } = seat;
  const desk = deskPage(page);
  const state = page.getByTestId('agent-state');
  await desk.signIn('9527');
  const since = await chooseBreak(page);
  const expectSame = async (): Promise<void> => {
    await expect(state).toHaveAttribute('data-kind', 'BREAK');
    await expect(state).toHaveAttribute('data-since', since);
    await expect(state).toContainText('用餐');
  };
  await page.reload();
  await expectSame();
  if (shell === 'browser') {
    await seat.killCore();
    await page.reload();
    await expectSame();
  }
  await desk.setServerPower(false);
  await page.reload();
  await expectSame();
});

test('signing in at a second desk is told at both, and a running call is finished first', async ({
  shell,
  playwright,
  launchOptions,
  viewport,
}) => {
  test.skip(shell !== 'browser', 'two seats of the browser');
  test.setTimeout(240_000);
  const floor = await openFloor({ playwright, launchOptions, viewport });
  const [first, second] = floor.pages;
  try {
    const [old, fresh] = [deskPage(first), deskPage(second)];
    await old.signIn('9527');
    await old.ring('adx-bill-question');
    await old.answer();
    await fresh.signIn('9527');
    await expect(second.getByTestId('warning-auth.tookOver')).toContainText('现由本机接管');
    await expect(first.getByTestId('warning-auth.takenOver')).toContainText('可以讲完');
    await expect(old.callCard).toHaveAttribute('data-state', 'talking');
    await old.hangUp();
    await expect(first.getByTestId('warning-auth.takenOver')).toBeVisible();
    await first.keyboard.press('Alt+KeyW');
    await expect(first.locator('[name="agentNo"]')).toBeEditable();
    await expect(first.getByRole('alert')).toContainText('签入，新来电不再转到本机');
    await expect(second.getByTestId('line')).toHaveAttribute('data-state', 'registered');
  } finally {
    await floor.close();
  }
});
