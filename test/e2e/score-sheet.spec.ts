import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wavOf } from '../fixtures/sounds.ts';
import { deskPage } from './support/desk-page.ts';
import { pickLine } from './support/pick-line.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, testedViews, twoViews, usualSize } from './support/views.ts';

test('after a practice call the trainee sees what was done well and what was missed', async ({ seat }) => {
  test.setTimeout(180_000);
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('9527');
  await page.locator('[name="practiceLanguage"]').selectOption('adx');
  await expect(page.locator('[data-testid^="practice-adx-"]').first()).toBeEnabled();
  await page.keyboard.press('Alt+Digit1');
  await expect(desk.callCard).toHaveAttribute('data-state', 'ringing');
  await page.keyboard.press('F2');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  // Greeted at once, in his language; put on hold without a word; and gone without asking for anything else.
  await expect(desk.prompt).toHaveAttribute('data-moment', 'greeting');
  await page.keyboard.press('Alt+KeyS');
  await expect(desk.prompt).not.toHaveAttribute('data-moment', 'greeting');
  await page.keyboard.press('F8');
  await expect(desk.callCard).toHaveAttribute('data-state', 'held');
  await page.keyboard.press('F8');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await page.keyboard.press('F4');

  const sheet = page.getByTestId('score-sheet');
  const outcome = (criterion: string) => sheet.locator(`[data-criterion="${criterion}"]`);
  await expect(outcome('greetingInTime')).toHaveAttribute('data-outcome', 'met');
  await expect(outcome('greetingLanguage')).toHaveAttribute('data-outcome', 'met');
  await expect(outcome('holdAnnounced')).toHaveAttribute('data-outcome', 'missed');
  await expect(outcome('holdShort')).toHaveAttribute('data-outcome', 'met');
  await expect(outcome('closing')).toHaveAttribute('data-outcome', 'missed');
  const moment = outcome('holdAnnounced').getByRole('button');
  await moment.click();
  await expect(moment).toHaveAttribute('aria-pressed', 'true');
  for (const view of testedViews) {
    await showView(page, view);
    await sheet.scrollIntoViewIfNeeded();
    await page.screenshot({ path: test.info().outputPath(`score-${view.locale}.png`) });
  }

  const score = Number(/\d+/.exec(await sheet.getByRole('heading').innerText())?.[0]);
  await test.step('who listened gives marks, and they are kept as they are given', async () => {
    const marks = page.getByTestId('listener-marks');
    await marks.locator('[name="mark-tone"]').selectOption('4');
    await marks.locator('[name="mark-language"]').selectOption('notApplicable');
    await marks.locator('[name="listener"]').fill('拉姆');
    for (const view of twoViews) {
      await showView(page, view);
      await page.getByTestId('wrap-up').scrollIntoViewIfNeeded();
      await expectWellShown(page, 'listener marks', view);
      await marks.scrollIntoViewIfNeeded();
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
    await page.reload();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 60_000 });
  });

  await test.step('the training file has it, with the mean', async () => {
    const file = page.getByTestId('practice-file');
    await expect(file.locator('summary')).toContainText(`近 1 次平均 ${String(score)} 分`);
    await file.locator('summary').click();
    await expect(file.getByRole('listitem')).toHaveCount(1);
    await expect(file.getByRole('listitem')).toContainText('听评 4.0');
  });

  await test.step('a ticket written after the caller has left counts, and the sheet is kept anew', async () => {
    await desk.ring('zh-outage-report');
    await desk.answer();
    // Before he speaks there was no call to be judged.
    await expect(page.getByTestId('captions')).toContainText('喂');
    await desk.hangUp();
    await expect(outcome('ticket')).toHaveAttribute('data-outcome', 'missed');
    await desk.submitFault('只有自己家没电');
    await expect(outcome('ticket')).toHaveAttribute('data-outcome', 'met');
    const better = Number(/\d+/.exec(await sheet.getByRole('heading').innerText())?.[0]);
    await page.keyboard.press('Alt+KeyW');
    const file = page.getByTestId('practice-file');
    await file.locator('summary').click();
    await expect(file.getByRole('listitem')).toHaveCount(2);
    await expect(file.getByRole('listitem').first()).toContainText(`${String(better)} 分`);
    for (const view of twoViews) {
      await showView(page, view);
      await expectWellShown(page, 'training file after practice', view);
    }
  });
});

test('recordings of the centre stand in the list; a caller who is handed over is seen on his way, and judged', async ({
  seat,
}) => {
  test.setTimeout(180_000);
  const { page, home } = seat;
  const desk = deskPage(page);
  const recordings = join(home, 'profiles', 'demo', 'caller-recordings', 'adx', 'adx-bill-question');
  mkdirSync(recordings, { recursive: true });
  writeFileSync(join(recordings, 'start-1.wav'), wavOf(1500));
  writeFileSync(join(recordings, 'start-2.ogg'), 'no sound');
  await desk.signIn('9527');
  const leftOut = page.getByTestId('recordings-left-out');

  await test.step('what the centre recorded is in the list, and what of it can’t be played has its reason', async () => {
    await expect(page.getByTestId('practice-adx-bill-question')).toContainText('本中心录音 1/7 句');
    await expect(page.getByTestId('practice-adx-oxygen')).toContainText('流程');
    await leftOut.locator('summary').click();
    await expect(leftOut).toContainText('adx/adx-bill-question/start-2.ogg');
    await expect(leftOut).toContainText('不是 Ogg、WAV 或 FLAC');
    for (const view of testedViews) {
      await showView(page, view);
      await page.setViewportSize(usualSize);
      await page.getByTestId('practice-adx-bill-question').scrollIntoViewIfNeeded();
      await expectWellShown(page, 'practice callers with recordings', view);
      await page.setViewportSize(usualSize);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
  });

  const note = page.getByTestId('practice-note').filter({ hasText: '班长' });
  const handOver = async (): Promise<void> => {
    await page.keyboard.press('Alt+KeyX');
    await page.getByTestId('place-8800').click();
    await expect(note).toContainText('正在转给');
    await expect(page.getByTestId('wrap-up')).toBeVisible();
    await expect(note).toContainText('已由');
  };
  const point = page.getByTestId('score-sheet').locator('[data-criterion="handOver"]');

  await test.step('handed to the leader without a word: missed, and why; no goodbye is asked of him', async () => {
    await desk.ring('adx-bill-question');
    await desk.answer();
    await expect(page.getByTestId('captions')).toContainText('བདེ་མོ');
    await handOver();
    await expect(point).toHaveAttribute('data-outcome', 'missed');
    await expect(point).toContainText('没先告诉来电者');
    await expect(page.getByTestId('score-sheet').locator('[data-criterion="closing"]')).toHaveAttribute(
      'data-outcome',
      'notApplicable',
    );
    for (const view of testedViews) {
      await showView(page, view);
      await point.scrollIntoViewIfNeeded();
      await page.getByTestId('wrap-up').scrollIntoViewIfNeeded();
      await expectWellShown(page, 'a practice caller who was handed over', view);
      await page.setViewportSize(usualSize);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
    await page.keyboard.press('Alt+KeyW');
  });

  await test.step('told why before: met', async () => {
    await desk.ring('zh-outage-report');
    await desk.answer();
    await pickLine(page, 'transfer.before', 'transfer.before');
    await handOver();
    await expect(point).toHaveAttribute('data-outcome', 'met');
  });
});
