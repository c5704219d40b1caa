import type { Locator, Page } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect } from './support/seat.ts';
import { spokenPerMinute, test } from './support/spoken-microphone.ts';
import { expectWellShown, showView, testedViews } from './support/views.ts';

const expectPace = async (coach: Locator): Promise<void> => {
  await expect
    .poll(async () => Math.abs(Number(await coach.getAttribute('data-pace')) / spokenPerMinute - 1), {
      timeout: 60_000,
    })
    .toBeLessThan(0.15);
};

const openSound = async (page: Page): Promise<Locator> => {
  await page.keyboard.press('Alt+Shift+KeyM');
  const section = page.getByTestId('coach-section');
  await expect(section).toBeVisible();
  return section;
};

test('in a practice call the coach shows how the agent speaks, against what he wants', async ({ seat }) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const desk = deskPage(page);
  const coach = page.getByTestId('coach');
  const figure = (name: string): Locator => coach.locator('div', { has: page.locator('dt', { hasText: name }) });
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await expect(coach).toHaveCount(0);
  await desk.answer();

  await test.step('pace with its unit and a word; loudness is relative', async () => {
    await expectPace(coach);
    await expect(figure('语速')).toContainText('字/分钟');
    await expect(figure('语速')).toContainText('偏快');
    await expect(figure('音量')).toContainText('相对');
    await expect(figure('停顿')).toContainText('%');
    await expect(figure('抢话')).toContainText('次');
    await expect(coach.locator('[aria-live], [role="status"]')).toHaveCount(0);
  });

  await test.step('in every view', async () => {
    for (const view of testedViews) {
      await showView(page, view);
      await expectWellShown(page, 'voice coach in a practice call', view);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
  });

  await test.step('on hold and back it goes on', async () => {
    await page.keyboard.press('F8');
    await expect(desk.callCard).toHaveAttribute('data-state', 'held');
    await expect(coach).toBeVisible();
    await page.keyboard.press('F8');
    await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
    await expectPace(coach);
  });

  await test.step('a new pace of the teleprompter is the new target', async () => {
    await page.keyboard.press('Alt+Shift+KeyD');
    const pace = page.getByTestId('prompter').locator('[name="pace"]');
    await pace.fill('240');
    await page.keyboard.press('Enter');
    await expect(figure('语速')).toContainText('合适');
  });

  await test.step('gone when it is switched off, and with the call', async () => {
    const section = await openSound(page);
    const inDrills = section.locator('[name="coachInDrills"]');
    await inDrills.click();
    await expect(inDrills).not.toBeChecked();
    await page.keyboard.press('Escape');
    await expect(coach).toHaveCount(0);
    await openSound(page);
    await inDrills.click();
    await expect(inDrills).toBeChecked();
    await page.keyboard.press('Escape');
    await expect(coach).toBeVisible();
    await desk.hangUp();
    await expect(coach).toHaveCount(0);
  });
});

test('a headset is calibrated step by step, and loudness is held against the target from then on', async ({ seat }) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  const section = await openSound(page);
  const steps = section.getByTestId('calibration');

  await test.step('not while the gain changes by itself', async () => {
    await expect(section.getByRole('button', { name: '开始校准' })).toBeDisabled();
    await expect(steps).toContainText('自动调节音量');
    await page.locator('[name="autoGainControl"]').uncheck();
  });

  await test.step('speak, then say what the meter showed; a wrong figure stays and is named', async () => {
    await section.getByRole('button', { name: '开始校准' }).click();
    const shown = section.locator('[name="shownDb"]');
    await expect(shown).toBeFocused({ timeout: 60_000 });
    await shown.fill('700');
    await page.keyboard.press('Enter');
    await expect(section.getByRole('alert')).toContainText('40 到 100');
    await expect(shown).toHaveValue('700');
    for (const view of testedViews) {
      await page.emulateMedia({ colorScheme: view.theme });
      await steps.scrollIntoViewIfNeeded();
      await page.screenshot({ path: test.info().outputPath(`calibration-${view.theme}.png`) });
    }
    await shown.fill('70');
    await page.keyboard.press('Enter');
    await expect(steps).toHaveAttribute('data-step', 'idle');
    await expect(steps).toContainText('校准过');
  });

  await test.step('a target that is none is named and not taken', async () => {
    const target = section.locator('[name="loudnessTarget"]');
    await target.fill('7');
    await page.keyboard.press('Enter');
    await expect(section.getByRole('alert')).toContainText('50 到 90');
    await target.fill('71');
    await expect(section.getByRole('alert')).toHaveCount(0);
    await section.getByRole('button', { name: '男声 73' }).click();
    await expect(target).toHaveValue('73');
    await expect(section.getByRole('button', { name: '男声 73' })).toHaveAttribute('aria-pressed', 'true');
    await target.fill('71');
    await page.keyboard.press('Enter');
    await expect(section.getByRole('button', { name: '男声 73' })).toHaveAttribute('aria-pressed', 'false');
    await page.keyboard.press('Escape');
  });

  await test.step('kept over a new start of the page; the same voice is as loud as the meter showed', async () => {
    await page.reload();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 60_000 });
    await desk.ring('zh-outage-report');
    await desk.answer();
    const coach = page.getByTestId('coach');
    await expectPace(coach);
    await expect(coach).toContainText(/(69|70|71) 分贝\s*合适/);
    await page.screenshot({ path: test.info().outputPath('coach-calibrated.png') });
    await desk.hangUp();
  });
});
