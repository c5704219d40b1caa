import { ticketsAtCentre } from './support/centre.ts';
import { choose, tabTo } from './support/by-keys.ts';
import { deskPage, submitTicket } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, twoViews } from './support/views.ts';

test('a fault ticket by the keys alone, with the network down: each fault at its field, at the centre once', async ({
  seat,
}) => {
  test.setTimeout(240_000);
  const { page, home } = seat;
  const { keyboard } = page;
  const desk = deskPage(page);
  const fault = (field: string) => page.getByTestId(`fault-${field}`);
  await desk.signIn('9527');
  await desk.setServerPower(false);
  await keyboard.press('Alt+KeyT');
  await expect(page.locator('[name="type"]')).toBeFocused();
  await choose(page, 'faultRepair');

  await test.step('what is missing is said where it is missing, and the keys go there', async () => {
    await keyboard.press('Control+Enter');
    await expect(page.locator('[name="subType"]')).toBeFocused();
    await choose(page, 'line-danger');
    await expect(fault('callerPhone')).toHaveText('必填');
    await expect(fault('address')).toHaveText('必填');
    await expect(fault('isDanger')).toHaveText('必填');
    await tabTo(page, '[name="callerPhone"]');
    await keyboard.type('nobody');
    await expect(fault('callerPhone')).toContainText('不是电话号码');
    await keyboard.press('Control+KeyA');
    await keyboard.type('13900000088');
    await expect(fault('callerPhone')).toBeHidden();
  });

  await test.step('an answer brings the question that follows from it', async () => {
    await tabTo(page, '[name="address"]');
    await keyboard.type('共和县恰卜恰镇东巴村桥头');
    await tabTo(page, '[name="faultSince"]');
    await keyboard.type('2030-01-02 9:30');
    await expect(fault('faultSince')).toContainText('不能晚于');
    await keyboard.press('Control+KeyA');
    await keyboard.type('00:00');
    await expect(fault('faultSince')).toBeHidden();
    await expect(page.locator('[name="hazardPlace"]')).toBeHidden();
    await tabTo(page, '[name="isDanger"]');
    await choose(page, 'true');
    await expect(fault('hazardPlace')).toHaveText('必填');
    for (const view of twoViews) {
      await showView(page, view);
      await expectWellShown(page, 'ticket form with faults', view);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
    await page.locator('[name="isDanger"]').focus();
    await tabTo(page, '[name="hazardPlace"]');
    await keyboard.type('断线搭在围栏上');
  });

  const number = await test.step('submitted without the centre', async () => {
    const submitted = await submitTicket(page);
    await expect(page.getByTestId(`ticket-${submitted}`)).toHaveAttribute('data-sync', 'queued');
    return submitted;
  });

  await test.step('the centre takes it by the same form, once', async () => {
    await desk.setServerPower(true);
    await expect(page.getByTestId(`ticket-${number}`)).toHaveAttribute('data-sync', 'synced', { timeout: 30_000 });
    const there = (await ticketsAtCentre(home)).filter((ticket) => ticket.number === number);
    expect(there).toMatchObject([{ type: 'faultRepair', subType: 'line-danger', status: 'submitted' }]);
  });
});

test('what the caller has open already is told before a second ticket, and expedited by one key', async ({ seat }) => {
  test.setTimeout(240_000);
  const { page, home } = seat;
  const { keyboard } = page;
  const desk = deskPage(page);
  await desk.signIn('9527');
  await keyboard.press('Alt+KeyQ');
  await desk.ring('adx-bill-question');
  await expect(page.getByTestId('open-tickets')).toContainText('W-20611');
  await desk.answer();
  await keyboard.press('Alt+KeyT');
  const form = page.getByTestId('ticket-form');
  await expect(form.locator('[name="type"]')).toBeFocused();
  await choose(page, 'faultRepair');
  await tabTo(page, '[name="subType"]');
  await choose(page, 'single-no-power');
  await tabTo(page, '[name="description"]');
  await keyboard.type('还是没有电');
  await keyboard.press('Control+Enter');
  const alike = page.getByTestId('alike');
  await expect(alike).toContainText('W-20611');
  await expect(alike.getByRole('button', { name: '改为催办' }).first()).toBeFocused();
  for (const view of twoViews) {
    await showView(page, view);
    await expectWellShown(page, 'alike tickets', view);
  }
  await showView(page, { locale: 'zh-CN', theme: 'light' });
  const urged = alike.getByRole('listitem').filter({ hasText: 'W-20611' }).getByRole('button');
  await urged.focus();
  await keyboard.press('Enter');
  await expect(form.locator('[name="type"]')).toHaveValue('expedite');
  await expect(form.locator('[name="subType"]')).toHaveValue('faster-restoration');
  await expect(form.locator('[name="parentId"]').locator('option:checked')).toContainText('W-20611');
  await expect(form.locator('[name="description"]')).toHaveValue('还是没有电');
  const number = await submitTicket(page);
  await expect(page.getByTestId(`ticket-${number}`)).toHaveAttribute('data-sync', 'synced', { timeout: 30_000 });
  await expect
    .poll(async () => (await ticketsAtCentre(home)).find((ticket) => ticket.number === 'W-20611')?.expedites)
    .toBe(1);
  await desk.hangUp();
  await keyboard.press('Alt+KeyW');
  await expect(desk.callCard).toBeHidden();
  await keyboard.press('Alt+KeyQ');
  await desk.ring('adx-bill-question');
  await expect(page.getByTestId('open-tickets')).toContainText('已催办 1 次');
});
