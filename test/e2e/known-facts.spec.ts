import { v7 as uuidv7 } from 'uuid';
import { taskSchema } from '../../src/shared/domain/task.ts';
import { TestSeat } from '../fakes/test-seat.ts';
import { centreUrl } from './support/centre.ts';
import { deskPage } from './support/desk-page.ts';
import { expect, test as liveTest } from './support/live-desks.ts';
import { test } from './support/seat.ts';

liveTest.describe('what the exchange and the centre know of a caller', () => {
  liveTest.skip(({ shell }) => shell === 'electron', 'the site is one of browser seats');

  liveTest('is what the words of his call follow from', async ({ site }) => {
    liveTest.setTimeout(300_000);
    await site.startCentre();
    // Open for a minute a day, in the middle of which no test stands for long.
    const serviceHours = [{ queue: 'night', from: '23:58', until: '23:59' }];
    const desk = await site.open('1001', { exchange: { serviceHours } });
    const { page, prompt } = desk;
    await desk.sync();
    const finish = async (): Promise<void> => {
      await desk.hangUp();
      await page.keyboard.press('Alt+KeyW');
      await expect(desk.callCard).toBeHidden();
    };

    await liveTest.step('who waited long is thanked for it', async () => {
      await desk.callFrom('+8613712340001', ['X-Queue: day', 'X-Queue-Wait: 2:30']);
      await expect(prompt).toHaveAttribute('data-line', 'greeting.waited');
      await desk.answer();
      await expect(page.locator('[data-line="hours.recorder"]')).toHaveCount(0);
      await finish();
    });

    await liveTest.step('a language that nobody knows is Mandarin, and the page says so', async () => {
      await desk.callFrom('+8613712340004', ['X-Queue: day', 'X-Language: vi-VN;q=0.9, tlh', 'X-Dialect: saigon']);
      await expect(prompt).toHaveAttribute('data-lang', 'zh-Hans');
      const note = page.getByTestId('unknown-language');
      await expect(note).toContainText('vi-VN');
      await expect(note).not.toContainText('q=0.9');
      await page.screenshot({ path: liveTest.info().outputPath('unknown-language.png') });
      await desk.answer();
      await expect(note).toBeVisible();
      await page.keyboard.press('Alt+Shift+Digit4');
      await expect(prompt).toHaveAttribute('data-lang', 'en');
      await expect(note).toBeHidden();
      await finish();
    });

    await liveTest.step('who calls a queue that is closed is told so', async () => {
      await desk.callFrom('+8613712340002', ['X-Queue: night', 'X-Queue-Wait: 5']);
      await expect(prompt).not.toHaveAttribute('data-line', 'greeting.waited');
      await desk.answer();
      await expect(page.locator('[data-line="hours.recorder"]')).toBeVisible();
      await finish();
    });

    await liveTest.step('who calls from where the power is out hears area, cause and restoration', async () => {
      await desk.callFrom('+8613712340003', ['X-Queue: day', 'X-Region: hainan']);
      await desk.answer();
      await page.keyboard.press('Alt+KeyS');
      await page.keyboard.press('Alt+KeyF');
      await page.keyboard.type('tingdian');
      const wide = page.getByTestId('phrase-hits').locator('[data-line="fault.wide"]');
      await expect(wide).toContainText('线路检修');
      await expect(wide).not.toContainText('＿');
      await page.keyboard.press('Escape');
    });
  });
});

test('an alarm of the risk watch begins its own call, with the clock from the transfer', async ({ seat }) => {
  test.setTimeout(240_000);
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  const watch = new TestSeat(centreUrl(seat.home), '0031');
  await watch.signIn('tashi-demo');
  const now = Date.now();
  const task = taskSchema.parse({
    ...{ id: uuidv7(), kind: 'risk', number: '8820', name: '周文斌', language: 'zh-Hans', note: '', status: 'open' },
    alarm: { transferAt: now - 90_000, amountFen: 1_280_000, cardTail: '4471' },
    ...{ dueAt: now, createdAt: now, createdBy: '0031', calls: 0, version: 1 },
  });
  const mutation = watch.compose({ kind: 'task.create', entityId: task.id, seq: 1, body: task });
  expect(await watch.push(watch.signMutation(mutation))).toMatchObject([{ outcome: 'applied' }]);

  await expect(page.locator('[data-testid="task"][data-kind="risk"]')).toContainText('止损回访', { timeout: 60_000 });
  await page.screenshot({ path: test.info().outputPath('alarm.png') });
  await page.keyboard.press('Alt+Shift+KeyT');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await expect(desk.prompt).toHaveAttribute('data-line', 'risk.open');
  await page.keyboard.press('Alt+KeyS');
  await expect(desk.prompt).toHaveAttribute('data-line', 'risk.verify');
  await expect(desk.prompt).toContainText('12800 元');
  const clock = page.getByTestId('stop-loss');
  await expect(clock).toHaveAttribute('data-running', 'true');
  await expect(clock.getByRole('timer')).toHaveText(/^([2-9]|1:[3-5]|\d{2,}|[2-9]:).*/);
  await expect(clock.locator('[data-check="risk.open"]')).toHaveAttribute('data-done', 'true');
  await page.screenshot({ path: test.info().outputPath('risk-call.png') });
});
