import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

test('whoever was on the phone is called again with one key, and a missed caller with one press', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  const state = (kind: string): Promise<void> => expect(desk.callCard).toHaveAttribute('data-state', kind);
  const line = page.locator('[name="dial"]');
  await desk.signIn('1001');

  await test.step('the last call that was made is made again, also after the page was loaded anew', async () => {
    await page.keyboard.press('Alt+KeyP');
    await page.keyboard.type('8820');
    await page.keyboard.press('Enter');
    await state('talking');
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyW');
    await expect(desk.callCard).toBeHidden();
    await page.reload();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered');
    await expect(line).toHaveAttribute('placeholder', '重拨 8820');
    await page.keyboard.press('Alt+KeyP');
    await page.keyboard.press('Enter');
    await expect(line).toHaveAttribute('placeholder', '再按 Enter 拨打 8820');
    await expect(desk.callCard).toBeHidden();
    await page.keyboard.press('Enter');
    await state('talking');
    await expect(desk.callCard).toContainText('8820');
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyW');
  });

  await test.step('from the history, with the same key that shows it', async () => {
    await page.keyboard.press('Alt+Shift+KeyH');
    await expect(page.getByTestId('call-list').getByRole('option')).toHaveCount(2);
    await page.keyboard.press('Alt+Shift+KeyH');
    await expect(page.locator('.history-sheet')).toBeHidden();
    await state('talking');
    await page.keyboard.press('Alt+KeyH');
    // Nobody is called from the middle of a call.
    await expect(page.getByTestId('call-detail')).toBeVisible();
    await expect(page.getByTestId('call-detail').getByRole('button', { name: '回拨' })).toBeHidden();
    await page.keyboard.press('Alt+Shift+KeyH');
    await expect(page.locator('.history-sheet')).toBeVisible();
    await page.keyboard.press('Escape');
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyW');
    await expect(desk.callCard).toBeHidden();
  });

  await test.step('a missed caller is masked until he is called', async () => {
    await desk.ring('en-expired-id');
    await page.reload();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered');
    const missed = page.getByTestId('missed-calls');
    await expect(missed.getByRole('listitem')).toHaveCount(1);
    expect((await missed.innerText()).replace(/\s/g, '')).not.toMatch(/\d{8}/);
    await missed.getByRole('button', { name: /^回拨/ }).click();
    await state('dialing');
    // Who is on the line is shown in full, to be checked with him.
    await expect(desk.callCard).toContainText('139 0000 0019');
    await page.keyboard.press('F4');
    await expect(desk.callCard).toBeHidden();
    await expect(line).toHaveAttribute('placeholder', '重拨 139 •••• 0019');
  });
});

test('a customer is called from his file, and his number stays masked', async ({ seat }) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  await page.keyboard.press('Alt+KeyK');
  await page.locator('[name="customerQuery"]').fill('卓玛');
  await page.getByTestId('customer-hits').getByRole('option').filter({ hasText: '0071' }).click();
  const dial = page.getByTestId('customer-file').getByRole('button', { name: '拨打电话' });
  await dial.click();
  await expect(desk.callCard).toHaveAttribute('data-state', /dialing|talking/);
  await expect(desk.callCard).toContainText('卓玛');
  await expect(desk.callCard).toContainText('139 •••• 0071');
  // Nobody is called from the middle of a call.
  await expect(dial).toBeHidden();
  await page.keyboard.press('F4');
});

test('a link fills the dial line and calls nobody; one that hides something is refused', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  const line = page.locator('[name="dial"]');
  const asked = page.getByTestId('dial-asked');
  await desk.signIn('1001');
  const follow = async (dial: string): Promise<void> => {
    await page.goto(`${new URL(page.url()).origin}/?dial=${dial}`);
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered');
  };

  await test.step('its number waits for the agent, and does not stay in the address', async () => {
    await follow('tel:8820');
    await expect(line).toHaveValue('8820');
    await expect(line).toBeFocused();
    await expect(asked).toContainText('按 Enter 才会拨出');
    expect(new URL(page.url()).search).toBe('');
    await expect(desk.callCard).toBeHidden();
    await expect(page.getByTestId('agent-state')).not.toHaveAttribute('data-kind', 'DIALING');
    await page.keyboard.press('Enter');
    await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
    await expect(asked).toBeHidden();
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyW');
  });

  await test.step('not wanted, it is gone', async () => {
    await follow('%2B869715550101');
    await expect(line).toHaveValue('+869715550101');
    await asked.getByRole('button').click();
    await expect(line).toHaveValue('');
    await expect(asked).toBeHidden();
  });

  for (const [dial, words] of [
    [`tel:${'1'.repeat(10_000)}`, '太长'],
    ['tel:80%E2%80%AE01', '看不见的字符'],
    ['sip:8001@pbx.example%3FReplaces=abc', '别的指令'],
    ['tel:*21*13900000011%23', '功能码'],
    ['javascript:alert(1)', '没有可以拨打的号码'],
  ] as const) {
    await test.step(`refused: ${dial.slice(0, 30)}`, async () => {
      await follow(dial);
      await expect(asked.getByRole('alert')).toContainText(words);
      await expect(line).toHaveValue('');
      await expect(desk.callCard).toBeHidden();
    });
  }
});
