import type { Locator, Page } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, testedViews } from './support/views.ts';

/** Far from midnight, and later than any time the desk has seen. */
function tomorrowAtTen(): number {
  const day = new Date();
  day.setDate(day.getDate() + 1);
  return day.setHours(10, 0, 0, 0);
}

/** @param part brought into sight for the picture */
async function lookAt(page: Page, state: string, part?: Locator): Promise<void> {
  for (const view of testedViews) {
    await showView(page, view);
    await expectWellShown(page, state, view);
    await part?.evaluate((element) => element.scrollIntoView({ block: 'end' }));
  }
  await showView(page, { locale: 'zh-CN', theme: 'light' });
}

test('talk of the day grows through a call, a long call is spared its reminder, the nudge to rest comes and goes', async ({
  seat,
}) => {
  test.setTimeout(420_000);
  const { page } = seat;
  const desk = deskPage(page);
  const [talk, long, nudge] = [
    page.getByTestId('talk-today'),
    page.getByTestId('long-talk'),
    page.getByTestId('rest-nudge'),
  ];
  const switchOn = page.getByTestId('long-call');
  const care = page.getByTestId('care-section');
  const openCare = async (): Promise<void> => {
    await page.keyboard.press('Alt+Shift+KeyM');
    await expect(care).toBeVisible();
  };
  await desk.signIn('1001');
  await page.clock.setSystemTime(tomorrowAtTen());

  await test.step('how it is set: minutes that are none are named and not taken', async () => {
    await openCare();
    const limit = care.locator('[name="careTalkLimit"]');
    await limit.fill('500');
    // Nobody is told off in the middle of a number; it is judged when it is left.
    await expect(care.getByRole('alert')).toHaveCount(0);
    await page.keyboard.press('Tab');
    await expect(care.getByRole('alert')).toContainText('1 到 240');
    await expect(limit).toHaveValue('500');
    await limit.fill('20');
    await expect(care.getByRole('alert')).toHaveCount(0);
    // Still in the field when the sheet goes: it counts.
    await care.locator('[name="careNudgeAfter"]').fill('30');
    await page.keyboard.press('Escape');
    await expect(care).toHaveCount(0);
  });

  await desk.ring('zh-outage-report');
  await expect(switchOn).toHaveCount(0);
  await desk.answer();
  const answeredAt = await page.evaluate(() => Date.now());
  const at = (minute: number): Promise<void> => page.clock.setSystemTime(answeredAt + minute * 60_000 + 2000);

  await test.step('talking counts, holding does not', async () => {
    await expect(talk).toHaveCount(0);
    await at(12);
    await expect(talk).toHaveText('今天通话 12 分钟');
    await page.keyboard.press('F8');
    await expect(desk.callCard).toHaveAttribute('data-state', 'held');
    await at(17);
    await page.keyboard.press('F8');
    await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
    await at(18);
    await expect(talk).toHaveAttribute('data-minutes', /^1[23]$/);
  });

  await test.step('a talk that became long says so once; a long call hears no more of it', async () => {
    await expect(long).toHaveCount(0);
    await at(20);
    await expect(long).toContainText('20 分钟');
    await expect(long.getByRole('button', { name: '升级' })).toBeVisible();
    await lookAt(page, 'long-talk');
    await page.keyboard.press('Alt+Shift+KeyX');
    await expect(switchOn).toHaveAttribute('aria-pressed', 'true');
    await expect(long).toHaveCount(0);
    await at(30);
    await expect(talk).toHaveAttribute('data-minutes', /^2[45]$/);
    await expect(long).toHaveCount(0);
    await lookAt(page, 'long-call');
    await switchOn.click();
    await expect(long).toBeVisible();
    await switchOn.click();
    await expect(long).toHaveCount(0);
  });

  await test.step('after the call and its record a line asks to rest, and takes nothing', async () => {
    await at(38);
    await desk.hangUp();
    await expect(nudge).toHaveCount(0);
    await page.keyboard.press('Alt+KeyW');
    await expect(nudge).toContainText(/3[23] 分钟/);
    await expect(nudge.locator(':focus')).toHaveCount(0);
    await lookAt(page, 'rest-nudge');
  });

  await test.step('not while somebody calls; then it is there again, and goes with a break', async () => {
    await desk.ring('zh-outage-report');
    await expect(nudge).toHaveCount(0);
    await desk.answer();
    await at(44);
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyW');
    await expect(nudge).toBeVisible();
    await nudge.getByRole('button', { name: '小休' }).click();
    const state = page.getByTestId('agent-state');
    await expect(state).toHaveAttribute('data-kind', 'BREAK');
    await expect(nudge).toHaveCount(0);
    await state.locator('select').selectOption('READY');
    await expect(state).toHaveAttribute('data-kind', 'READY');
    await expect(nudge).toHaveCount(0);
  });

  await test.step('a new start of the page knows the day, that he was told, and that the call was a long one', async () => {
    await expect(talk).toHaveAttribute('data-minutes', /^(?:3[3-9]|4\d)$/);
    const minutes = (await talk.getAttribute('data-minutes')) ?? '';
    await page.reload();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 60_000 });
    await expect(talk).toHaveAttribute('data-minutes', minutes);
    await expect(nudge).toHaveCount(0);
    await page.keyboard.press('Alt+KeyH');
    const calls = page.getByTestId('call-list').getByRole('option');
    await expect(calls).toHaveCount(2);
    await expect(page.getByTestId('call-detail')).not.toContainText('长通话');
    await calls.nth(1).click();
    await expect(page.getByTestId('call-detail')).toContainText('长通话');
    await page.screenshot({ path: test.info().outputPath('history.png') });
    await page.keyboard.press('Escape');
  });

  await test.step('switched off it is gone, also after another start', async () => {
    await openCare();
    await lookAt(page, 'care-section', care);
    for (const name of ['careTalk', 'careTimed', 'careNudge']) {
      await care.locator(`[name="${name}"]`).click();
      await expect(care.locator(`[name="${name}"]`)).not.toBeChecked();
    }
    await expect(care.locator('[name="careTalkLimit"]')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(talk).toHaveCount(0);
    await page.reload();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 60_000 });
    await desk.ring('zh-outage-report');
    await desk.answer();
    await expect(switchOn).toHaveCount(0);
    await expect(talk).toHaveCount(0);
    await desk.hangUp();
  });
});
