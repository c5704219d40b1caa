import type { Locator, Page } from '@playwright/test';
import { deskPage, level, type DeskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

const state = (locator: Locator, kind: string): Promise<void> => expect(locator).toHaveAttribute('data-state', kind);

async function talking(page: Page, agentNo = '1001', scenario = 'zh-outage-report'): Promise<DeskPage> {
  const desk = deskPage(page);
  await desk.signIn(agentNo);
  await page.keyboard.press('Alt+KeyQ');
  await desk.ring(scenario);
  await desk.answer();
  return desk;
}

/** A further practice caller, as the exchange would offer one while the agent talks. */
async function ringBeside(page: Page, scenario: string): Promise<void> {
  await page.getByTestId('another-practice-caller').locator('summary').click();
  await page.getByTestId(`practice-${scenario}`).click();
  await expect(page.getByTestId('waiting-call')).toBeVisible();
}

test('calls out: by keys, with what the far end says of itself, and again', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  const agent = page.getByTestId('agent-state');

  await test.step('a colleague answers', async () => {
    await page.keyboard.press('Alt+KeyP');
    await page.keyboard.type('8820');
    await page.keyboard.press('Enter');
    await state(desk.callCard, 'dialing');
    await expect(agent).toHaveAttribute('data-kind', 'DIALING');
    await expect(desk.callCard).toContainText('呼出');
    await state(desk.callCard, 'talking');
    await expect(agent).toHaveAttribute('data-kind', 'TALKING');
    await expect.poll(() => level(page, 'theirs')).toBeGreaterThan(0.001);
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyW');
    await expect(desk.callCard).toBeHidden();
  });

  await test.step('again, by Enter in the empty line', async () => {
    await page.keyboard.press('Alt+KeyP');
    await page.keyboard.press('Enter');
    await expect(page.locator('[name="dial"]')).toHaveValue('8820');
    await page.keyboard.press('Enter');
    await state(desk.callCard, 'dialing');
    await page.keyboard.press('F4');
    await expect(desk.callCard).toBeHidden();
    await expect(page.getByTestId('wrap-up')).toBeHidden();
  });

  await test.step('a busy line is said in words', async () => {
    await page.keyboard.press('Alt+KeyP');
    await page.locator('[name="dial"]').fill('tel:8886');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('warning-phone.busy')).toContainText('对方正忙');
    await expect(desk.callCard).toBeHidden();
  });

  await test.step('a number is read as one, whatever it is written like', async () => {
    await page.locator('[name="dial"]').fill('手机：139-0000-0011（家）');
    await page.keyboard.press('Enter');
    await expect(desk.callCard).toContainText('139 0000 0011');
    await expect(desk.callCard).toContainText('周文斌');
    await page.keyboard.press('F4');
    await page.locator('[name="dial"]').fill('不是号码');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('warning-phone.invalidNumber')).toBeVisible();
  });
});

test('a second caller: seen with his greeting, answered, swapped, and nothing of the two mixed up', async ({
  seat,
}) => {
  const { page } = seat;
  const desk = await talking(page, '9527');
  const waiting = page.getByTestId('waiting-call');
  const other = page.getByTestId('other-leg');
  const notes = page.locator('[name="notes"]');
  await notes.fill('第一位的备注');
  await page.keyboard.press('Alt+KeyS');

  await test.step('he stands beside the running call, with how he is greeted', async () => {
    await ringBeside(page, 'adx-bill-question');
    await expect(waiting).toContainText('卓玛');
    await expect(waiting).toContainText('安多藏语');
    await expect(waiting).toContainText('您好');
    await state(desk.callCard, 'talking');
    await expect(desk.callCard).toContainText('周文斌');
    await expect(page.getByTestId('agent-state')).toHaveAttribute('data-kind', 'TALKING');
  });

  await test.step('refused, he is gone, and nobody calls the agent absent', async () => {
    await page.keyboard.press('Shift+F4');
    await expect(waiting).toBeHidden();
    await expect(page.getByTestId('agent-state')).toHaveAttribute('data-kind', 'TALKING');
    await expect(desk.callCard).toContainText('周文斌');
  });

  await test.step('answered, the first waits on hold and the screen is about the second', async () => {
    await page.getByTestId('practice-adx-bill-question').click();
    await expect(waiting).toBeVisible();
    await page.keyboard.press('F2');
    await expect(desk.callCard).toContainText('卓玛');
    await state(desk.callCard, 'talking');
    await state(other, 'held');
    await expect(other).toContainText('周文斌');
    await expect(notes).toHaveValue('');
    await expect(desk.prompt).toHaveAttribute('data-lang', 'adx');
    await expect(desk.prompt).toHaveAttribute('data-moment', 'greeting');
    await notes.fill('第二位的备注');
  });

  await test.step('swapped, each has his own notes and words', async () => {
    await page.keyboard.press('Alt+KeyB');
    await expect(desk.callCard).toContainText('周文斌');
    await state(desk.callCard, 'talking');
    await expect(notes).toHaveValue('第一位的备注');
    await expect(desk.prompt).toHaveAttribute('data-lang', 'zh-Hans');
    await state(other, 'held');
  });

  await test.step('the first ends: his record stays open beside the second call', async () => {
    await page.keyboard.press('F4');
    await expect(desk.callCard).toContainText('卓玛');
    await state(desk.callCard, 'held');
    await page.keyboard.press('F8');
    await state(desk.callCard, 'talking');
    const open = page.getByTestId('open-record');
    await expect(open).toContainText('周文斌');
    await open.locator('summary').click();
    await expect(open.locator('textarea')).toHaveValue('第一位的备注');
    await expect(notes).toHaveValue('第二位的备注');
    await desk.hangUp();
    await expect(desk.callCard).toContainText('卓玛');
    await page.keyboard.press('Alt+KeyW');
    await expect(desk.callCard).toContainText('周文斌');
    await page.keyboard.press('Alt+KeyW');
    await expect(desk.callCard).toBeHidden();
    await expect(page.getByTestId('agent-state')).toHaveAttribute('data-kind', 'READY');
  });
});

test('hands a caller over: blind, back from a busy line, after a consult', async ({ seat }) => {
  test.slow();
  const { page } = seat;
  const desk = await talking(page);
  const place = (address: string): Locator => page.getByTestId(`place-${address}`);

  await test.step('a busy line gives the caller back', async () => {
    await page.keyboard.press('Alt+KeyX');
    await place('8886').click();
    await expect(page.getByTestId('warning-phone.transferBusy')).toContainText('来电者还在您这里');
    await state(desk.callCard, 'talking');
    await expect.poll(() => level(page, 'mine')).toBeGreaterThan(0.001);
  });

  await test.step('a colleague is asked while the caller waits, then the caller is taken back', async () => {
    await page.keyboard.press('Alt+KeyC');
    await page.keyboard.type('英语');
    await page.keyboard.press('Enter');
    const consult = page.getByTestId('consult-leg');
    await state(consult, 'talking');
    await state(desk.callCard, 'held');
    await expect(desk.callCard).toContainText('周文斌');
    await page.keyboard.press('Alt+KeyC');
    await state(desk.callCard, 'talking');
    await expect(consult).toBeHidden();
  });

  await test.step('asked again, he gets the caller', async () => {
    await page.keyboard.press('Alt+KeyC');
    await place('8830').click();
    await state(page.getByTestId('consult-leg'), 'talking');
    await page.keyboard.press('Alt+KeyX');
    const wrapUp = page.getByTestId('wrap-up');
    await expect(wrapUp).toContainText('已转接：同事');
    await expect(wrapUp.locator('[name="disposition"]')).toHaveValue('transferred');
    await page.keyboard.press('Alt+KeyW');
    await expect(desk.callCard).toBeHidden();
  });

  await test.step('to the survey by one key, and the record says what was done before', async () => {
    await desk.ring('zh-outage-report');
    await desk.answer();
    await page.keyboard.press('Alt+KeyV');
    await state(desk.callCard, 'transferring');
    await expect(page.getByTestId('wrap-up')).toContainText('已转接：满意度');
    await expect(page.getByTestId('wrap-up').locator('[name="disposition"]')).not.toHaveValue('transferred');
  });
});

test('three talk together; one leaves, or the desk does, and two stay', async ({ seat }) => {
  test.slow();
  const { page } = seat;
  const desk = await talking(page);
  const other = page.getByTestId('consult-leg');

  async function join(): Promise<void> {
    await page.keyboard.press('Alt+KeyC');
    await page.getByTestId('place-8820').click();
    await state(other, 'talking');
    await page.keyboard.press('Alt+KeyJ');
    await expect(desk.callCard).toHaveAttribute('data-conference', 'true');
    await state(desk.callCard, 'talking');
    await expect(desk.callCard).toContainText('三方通话中');
  }

  await test.step('joined, both are heard; muted, the card says so', async () => {
    await join();
    await expect.poll(() => level(page, 'theirs')).toBeGreaterThan(0.001);
    await page.keyboard.press('F9');
    await expect(desk.callCard).toContainText('已静音');
    await page.keyboard.press('F9');
  });

  await test.step('one is put on hold alone', async () => {
    await other.getByRole('button', { name: '保持' }).click();
    await state(other, 'held');
    await state(desk.callCard, 'talking');
    await other.getByRole('button', { name: '恢复' }).click();
    await state(other, 'talking');
  });

  await test.step('no single key ends it for everybody', async () => {
    await page.keyboard.press('F4');
    await expect(page.getByRole('dialog')).toContainText('我离开，其余两方继续');
    await page.keyboard.press('Escape');
    await expect(desk.callCard).toContainText('三方通话中');
  });

  await test.step('the colleague is let go, the caller stays', async () => {
    await other.getByRole('button', { name: '请出' }).click();
    await expect(other).toBeHidden();
    await state(desk.callCard, 'talking');
    await expect(desk.callCard).toHaveAttribute('data-conference', 'false');
  });

  await test.step('the desk leaves, the two are connected', async () => {
    await join();
    await page.keyboard.press('F4');
    await page.keyboard.press('1');
    await expect(page.getByTestId('wrap-up')).toContainText('已转接');
    await expect(other).toBeHidden();
  });
});

test('keys of a voice menu are typed, not phrases picked', async ({ seat }) => {
  const { page } = seat;
  await talking(page);
  await page.keyboard.press('Alt+KeyP');
  const keypad = page.getByTestId('keypad');
  await expect(keypad).toBeFocused();
  await page.keyboard.type('12');
  await page.keyboard.press('#');
  await keypad.getByRole('button', { name: '5', exact: true }).click();
  await expect(keypad.locator('output')).toHaveText('12#5');
  await expect(page.getByTestId('prompt')).toHaveAttribute('data-moment', 'greeting');
  await page.keyboard.press('Escape');
  await expect(keypad).toBeHidden();
});

test('a sheet that is closed makes way for the next at once', async ({ seat }) => {
  const { page } = seat;
  await talking(page);
  const sheet = page.getByRole('dialog');
  const title = async (): Promise<string> => (await sheet.getAttribute('aria-label')) ?? '';
  await page.keyboard.press('Alt+KeyX');
  await expect(sheet).toBeVisible();
  const transfer = await title();
  for (let round = 0; round < 10; round += 1) {
    // The second key is on its way before the page has answered the first.
    await Promise.all([page.keyboard.press('Escape'), page.keyboard.press('Alt+KeyC')]);
    await expect(sheet).not.toHaveAttribute('aria-label', transfer);
    await Promise.all([page.keyboard.press('Escape'), page.keyboard.press('Alt+KeyX')]);
    await expect(sheet).toHaveAttribute('aria-label', transfer);
  }
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});
