import type { Page } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, testedViews } from './support/views.ts';

test('a caller with open tickets is told how far they are, by one key', async ({ seat }) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const { keyboard } = page;
  const desk = deskPage(page);
  const reminder = page.getByTestId('ticket-reminder');
  await desk.signIn('9527');
  await desk.ring('adx-bill-question');
  await expect(reminder).toContainText('来电人有 2 张未结工单');
  await expect(reminder).toContainText('W-20611');
  await expect(reminder).toContainText('处理中');
  await expect(reminder).toContainText('超时');
  await desk.answer();
  const line = reminder.locator('.phrase-row');
  await expect(line).toHaveAttribute('data-line', 'ticketComplaint.overdue');
  await expect(line).toContainText('W-20611');
  await look(page, 'ticket-reminder');
  await keyboard.press('Alt+Shift+KeyV');
  await expect(line).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.locator('.phrase-row[data-said="true"]').filter({ hasText: 'W-20611' })).toHaveCount(1);
  await desk.hangUp();
  await expect(reminder).toBeHidden();
  await keyboard.press('Alt+KeyW');
  await desk.ring('zh-outage-report');
  await desk.answer();
  await expect(reminder).toBeHidden();
});

test('what is written often is a template: one key fills what is empty, and nothing that was typed', async ({
  seat,
}) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const { keyboard } = page;
  const form = page.getByTestId('ticket-form');
  const description = form.locator('[name="description"]');
  const subType = form.locator('[name="subType"]');
  await deskPage(page).signIn('9527');
  await keyboard.press('Alt+KeyT');
  await form.locator('[name="type"]').selectOption('faultRepair');
  await subType.selectOption({ index: 1 });
  await form.locator('[name="callerName"]').fill('李措毛');
  await description.fill('表箱有电，户内无电，已请客户看漏保。');
  await form.getByRole('button', { name: '存为模板' }).click();
  await keyboard.type('户内无电');
  await keyboard.press('Enter');
  await expect(form.locator('.template-fill')).toHaveText('户内无电');
  const chosen = await subType.inputValue();
  await form.getByRole('button', { name: '丢弃' }).click();
  await page.getByRole('alertdialog').getByRole('button').first().click();

  await keyboard.press('Alt+KeyT');
  await form.locator('[name="type"]').selectOption('faultRepair');
  await form.locator('[name="type"]').focus();
  await keyboard.press('Alt+Shift+KeyF');
  await expect(description).toHaveValue('表箱有电，户内无电，已请客户看漏保。');
  await expect(subType).toHaveValue(chosen);
  await expect(form.locator('[name="callerName"]')).toHaveValue('');
  await look(page, 'ticket-template');

  await description.fill('只有三楼');
  await keyboard.press('Alt+Shift+KeyF');
  await expect(description).toHaveValue('只有三楼');
  await form.getByRole('button', { name: '删除模板“户内无电”' }).click();
  await expect(form.locator('.template-fill')).toHaveCount(0);
});

async function look(page: Page, state: string): Promise<void> {
  for (const view of testedViews) {
    await showView(page, view);
    await expectWellShown(page, state, view);
  }
  await showView(page, { locale: 'zh-CN', theme: 'light' });
}
