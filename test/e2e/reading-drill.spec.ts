import type { Locator, Page } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect } from './support/seat.ts';
import { test } from './support/spoken-microphone.ts';
import { expectWellShown, showView, testedViews, usualSize } from './support/views.ts';

const openDrills = async (page: Page): Promise<Locator> => {
  await page.keyboard.press('Alt+Shift+KeyJ');
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByTestId('drill-text')).toBeVisible();
  return sheet;
};

const unit = (sheet: Locator, at: number): Locator => sheet.locator(`[data-unit="${String(at)}"]`);

test('a text is read aloud, the voice measured and the faults marked by whoever listens; it is kept and plotted', async ({
  seat,
}) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  await expect(page.getByTestId('open-training')).toBeVisible();
  const sheet = await openDrills(page);
  const go = sheet.getByTestId('drill-go');

  await test.step('a target that is none is named; one that is taken counts', async () => {
    const loudness = sheet.locator('[name="loudnessTarget"]');
    await loudness.fill('7');
    await page.keyboard.press('Enter');
    await expect(sheet.getByRole('alert')).toContainText('50 到 90');
    await loudness.fill('73');
    await expect(sheet.getByRole('alert')).toHaveCount(0);
  });

  await test.step('begun by key: the teleprompter leads, the coach listens', async () => {
    await go.focus();
    await page.keyboard.press('Enter');
    await expect(go).toHaveAttribute('data-stage', 'reading');
    await expect(sheet.getByTestId('prompter')).toHaveAttribute('data-running', 'true');
    const coach = sheet.getByTestId('coach');
    await expect(coach).toContainText('字/分钟', { timeout: 60_000 });
    await expect(coach).toContainText('相对');
    await expect(coach).not.toContainText('抢话');
    await page.keyboard.press('F7');
    await expect(sheet.getByTestId('prompter')).toHaveAttribute('data-running', 'false');
  });

  await test.step('marks by clicks and by keys', async () => {
    await unit(sheet, 2).click();
    await expect(unit(sheet, 2)).toHaveAttribute('data-mark', 'misread');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('2');
    await expect(unit(sheet, 3)).toHaveAttribute('data-mark', 'dropped');
    await page.keyboard.press('3');
    await page.keyboard.press('3');
    await expect(unit(sheet, 3)).toContainText('+2');
    await expect(sheet.getByTestId('drill-cursor')).toContainText('漏读，后面多读 2 个');
    // Nothing is recorded before the reader wants it; then it says so for as long as it does.
    await expect(sheet.getByTestId('recording-on')).toHaveCount(0);
    await page.keyboard.press('r');
    await expect(sheet.getByTestId('recording-on')).toContainText('只存在本机');
    await sheet.locator('[name="drillListener"]').fill('拉姆');
  });

  await page.setViewportSize(usualSize);
  await page.screenshot({ path: test.info().outputPath('drill-reading.png') });

  await test.step('ended: what it came to, and a mark that is given later counts, too', async () => {
    await go.focus();
    await page.keyboard.press('Enter');
    await expect(go).toHaveAttribute('data-stage', 'done');
    await expect(sheet.getByTestId('drill-marks')).toContainText('错 1，漏 1，多 2');
    await expect(sheet.getByTestId('recording-on')).toHaveCount(0);
    const player = sheet.getByTestId('drill-player');
    await expect(player).toBeVisible();
    for (const isHeard of ['true', 'false']) {
      await page.keyboard.press('p');
      await expect(player).toHaveAttribute('data-playing', isHeard);
    }
    // Ended before the end of the text: it counts as far as the listener says.
    await sheet.getByTestId('tool-reached').click();
    await unit(sheet, 20).click();
    await expect(sheet.getByTestId('drill-slip')).toHaveCount(0);
    await sheet.getByTestId('tool-added').click();
    await expect(sheet.getByTestId('drill-loudness')).toContainText('相对');
    await expect(sheet.getByTestId('drill-pauses')).toContainText('次');
    await unit(sheet, 10).click();
    await expect(unit(sheet, 10)).toContainText('+1');
    await expect(sheet.getByTestId('drill-marks')).toContainText('错 1，漏 1，多 3');
    await page.keyboard.press('0');
    await expect(sheet.getByTestId('drill-marks')).toContainText('错 1，漏 1，多 2');
  });

  await test.step('kept over a new start of the page', async () => {
    const said = await sheet.getByTestId('drill-accuracy').locator('dd').innerText();
    await page.reload();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 60_000 });
    await openDrills(page);
    await sheet.getByTestId('training-pane-progress').click();
    const progress = sheet.getByTestId('drill-progress');
    await expect(progress.locator('tbody tr')).toHaveCount(1);
    await expect(progress).toContainText(said);
    await expect(progress).toContainText('拉姆');
    await sheet.getByTestId('training-pane-drill').click();
    await sheet.getByTestId('drill-kept').locator('summary').click();
    await sheet.getByRole('button', { name: '听和标' }).click();
    await expect(go).toHaveAttribute('data-stage', 'done');
    await expect(unit(sheet, 2)).toHaveAttribute('data-mark', 'misread');
    await sheet.getByTestId('drill-forget').click();
    await expect(sheet.getByTestId('drill-player')).toHaveCount(0);
    await go.click();
    await expect(sheet.getByTestId('drill-kept')).toHaveCount(0);
    await page.keyboard.press('Escape');
  });

  await test.step('in every view', async () => {
    for (const view of testedViews) {
      await showView(page, view);
      await page.setViewportSize(usualSize);
      await openDrills(page);
      await expectWellShown(page, 'reading drill, before it', view);
      await page.setViewportSize(usualSize);
      await sheet.locator('[name="drillLanguage"]').selectOption('adx');
      await sheet.getByTestId('size-long').click();
      await go.focus();
      await page.keyboard.press('Enter');
      await expect(go).toHaveAttribute('data-stage', 'reading');
      await unit(sheet, 4).click();
      await page.keyboard.press('r');
      await expect(sheet.getByTestId('recording-on')).toBeVisible();
      await expectWellShown(page, 'reading drill that is recorded', view);
      await page.setViewportSize(usualSize);
      await go.focus();
      await page.keyboard.press('Enter');
      await expect(go).toHaveAttribute('data-stage', 'done');
      await expect(sheet.getByTestId('drill-player')).toBeVisible();
      await expectWellShown(page, 'reading drill, after it', view);
      await page.setViewportSize(usualSize);
      await sheet.getByTestId('training-pane-progress').click();
      await sheet.locator('[name="drillLanguage"]').selectOption('zh-Hans');
      await expectWellShown(page, 'progress of reading drills', view);
      await page.setViewportSize(usualSize);
      await sheet.getByTestId('training-pane-drill').click();
      await sheet.getByTestId('size-short').click();
      await page.keyboard.press('Escape');
      await expect(sheet).toHaveCount(0);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
  });

  await test.step('a caller interrupts it: nothing is scored, and the microphone is free for him', async () => {
    await openDrills(page);
    await go.focus();
    await page.keyboard.press('Enter');
    await expect(go).toHaveAttribute('data-stage', 'reading');
    await page.getByTestId('practice-zh-outage-report').dispatchEvent('click');
    await expect(desk.callCard).toHaveAttribute('data-state', 'ringing');
    await expect(sheet).toHaveCount(0);
    await desk.answer();
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyW');
    await expect(desk.callCard).toHaveCount(0);
    await openDrills(page);
    await expect(sheet.getByRole('alert')).toContainText('没有记成绩');
  });
});

test('without a microphone it says so, and goes on with the clock and the listener alone', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await page.addInitScript(() => {
    const none = (): Promise<never> => Promise.reject(new DOMException('none there', 'NotFoundError'));
    navigator.mediaDevices.getUserMedia = none;
  });
  await page.reload();
  await desk.signIn('1001');
  const sheet = await openDrills(page);
  const go = sheet.getByTestId('drill-go');
  await page.keyboard.press('Enter');
  await expect(go).toHaveAttribute('data-stage', 'reading');
  await expect(sheet.getByTestId('no-voice')).toContainText('麦克风');
  await expect(sheet.getByTestId('coach')).toHaveCount(0);
  await unit(sheet, 0).click();
  await page.screenshot({ path: test.info().outputPath('drill-no-microphone.png') });
  await go.focus();
  await page.keyboard.press('Enter');
  await expect(sheet.getByTestId('drill-marks')).toContainText('错 1');
  await expect(sheet.getByTestId('drill-pace')).toContainText('字/分钟');
  await expect(sheet.getByTestId('drill-loudness')).toContainText('没有测到');
});
