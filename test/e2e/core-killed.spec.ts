import { ticketsAtCentre } from './support/centre.ts';
import { deskPage, level } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

const rounds = Number(process.env['TASHI_DESK_KILLS'] ?? 20);

test('twenty kills between submit and sync: nothing lost, nothing doubled, and the call goes on', async ({
  seat,
  shell,
}) => {
  test.skip(shell !== 'browser', 'in Electron the core is the app itself');
  test.setTimeout(60_000 + rounds * 9_000);
  const { page, home } = seat;
  const desk = deskPage(page);
  await desk.signIn('9527');
  await desk.ring('adx-bill-question');
  await desk.answer();
  await desk.setServerPower(false);
  const numbers: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    numbers.push(await desk.submitFault(`第 ${String(round)} 次`));
    await seat.killCore();
    await expect(page.getByTestId('sync')).not.toHaveAttribute('data-state', 'coreLost', { timeout: 20_000 });
    await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  }
  expect(new Set(numbers).size).toBe(rounds);
  await expect.poll(() => level(page, 'mine')).toBeGreaterThan(0.001);

  await desk.setServerPower(true);
  await expect(page.getByTestId('sync')).toHaveAttribute('data-waiting', '0', { timeout: 60_000 });
  const there = (await ticketsAtCentre(home)).map((ticket) => ticket.number);
  for (const number of numbers) expect(there.filter((entry) => entry === number)).toEqual([number]);
  await desk.hangUp();
});

test('a draft is there again after a kill, as it was at the last pause in typing', async ({ seat, shell }) => {
  test.skip(shell !== 'browser', 'in Electron the core is the app itself');
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  await page.keyboard.press('Alt+KeyT');
  const description = page.getByTestId('ticket-form').locator('[name="description"]');
  await description.fill('半句话');
  await expect(page.getByTestId('ticket-form')).toContainText('草稿已存');
  await seat.killCore();
  await expect(description).toHaveValue('半句话');
  await page.reload();
  await expect(description).toHaveValue('半句话');
});
