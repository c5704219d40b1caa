import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { examAnswerSchema } from '../../src/shared/sync/exam-wire.ts';
import type { Exam } from '../../src/shared/training/exam.ts';
import { processesOf } from '../fakes/processes.ts';
import { TestSeat } from '../fakes/test-seat.ts';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/live-desks.ts';
import { liveProfile } from './support/live-site.ts';
import { openBrowserSeat, type OpenedSeat } from './support/seat.ts';
import { expectWellShown, showView, testedViews, usualSize } from './support/views.ts';

const openExam = async (page: Page): Promise<void> => {
  await page.keyboard.press('Alt+Shift+KeyJ');
  await page.getByTestId('training-pane-exam').click();
  await page.getByTestId('exam-1001').first().click();
};

const look = async (page: Page, name: string): Promise<void> => {
  for (const view of testedViews) {
    await page.keyboard.press('Escape');
    await showView(page, view);
    await page.setViewportSize(usualSize);
    await openExam(page);
    await expectWellShown(page, name, view);
    await page.setViewportSize(usualSize);
  }
  await page.keyboard.press('Escape');
  await showView(page, { locale: 'zh-CN', theme: 'light' });
  await openExam(page);
};

test('marks given while the centre is away outlive page and launcher, and are there once; what it refuses is said', async ({
  site,
  playwright,
  launchOptions,
  viewport,
}) => {
  test.setTimeout(300_000);
  site.listRole('2088', 'quality');
  await site.startCentre();
  const { path: home, line } = await site.newHome();
  const centre = await site.centreUrl();
  const [quality, trainee] = await Promise.all(
    (['2088', '1001'] as const).map(async (agentNo) => {
      const seat = new TestSeat(centre, agentNo);
      await seat.signIn('tashi-demo');
      return seat;
    }),
  );
  const does = async (seat: TestSeat | undefined, path: string, body: object): Promise<Exam> =>
    examAnswerSchema.parse((await seat?.request('POST', `/v1/exams/${path}`, body))?.body);
  const answeredExam = async (): Promise<string> => {
    const id = randomUUID();
    await does(quality, 'open', { id, trainee: '1001', second: '0031', questions: ['家里没电了怎么办'] });
    await does(quality, 'ask', { id, nth: 0 });
    await does(trainee, 'answered', { id, nth: 0 });
    return id;
  };
  const open = async (): Promise<OpenedSeat> => {
    const options = { ...launchOptions, viewport, locale: 'zh-CN' };
    const opened = await openBrowserSeat(playwright, options, { home, args: ['--profile', liveProfile] });
    await opened.enter();
    await deskPage(opened.page).signIn('0031');
    return opened;
  };
  const question = (page: Page) => page.getByTestId('exam-question-0');
  const sync = (page: Page) => page.getByTestId('sync');
  const unsent = (page: Page) => page.getByTestId('exams').getByTestId('exam-unsent');

  const id = await answeredExam();
  let seat = await open();
  try {
    await test.step('marked while the cable is out: it counts at once, and it is said that it waits', async () => {
      await openExam(seat.page);
      await expect(question(seat.page).locator('[data-marked="false"]')).toBeVisible();
      line.pullCable();
      await question(seat.page).getByRole('button', { name: '记满分' }).click();
      await question(seat.page).locator('[name="exam-complete"]').selectOption('3');
      await expect(question(seat.page).locator('[data-marked="true"]')).toBeVisible();
      await expect(unsent(seat.page)).toContainText('有 2 项还没有送到');
    });

    await test.step('the page is loaded anew', async () => {
      await seat.page.reload();
      await expect(seat.page.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 60_000 });
      await openExam(seat.page);
      await expect(question(seat.page).locator('[name="exam-complete"]')).toHaveValue('3');
      await look(seat.page, 'exam-unsent');
    });

    await test.step('the launcher is killed, and the agent signs in without the centre', async () => {
      await seat.page.context().close();
      seat.launcher.kill('SIGKILL');
      await expect.poll(() => processesOf(home)).toEqual([]);
      seat = await open();
      await openExam(seat.page);
      await expect(question(seat.page).locator('[name="exam-complete"]')).toHaveValue('3');
      await expect(question(seat.page)).toContainText('家里没电了怎么办');
      await expect(unsent(seat.page)).toContainText('有 2 项还没有送到');
    });

    await test.step('the cable is back: the centre has the marks, once', async () => {
      line.plugIn();
      await expect(sync(seat.page)).toHaveAttribute('data-state', 'online', { timeout: 60_000 });
      await expect(sync(seat.page)).toHaveAttribute('data-waiting', '0');
      await expect(unsent(seat.page)).toHaveCount(0);
      await does(quality, 'mark', { id, nth: 0, points: [5, 5, 5, 5], isFatal: false });
      const { questions } = await does(quality, 'end', { id });
      expect(questions[0]?.marks.map(({ by, points }) => [by, points])).toEqual([
        ['0031', [5, 3, 5, 5]],
        ['2088', [5, 5, 5, 5]],
      ]);
      await expect(seat.page.getByTestId('exam-outcome')).toContainText('96.0 分');
    });

    await test.step('what comes too late is said word for word, until it was read', async () => {
      const late = await answeredExam();
      await expect(
        question(seat.page).locator('[data-marked="false"]').or(seat.page.getByTestId('exam-1001').nth(1)),
      ).toBeVisible();
      await seat.page.getByTestId('exam-1001').first().click();
      await expect(question(seat.page).locator('[data-marked="false"]')).toBeVisible();
      line.pullCable();
      await question(seat.page).getByRole('button', { name: '记满分' }).click();
      await question(seat.page).locator('[name="exam-fatal"]').check();
      await question(seat.page).locator('[name="exam-why"]').fill('让客户自己合闸');
      await seat.page.keyboard.press('Tab');
      await expect(unsent(seat.page)).toContainText('有 3 项');
      await does(quality, 'cancel', { id: late });
      line.plugIn();
      const refused = seat.page.getByTestId('exams').getByTestId('exam-refused');
      await expect(refused).toContainText('让客户自己合闸', { timeout: 60_000 });
      await expect(refused).toContainText('测试已经结束或取消');
      await look(seat.page, 'exam-refused');
      await refused.getByTestId('exam-refused-read').click();
      await expect(refused).toHaveCount(0);
      await expect(sync(seat.page)).toHaveAttribute('data-tone', 'good');
    });
  } finally {
    await seat.close();
  }
});
