import { ticketStateSchema } from '../../src/shared/domain/customer.ts';
import { heldAtCentre } from './support/centre.ts';
import { submitTicket } from './support/desk-page.ts';
import { expect, test, type LiveDesk } from './support/live-desks.ts';
import type { LiveHome } from './support/live-site.ts';
import { expectWellShown, showView, testedViews } from './support/views.ts';

const dayMs = 24 * 3_600_000;
/** Of 卓玛, whom the demo's centre knows. */
const drolma = '+8613900000071';
const days = [1, 2, 3, 4, 5, 6, 7];

test.skip(({ shell }) => shell === 'electron', 'a live desk is a browser seat');

test('a week without the centre through the page: each day another start, and all of it arrives once', async ({
  site,
}) => {
  test.setTimeout(480_000);
  await site.startCentre();
  const atFirst = await site.open('9527');
  await atFirst.sync();
  let machine: LiveHome = await atFirst.leave();
  await site.stopCentre();

  const numbers: string[] = [];
  for (const day of days) {
    await test.step(`day ${String(day)}: started and signed in without the centre`, async () => {
      const desk = await site.open('9527', { shiftMs: day * dayMs, home: machine });
      await expect(desk.page.getByTestId('sync')).toHaveAttribute('data-state', 'offline');
      numbers.push(...(await workADay(desk, day)));
      await expect.poll(() => waiting(desk)).toBeGreaterThanOrEqual(numbers.length);
      if (day === 3) await takeACall(desk);
      // Some days end with the power, in the middle of a draft.
      if (day % 2 === 0) await desk.killCore();
      if (day === 7) await look(desk);
      machine = await desk.leave();
    });
  }
  expect(new Set(numbers).size).toBe(14);

  await site.startCentre(7 * dayMs);
  const back = await site.open('9527', { shiftMs: 7 * dayMs, home: machine });
  await back.sync();
  const held = (await heldAtCentre(await site.centreUrl(), 'tickets')).map((body) => ticketStateSchema.parse(body));
  for (const number of numbers) expect(held.filter((ticket) => ticket.number === number)).toHaveLength(1);
  await back.page.getByRole('tab', { name: /已提交/ }).click();
  for (const number of numbers.slice(-4)) {
    await expect(back.page.getByTestId(`ticket-${number}`)).toHaveAttribute('data-sync', 'synced');
  }
});

/** Two tickets, one of them what was begun the evening before; and one is begun for tomorrow. */
async function workADay(desk: LiveDesk, day: number): Promise<string[]> {
  const { page } = desk;
  const form = page.getByTestId('ticket-form');
  const description = form.locator('[name="description"]');
  const first =
    day === 1
      ? await desk.submitFault('第 1 天：早上报修')
      : await test.step('what was begun is there', async () => {
          await page.getByRole('tab', { name: '业务咨询' }).click();
          await expect(description).toHaveValue(`第 ${String(day)} 天要写完的`);
          await form.locator('[name="subType"]').selectOption({ index: 1 });
          return submitTicket(page);
        });
  const second = await desk.submitFault(`第 ${String(day)} 天：下午报修`);
  await page.keyboard.press('Alt+KeyT');
  await description.fill(`第 ${String(day + 1)} 天要写完的`);
  await expect(form).toContainText('草稿已存');
  return [first, second];
}

/** The exchange does not need the centre, and who calls is known without it. */
async function takeACall(desk: LiveDesk): Promise<void> {
  await desk.callFrom(drolma);
  await expect(desk.callCard).toContainText('卓玛');
  await desk.answer();
  await desk.hangUp();
  await desk.page.keyboard.press('Alt+KeyW');
  await expect(desk.callCard).toBeHidden();
}

async function waiting({ page }: LiveDesk): Promise<number> {
  return Number(await page.getByTestId('sync').getAttribute('data-waiting'));
}

async function look({ page }: LiveDesk): Promise<void> {
  for (const view of testedViews) {
    await showView(page, view);
    await expectWellShown(page, 'week-offline', view);
  }
  await showView(page, { locale: 'zh-CN', theme: 'light' });
}
