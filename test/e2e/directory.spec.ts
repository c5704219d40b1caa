import { expect, test, type LiveDesk } from './support/live-desks.ts';

const day = 24 * 3_600_000;
/** Of 卓玛, whom the demo's centre knows, with one call of the last two days. */
const drolma = '+8613900000071';

test.skip(({ shell }) => shell === 'electron', 'several seats at once are browser seats');

/** The customers' panel with what was found. */
async function search(desk: LiveDesk, query: string): Promise<void> {
  await desk.page.keyboard.press('Alt+KeyK');
  await desk.page.keyboard.type(query);
}

const hits = ({ page }: LiveDesk) => page.getByTestId('customer-hits').getByRole('option');
const file = ({ page }: LiveDesk) => page.getByTestId('customer-file');
const form = ({ page }: LiveDesk) => page.getByTestId('customer-form');

async function openFile(desk: LiveDesk, query: string): Promise<void> {
  await search(desk, query);
  await expect(hits(desk)).toHaveCount(1);
  await desk.page.keyboard.press('Enter');
  await expect(file(desk)).toBeVisible();
}

async function finishCall(desk: LiveDesk): Promise<void> {
  await desk.hangUp();
  await desk.page.keyboard.press('Alt+KeyW');
  await expect(desk.callCard).toBeHidden();
}

test('agent B sees agent A’s call of yesterday offline', async ({ site }) => {
  test.setTimeout(300_000);
  const number = await test.step('yesterday: agent A takes the call, and everybody goes home', async () => {
    await site.startCentre(-day);
    const a = await site.open('9527', { shiftMs: -day });
    await a.sync();
    await a.callFrom(drolma);
    await a.answer();
    const submitted = await a.submitFault('昨天报修后还没有来电');
    await finishCall(a);
    await a.sync();
    await a.close();
    await site.stopCentre();
    return submitted;
  });

  await site.startCentre();
  const b = await site.open('1001');
  const openTickets = b.page.getByTestId('open-tickets');
  await test.step('today: agent B loses the line to the centre, and the caller rings again', async () => {
    await b.sync();
    b.line.pullCable();
    await expect(b.page.getByTestId('sync')).toHaveAttribute('data-state', 'offline', { timeout: 60_000 });
    await b.callFrom(drolma);
    await expect(b.callCard).toContainText('卓玛');
    await expect(openTickets).toContainText(number);
    await expect(openTickets).toContainText('两天内第 3 次来电');
  });
  const calls = b.page.getByRole('region', { name: '最近来电' }).getByRole('listitem');
  await expect(calls.first()).toContainText('工号 9527');
  await expect(calls.first()).toContainText(monthAndDay(Date.now() - day));
  await expect(calls.first()).toContainText('单户无电');
  await expect(b.prompt).toHaveAttribute('data-moment', 'greeting');
  await b.page.keyboard.press('F4');
});

/** As the desk writes it. */
function monthAndDay(at: number): string {
  return new Intl.DateTimeFormat('zh-CN', { month: '2-digit', day: '2-digit' }).format(at);
}

test('a customer found and corrected offline is so at another seat once the line is back', async ({ site }) => {
  test.setTimeout(300_000);
  await site.startCentre();
  const [a, b] = [await site.open('9527'), await site.open('1001')];
  await a.sync();
  await b.sync();
  a.line.pullCable();
  await expect(a.page.getByTestId('sync')).toHaveAttribute('data-state', 'offline', { timeout: 60_000 });

  await test.step('nothing typed is lost', async () => {
    await openFile(a, '8812');
    await expect(file(a)).toContainText('0071');
    await expect(file(a)).not.toContainText('13900000071');
    await a.page.keyboard.press('Enter');
    await form(a).locator('[name="address"]').fill('恰卜恰镇东巴村 81 号');
    await form(a).locator('[name="salutation"]').fill('老师');
    await a.page.keyboard.press('Escape');
    await a.page.reload();
    await expect(a.page.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 60_000 });
    await a.page.keyboard.press('Alt+KeyK');
    await a.page.getByRole('region', { name: '还没有保存的' }).getByRole('button', { name: '卓玛' }).click();
    await expect(form(a).locator('[name="address"]')).toHaveValue('恰卜恰镇东巴村 81 号');
    await expect(form(a).locator('[name="salutation"]')).toHaveValue('老师');
  });
  await a.page.keyboard.press('Control+Enter');
  await expect(file(a)).toContainText('卓玛 老师');
  await expect(file(a)).toContainText('待同步');

  await test.step('meanwhile another agent gives the address otherwise', async () => {
    await openFile(b, '卓玛');
    await expect(file(b)).toContainText('东巴村 18 号');
    await b.page.keyboard.press('Enter');
    await form(b).locator('[name="address"]').fill('恰卜恰镇西巴村 5 号');
    await b.page.keyboard.press('Control+Enter');
    await expect(file(b)).toContainText('西巴村 5 号');
    await expect(file(b)).not.toContainText('待同步', { timeout: 30_000 });
  });

  await test.step('what does not clash arrives, what does is chosen', async () => {
    a.line.plugIn();
    const conflict = a.page.getByTestId('conflict-address');
    await a.page.keyboard.press('Alt+KeyY');
    await expect(conflict).toContainText('恰卜恰镇东巴村 81 号', { timeout: 60_000 });
    await expect(conflict).toContainText('恰卜恰镇西巴村 5 号');
    await expect(file(b)).toContainText('卓玛 老师', { timeout: 30_000 });
    await expect(file(b)).toContainText('西巴村 5 号');
    await conflict.getByRole('button', { name: '用我的' }).press('Enter');
    await expect(conflict).toBeHidden();
    await expect(file(a)).not.toContainText('待同步', { timeout: 30_000 });
    await expect(file(b)).toContainText('东巴村 81 号', { timeout: 30_000 });
  });
});

test('an unknown number becomes a customer during the call', async ({ site }) => {
  test.setTimeout(300_000);
  await site.startCentre();
  const a = await site.open('9527');
  const card = a.page.getByTestId('customer-card');
  await a.callFrom('+8613988887777');
  await expect(card).toContainText('没有这个号码的客户资料');
  await a.answer();
  await a.page.keyboard.press('Alt+KeyT');
  await a.page.getByTestId('ticket-form').locator('[name="description"]').fill('想办新户');

  await card.getByRole('button', { name: '新建客户' }).press('Enter');
  await expect(form(a).locator('[name="name"]')).toBeFocused();
  await expect(form(a).locator('[name="phone-0"]')).toHaveValue('+8613988887777');
  await a.page.keyboard.press('Control+Enter');
  await expect(a.page.getByTestId('customer-panel').getByRole('alert')).toBeVisible();
  await a.page.keyboard.type('央金');
  await form(a).locator('[name="address"]').fill('玉树市结古街道 7 号');
  await a.page.keyboard.press('Control+Enter');
  await expect(file(a)).toContainText('央金');

  await test.step('the call and what is being written in it are his', async () => {
    await expect(a.callCard).toContainText('央金');
    const ticket = a.page.getByTestId('ticket-form');
    await expect(ticket.locator('[name="callerName"]')).toHaveValue('央金');
    await expect(ticket.locator('[name="address"]')).toHaveValue('玉树市结古街道 7 号');
    await expect(ticket.locator('[name="description"]')).toHaveValue('想办新户');
  });
  await finishCall(a);
  await a.sync();
  await a.close();

  const b = await site.open('1001');
  await b.sync();
  await openFile(b, '7777');
  await expect(file(b)).toContainText('玉树市结古街道 7 号');
  await expect(file(b).getByRole('listitem')).toContainText('工号 9527');
  await b.page.keyboard.press('Escape');
  await b.page.keyboard.press('Escape');
  await b.callFrom('+8613988887777');
  await expect(b.callCard).toContainText('央金');
  await expect(b.page.getByTestId('open-tickets')).toContainText('两天内第 2 次来电');
  await b.page.keyboard.press('F4');
});
