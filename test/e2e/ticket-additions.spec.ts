import { choose, tabTo } from './support/by-keys.ts';
import { ticketsAtCentre } from './support/centre.ts';
import { deskPage, submitTicket } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, twoViews, showView } from './support/views.ts';

test('a caller’s ticket is added to and he is texted, with the network down; both arrive once and say how far they are', async ({
  seat,
}) => {
  test.setTimeout(300_000);
  const { page, home } = seat;
  const { keyboard } = page;
  const desk = deskPage(page);
  const reminder = page.getByTestId('ticket-reminder');
  const sheet = page.locator('dialog.addition-sheet');
  const additions = page.getByTestId('addition-list');
  await desk.signIn('9527');
  await keyboard.press('Alt+KeyQ');
  await desk.ring('adx-bill-question');
  await expect(page.getByTestId('open-tickets')).toContainText('W-20611');
  await desk.answer();
  await expect(reminder).toContainText('W-20611');
  await desk.setServerPower(false);

  await test.step('what he adds is kept while it is typed, and goes by the keys', async () => {
    await tabTo(page, '.ticket-reminder .addition-keys button:nth-of-type(2)');
    await keyboard.press('Enter');
    await expect(sheet.locator('[name="supplement-text"]')).toBeFocused();
    await keyboard.type('门牌是拾贰号，');
    await keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    await reminder.getByRole('button', { name: '补充' }).click();
    await keyboard.press('End');
    await keyboard.type('门口有狗');
    await keyboard.press('Control+Enter');
    await expect(sheet).toHaveCount(0);
  });

  await test.step('a text in his language is a draft: it is shown, and can’t go', async () => {
    await reminder.getByRole('button', { name: '短信' }).click();
    await expect(sheet.locator('[name="sms-language"]')).toHaveValue('adx');
    await expect(sheet.getByTestId('sms-hindrance')).toContainText('草稿');
    await expect(sheet.getByTestId('send-sms')).toBeDisabled();
    await expect(sheet).not.toContainText('13900000071');
    await expect(sheet.getByTestId('sms-preview')).toContainText('W-20611');
    for (const view of twoViews) {
      await showView(page, view);
      await expectWellShown(page, 'text message as a draft', view);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
  });

  await test.step('one that is approved asks for what is missing, and is sent as it is shown', async () => {
    await sheet.locator('[name="sms-language"]').focus();
    await choose(page, 'zh-Hans');
    await tabTo(page, '[name="sms-text"]');
    await choose(page, 'visit');
    await expect(sheet.getByTestId('sms-hindrance')).toContainText('上门时间');
    await tabTo(page, '[name="sms-visitTime"]');
    await keyboard.type('www.x.cn');
    await expect(sheet.getByTestId('sms-hindrance')).toContainText('不能含网址');
    await keyboard.press('Control+KeyA');
    await keyboard.type('明天上午');
    await keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    await reminder.getByRole('button', { name: '短信' }).click();
    await expect(sheet.locator('[name="sms-visitTime"]')).toHaveValue('明天上午');
    await expect(sheet.getByTestId('sms-hindrance')).toHaveText('');
    await expect(sheet.getByTestId('sms-preview')).toHaveText(
      '您好，单号 W-20611：技术人员预计 明天上午 上门，请保持电话畅通。',
    );
    await expect(sheet.getByTestId('sms-parts')).toContainText('UCS-2');
    for (const view of twoViews) {
      await showView(page, view);
      await expectWellShown(page, 'text message to send', view);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
    await sheet.locator('[name="sms-visitTime"]').focus();
    await keyboard.press('Enter');
    await expect(sheet).toHaveCount(0);
  });

  await test.step('without the centre both wait, with it they are there', async () => {
    await reminder.getByRole('button', { name: '补充' }).click();
    await expect(additions.getByTestId('addition-supplement')).toHaveAttribute('data-state', 'queued');
    await expect(additions.getByTestId('addition-sms')).toHaveAttribute('data-state', 'queued');
    await keyboard.press('Escape');
    await desk.setServerPower(true);
    await reminder.getByRole('button', { name: '补充' }).click();
    await expect(additions.getByTestId('addition-sms')).toHaveAttribute('data-state', 'handedOver', {
      timeout: 60_000,
    });
    await expect(additions.getByTestId('addition-supplement')).toHaveAttribute('data-state', 'there');
    await expect(additions).toContainText('门牌是拾贰号，门口有狗');
    for (const view of twoViews) {
      await showView(page, view);
      await expectWellShown(page, 'what was added', view);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
    await keyboard.press('Escape');
    const there = (await ticketsAtCentre(home)).find(({ number }) => number === 'W-20611');
    expect(there).toMatchObject({ supplements: [{ by: '9527' }], messages: [{ by: '9527', textId: 'visit' }] });
  });

  await test.step('an own ticket is added to from the list of all, and found by it; an expedite stands beside', async () => {
    await desk.hangUp();
    await keyboard.press('Alt+KeyW');
    await expect(desk.callCard).toBeHidden();
    const number = await desk.submitFault('家里没电');
    await keyboard.press('Alt+Shift+KeyO');
    await expect(page.getByTestId('book-detail')).toContainText(number);
    const keys = page.getByTestId('book-detail').getByTestId(`keys-${number}`);
    await keys.getByRole('button', { name: '补充' }).click();
    await expect(sheet.locator('[name="supplement-text"]')).toBeFocused();
    await keyboard.type('隔壁也');
    await keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    await keyboard.press('Escape');
    await expect(page.getByTestId('book-detail')).toHaveCount(0);
    // What he has not added waits for him until he signs in again.
    await desk.signOut();
    await desk.signIn('9527');
    await keyboard.press('Alt+Shift+KeyO');
    await expect(page.getByTestId('book-detail')).toContainText(number);
    await keys.getByRole('button', { name: '补充' }).click();
    await expect(sheet.locator('[name="supplement-text"]')).toHaveValue('隔壁也');
    await keyboard.press('End');
    await keyboard.type('没有电');
    await keyboard.press('Control+Enter');
    await expect(page.getByTestId('book-detail')).toContainText('隔壁也没有电');
    for (const view of twoViews) {
      await showView(page, view);
      await expectWellShown(page, 'an own ticket with what was added', view);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
    await page.locator('[name="book-search"]').fill('隔壁也没有');
    await expect(page.getByTestId('book-total')).toContainText('1 张');
    await keys.getByRole('button', { name: '催办' }).click();
    const form = page.getByTestId('ticket-form');
    await expect(form.locator('[name="type"]')).toHaveValue('expedite');
    await expect(form.locator('[name="callerPhone"]')).toHaveValue(/13900000099$/);
    await expect(form.locator('[name="parentId"] option:checked')).toContainText(number);
    const urging = await submitTicket(page);
    await expect(page.getByTestId(`ticket-${urging}`)).toHaveAttribute('data-sync', 'synced', { timeout: 30_000 });
  });
});
