import { deskPage } from './support/desk-page.ts';
import { openFloor } from './support/floor.ts';
import { expect, test } from './support/seat.ts';

const exchange = {
  ...{ servers: ['wss://127.0.0.1:9'], domain: 'pbx.example.org' },
  wrapUp: { mode: 'extendable', seconds: 20, extendSeconds: 600 },
  breaks: { minutes: { rest: 10 }, loudAfterMinutes: 5 },
};

test('a wrap-up whose time is over keeps its notes, to be confirmed later; a break that is too long shows', async ({
  shell,
  playwright,
  launchOptions,
  viewport,
}) => {
  test.skip(shell !== 'browser', 'a seat of the browser with a profile of its own');
  test.setTimeout(300_000);
  const floor = await openFloor({ playwright, launchOptions, viewport }, { exchange });
  const [page] = floor.pages;
  try {
    const desk = deskPage(page);
    const state = page.getByTestId('agent-state');
    await desk.signIn('1001');
    await desk.ring('zh-outage-report');
    await desk.answer();
    await page.locator('textarea[name="notes"]').fill('门牌写错');
    await desk.hangUp();
    await expect(page.getByTestId('wrap-up-time')).toContainText('剩余 00:');
    // Nobody confirms it: the record closes by itself.
    await expect(desk.callCard).toBeHidden({ timeout: 60_000 });
    await page.keyboard.press('Alt+KeyH');
    const detail = page.getByTestId('call-detail');
    await page.keyboard.type('门牌');
    await expect(detail).toContainText('未确认');
    await detail.getByRole('button', { name: '确认小结' }).click();
    await expect(detail).not.toContainText('未确认');
    await page.keyboard.press('Escape');

    await desk.ring('zh-outage-report');
    await desk.answer();
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyE');
    await expect(page.getByTestId('wrap-up-time')).toContainText('剩余 10:');
    await page.keyboard.press('Alt+KeyW');
    await expect(desk.callCard).toBeHidden();

    await state.locator('select').selectOption('BREAK.rest');
    await expect(state).toHaveAttribute('data-break', 'within');
    await page.clock.setSystemTime(Date.now() + 11 * 60_000);
    await expect(state).toHaveAttribute('data-break', 'gentle');
    await page.clock.setSystemTime(Date.now() + 17 * 60_000);
    await expect(state).toHaveAttribute('data-break', 'loud');
    await expect(page.getByTestId('break-over')).toHaveText('小休超时');
  } finally {
    await floor.close();
  }
});
