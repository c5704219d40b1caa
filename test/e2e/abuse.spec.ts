import { deskPage } from './support/desk-page.ts';
import { pickLine } from './support/pick-line.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, twoViews } from './support/views.ts';

test('an abusive call stays until the leader confirms its end, without the network', async ({ seat }) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const desk = deskPage(page);
  const abuse = page.getByTestId('abuse');
  const endKey = page.locator('.end-key');

  // The leader has worked at this desk before.
  await desk.signIn('0031');
  await desk.signOut();
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await desk.answer();
  await page.keyboard.press('Alt+KeyS');
  await desk.setServerPower(false);

  await test.step('from the first strike on the call can be held, not ended', async () => {
    await expect(endKey).toBeEnabled();
    await pickLine(page, 'abuse', 'abuse.first');
    await expect(abuse).toHaveAttribute('data-kind', 'warned');
    await expect(endKey).toBeDisabled();
    await page.keyboard.press('F4');
    await page.keyboard.press('F8');
    await expect(desk.callCard).toHaveAttribute('data-state', 'held');
    await page.keyboard.press('F4');
    await page.keyboard.press('F8');
    await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
    await page.keyboard.press('Alt+KeyS');
  });

  await test.step('three strikes, each with its time', async () => {
    await pickLine(page, 'abuse', 'abuse.second');
    await expect(abuse).toHaveAttribute('data-kind', 'respect');
    await pickLine(page, 'abuse', 'abuse.askLeader');
    await expect(abuse).toHaveAttribute('data-kind', 'asking');
    await expect(abuse.locator('li')).toHaveCount(3);
    for (const view of twoViews) {
      await showView(page, view);
      await expectWellShown(page, 'abuse', view);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
  });

  await test.step('neither a wrong password nor an agent ends it', async () => {
    for (const [agentNo, password, message] of [
      ['0031', 'not-his', '口令不对'],
      ['1001', 'tashi-demo', '不是班长'],
      ['2088', 'tashi-demo', '没有在本机签入过'],
    ] as const) {
      await page.keyboard.press('F4');
      await expect(page.locator('[name="leaderNo"]')).toBeFocused();
      await page.keyboard.type(agentNo);
      await page.keyboard.press('Tab');
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await expect(page.locator('dialog').getByRole('alert')).toContainText(message);
      await page.keyboard.press('Escape');
      await expect(page.locator('dialog[open]')).toHaveCount(0);
    }
    await expect(abuse).toHaveAttribute('data-kind', 'asking');
    await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  });

  await test.step('the leader confirms, the call ends and says why', async () => {
    await page.keyboard.press('F4');
    await page.keyboard.type('0031');
    await page.keyboard.press('Tab');
    await page.keyboard.type('tashi-demo');
    await page.screenshot({ path: test.info().outputPath('leader.png') });
    await page.keyboard.press('Enter');
    await expect(abuse).toHaveAttribute('data-kind', 'mayEnd');
    await expect(abuse).toContainText('0031');
    await expect(desk.prompt).toHaveAttribute('data-line', 'abuse.ending');
    await page.keyboard.press('F4');
    await expect(page.getByTestId('wrap-up').locator('[name="disposition"]')).toHaveValue('abuseEnded');
  });

  await test.step('how the call was kept stands there: greeted, not closed', async () => {
    const marks = page.getByTestId('adherence').locator('li');
    await expect(marks.nth(0)).toHaveAttribute('data-met', /true|false/);
    await expect(marks.nth(1)).toHaveAttribute('data-met', 'false');
  });
});

test('a call is closed in two steps, and its gaps and clock are filled by keys', async ({ seat }) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await desk.answer();

  await test.step('a risk call: the gap is written into, the clock runs from the transfer', async () => {
    await pickLine(page, 'greeting', 'risk.open');
    await expect(desk.prompt).toHaveAttribute('data-line', 'risk.verify');
    await page.keyboard.press('Alt+KeyI');
    const field = page.locator('.prompt .slot-field').first();
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute('data-slot', 'transferTime');
    for (const view of twoViews) {
      await showView(page, view);
      await expectWellShown(page, 'gap', view);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
    await page.keyboard.press('Alt+KeyI');
    await page.keyboard.type('0:01');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('stop-loss')).toHaveAttribute('data-running', 'true');
    await page.screenshot({ path: test.info().outputPath('stop-loss.png') });
    await page.keyboard.press('Alt+KeyS');
    await expect(page.locator('[data-check="risk.verify"]')).toHaveAttribute('data-done', 'true');
    await pickLine(page, 'risk', 'risk.genuine');
  });

  await test.step('anything else, then the farewell', async () => {
    while ((await desk.prompt.getAttribute('data-moment')) !== 'closing.anythingElse')
      await page.keyboard.press('Alt+KeyS');
    await page.keyboard.press('Alt+KeyS');
    await expect(desk.prompt).toHaveAttribute('data-moment', 'closing.farewell');
    await page.keyboard.press('Alt+KeyS');
    await expect(page.getByTestId('wrap-up')).toBeVisible();
    await expect(page.getByTestId('adherence').locator('li').nth(1)).toHaveAttribute('data-met', 'true');
    for (const view of twoViews) {
      await showView(page, view);
      await page.screenshot({ path: test.info().outputPath(`adherence-${view.locale}.png`) });
    }
  });
});
