import { ticketsAtCentre } from './support/centre.ts';
import { deskPage, level } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

test('a Tibetan call, from the ring to a ticket that reaches the centre once', async ({ seat }) => {
  const { page, home } = seat;
  const desk = deskPage(page);
  await desk.signIn('9527');
  await page.keyboard.press('Alt+KeyQ');
  await expect(page.getByTestId('agent-state')).toHaveAttribute('data-kind', 'READY');

  await test.step('the greeting and its meaning stand there before the answer', async () => {
    await desk.ring('adx-bill-question');
    await expect(desk.prompt).toHaveAttribute('data-moment', 'greeting');
    await expect(desk.prompt).toHaveAttribute('data-lang', 'adx');
    await expect(desk.prompt).toContainText('您好');
    await expect(desk.prompt).toContainText('9527');
    await expect(desk.prompt).toContainText('用自己的话说');
    await expect(desk.prompt.locator('[lang="adx-Tibt"]')).toContainText('བདེ་མོ');
    await expect(desk.callCard).toContainText('卓玛');
    await expect(page.getByTestId('open-tickets')).toContainText('W-20611');
    await expect(page.getByTestId('open-tickets')).toContainText('两天内第 3 次来电');
    await expect(desk.callCard).toHaveAttribute('data-state', 'ringing');
  });

  await test.step('answered: both sides are heard, the caller speaks', async () => {
    await desk.answer();
    await expect.poll(() => level(page, 'mine')).toBeGreaterThan(0.001);
    await expect.poll(() => level(page, 'theirs')).toBeGreaterThan(0.001);
    await expect(page.getByTestId('captions').locator('[lang="adx-Tibt"]').first()).toBeVisible();
    await page.keyboard.press('Alt+KeyS');
    await expect(desk.prompt).toHaveAttribute('data-moment', 'verify');
  });

  await test.step('an answer found by Wylie, with the server gone', async () => {
    await desk.setServerPower(false);
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.type('glog chad');
    const hit = page.getByTestId('hits').getByRole('option').first();
    await expect(hit.locator('mark').first()).toContainText('གློག་ཆད');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('reader')).toContainText('གློག་ཆད');
  });

  const number = await test.step('a ticket submitted with the server stopped', async () => {
    const submitted = await desk.submitFault('客户称昨日报修后仍未复电,家中有老人。');
    await expect(page.getByTestId(`ticket-${submitted}`)).toHaveAttribute('data-sync', 'queued');
    await expect(page.getByTestId('sync')).toHaveAttribute('data-waiting', '1');
    return submitted;
  });

  await test.step('the server is back: there exactly once', async () => {
    await desk.setServerPower(true);
    await expect(page.getByTestId(`ticket-${number}`)).toHaveAttribute('data-sync', 'synced', { timeout: 30_000 });
    const there = (await ticketsAtCentre(home)).filter((ticket) => ticket.number === number);
    expect(there).toHaveLength(1);
  });

  await test.step('closing in two steps, then wrap-up', async () => {
    while ((await desk.prompt.getAttribute('data-moment')) !== 'closing.anythingElse')
      await page.keyboard.press('Alt+KeyS');
    await page.keyboard.press('Alt+KeyS');
    await expect(desk.prompt).toHaveAttribute('data-moment', 'closing.farewell');
    await page.keyboard.press('Alt+KeyS');
    await expect(page.getByTestId('wrap-up')).toBeVisible();
    await expect(page.getByTestId('wrap-up').locator('[name="disposition"]')).toHaveValue('ticketCreated');
    await expect(page.getByTestId('agent-state')).toHaveAttribute('data-kind', 'ACW');
    await page.keyboard.press('Alt+KeyW');
    await expect(page.getByTestId('agent-state')).toHaveAttribute('data-kind', 'READY');
    await expect(desk.callCard).toBeHidden();
  });
});

test('a consultation closes in two keys', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await expect(desk.prompt).toHaveAttribute('data-lang', 'zh-Hans');
  await expect(desk.prompt).toContainText('已批');
  await desk.answer();
  await page.keyboard.press('F6');
  await page.keyboard.press('2');
  await expect(page.getByTestId('just-submitted')).toBeVisible();
  await expect(page.getByTestId('ticket-list').getByRole('listitem').first()).toContainText('办结');
  await desk.hangUp();
});

test('hold, mute, reject and a caller who gives up', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await page.keyboard.press('F4');
  await expect(desk.callCard).toBeHidden();
  await expect(page.getByTestId('agent-state')).toHaveAttribute('data-kind', 'NOT_READY');

  await desk.ring('zh-outage-report');
  await desk.answer();
  await expect.poll(() => level(page, 'theirs')).toBeGreaterThan(0.001);
  await page.keyboard.press('F8');
  await expect(desk.callCard).toHaveAttribute('data-state', 'held');
  await expect.poll(() => level(page, 'mine')).toBe(0);
  await expect(desk.prompt).toHaveAttribute('data-moment', 'hold.long');
  await page.keyboard.press('F8');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await expect(desk.prompt).toHaveAttribute('data-moment', 'hold.after');
  await page.keyboard.press('F9');
  await expect(desk.callCard).toContainText('已静音');
  await desk.hangUp();
});
