import { choose, tabTo } from './support/by-keys.ts';
import { deskPage, submitTicket } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

test('a whole call by keys alone: from signing in to ready for the next', async ({ seat }) => {
  test.setTimeout(240_000);
  const { page } = seat;
  const desk = deskPage(page);
  await page.addInitScript(() => {
    addEventListener('pointerdown', () => document.documentElement.setAttribute('data-pointed', ''), true);
  });
  await page.reload();
  const { keyboard } = page;

  await test.step('signing in', async () => {
    await expect(page.locator('[name="agentNo"]')).toBeFocused();
    await keyboard.type('9527');
    await keyboard.press('Tab');
    await keyboard.type('tashi-demo');
    await keyboard.press('Enter');
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 150_000 });
    await keyboard.press('Alt+KeyQ');
    await expect(page.getByTestId('agent-state')).toHaveAttribute('data-kind', 'READY');
    // The key stands for the first of the list, which comes in its own time.
    await expect(page.getByTestId('practice-adx-bill-question')).toBeVisible();
  });

  await test.step('a caller rings, is answered and greeted', async () => {
    await keyboard.press('Alt+Digit1');
    await expect(desk.callCard).toHaveAttribute('data-state', 'ringing');
    await expect(desk.prompt).toHaveAttribute('data-moment', 'greeting');
    await keyboard.press('F2');
    await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
    await keyboard.press('Alt+KeyS');
    await expect(desk.prompt).toHaveAttribute('data-moment', 'verify');
  });

  await test.step('an answer is found, read and left', async () => {
    await keyboard.press('Control+KeyK');
    await keyboard.type('glog chad');
    await expect(page.getByTestId('hits').getByRole('option').first()).toBeVisible();
    await keyboard.press('ArrowDown');
    await expect(page.getByTestId('hits').getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('Enter');
    await expect(page.getByTestId('reader')).toBeVisible();
    await keyboard.press('Escape');
    await expect(page.getByTestId('hits')).toBeVisible();
  });

  await test.step('a ticket is written and submitted', async () => {
    await keyboard.press('Alt+KeyT');
    await expect(page.locator('[name="type"]')).toBeFocused();
    await choose(page, 'faultRepair');
    await tabTo(page, '[name="subType"]');
    await keyboard.press('ArrowDown');
    await expect(page.locator('[name="subType"]')).not.toHaveValue('');
    await tabTo(page, '[name="description"]');
    await keyboard.type('家里还没有来电');
    await tabTo(page, '[name="dueAt"]');
    await keyboard.press('Control+KeyA');
    await keyboard.type('2030-01-02 9:30');
    await keyboard.press('Tab');
    await expect(page.locator('[name="dueAt"]')).toHaveValue('2030-01-02 09:30');
    await submitTicket(page);
  });

  await test.step('hold and back', async () => {
    await keyboard.press('F8');
    await expect(desk.callCard).toHaveAttribute('data-state', 'held');
    await keyboard.press('F8');
    await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  });

  await test.step('hung up, wrapped up, ready', async () => {
    await keyboard.press('F4');
    await expect(page.getByTestId('wrap-up')).toBeVisible();
    await tabTo(page, '[name="disposition"]');
    await expect(page.locator('[name="disposition"]')).toHaveValue('ticketCreated');
    await keyboard.press('Alt+KeyO');
    await expect(page.locator('[name="notes"]')).toBeFocused();
    await keyboard.type('已催办');
    await keyboard.press('Alt+KeyW');
    await expect(desk.callCard).toBeHidden();
    await expect(page.getByTestId('agent-state')).toHaveAttribute('data-kind', 'READY');
    await keyboard.press('Alt+Shift+KeyQ');
    await expect(page.locator('[name="agentNo"]')).toBeFocused();
  });
  await expect(page.locator('html')).not.toHaveAttribute('data-pointed');
});
