import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { sampleFile } from '../fakes/sample-files.ts';
import { deskPage, submitTicket } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, testedViews } from './support/views.ts';

/** A picture that a browser can draw. */
const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const bill = sampleFile(300_000);

test('a leader gives a ticket back from his desk, and its author has it with the reason', async ({ seat }) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const { keyboard } = page;
  const desk = deskPage(page);
  await desk.signIn('9527');
  await keyboard.press('Alt+Shift+KeyO');
  await expect(page.getByTestId('book-pane-day')).toBeVisible();
  await expect(page.getByTestId('book-pane-team')).toHaveCount(0);
  await keyboard.press('Escape');
  // From now on choosers are caught: one that opens before the browser was told of it is lost.
  page.on('filechooser', () => undefined);
  await keyboard.press('Alt+KeyT');
  const form = page.getByTestId('ticket-form');
  await form.locator('[name="type"]').selectOption('faultRepair');
  await form.locator('[name="subType"]').selectOption({ index: 1 });
  await form.locator('[name="description"]').fill('三楼停电');
  await form.locator('[name="callerPhone"]').fill('13900000099');
  await form.locator('[name="address"]').fill('共和县恰卜恰镇');
  const chooser = page.waitForEvent('filechooser');
  await keyboard.press('Alt+Shift+KeyA');
  await (
    await chooser
  ).setFiles([
    { name: '电表照片.png', mimeType: 'image/png', buffer: photo },
    { name: '账单.pdf', mimeType: 'application/pdf', buffer: bill },
  ]);
  await expect(page.getByTestId('attachment')).toHaveCount(2);
  const number = await submitTicket(page);
  await expect(page.getByTestId(`ticket-${number}`)).toHaveAttribute('data-sync', 'synced');
  await expect(page.getByTestId(`ticket-${number}`).getByTestId('attachment-progress')).toHaveText('附件 2/2 已送达', {
    timeout: 60_000,
  });
  await desk.signOut();

  await desk.signIn('0031');
  await keyboard.press('Alt+Shift+KeyO');
  await page.getByTestId('book-pane-team').click();
  const row = page.getByTestId(`team-${number}`);
  await expect(row).toContainText('三楼停电');
  await expect(row).toContainText('9527');
  await page.locator('[name="team-search"]').fill('没有这样的事');
  await expect(row).toHaveCount(0);
  await page.locator('[name="team-search"]').fill('三楼');
  await expect(row).toBeVisible();
  await look(page, 'team-search');
  await page.getByTestId('team-list').focus();
  await keyboard.press('ArrowDown');
  const detail = page.getByTestId('team-detail');
  await page.getByTestId('deed-return').click();
  await expect(detail.getByRole('alert')).toContainText('退单');
  await look(page, 'team-missing');
  await page.locator('[name="deed-text"]').fill('门牌号不对，请与客户核对');
  await expect(detail.getByRole('alert')).toHaveCount(0);
  await page.getByTestId('deed-return').click();
  await expect(row).toContainText('退单');
  await expect(page.getByTestId('team-done')).toContainText(number);
  await expect(page.getByTestId('deed-cancel')).toBeVisible();
  await expect(page.getByTestId('deed-return')).toHaveCount(0);
  await page.getByTestId('team-open').click();
  await expect(page.getByTestId('team-history')).toContainText('门牌号不对，请与客户核对');
  await expect(page.getByTestId('save-correction')).toBeDisabled();
  await test.step('the files of the agent: a picture is shown, and what is saved is what he had added', async () => {
    const files = page.getByTestId('team-files');
    await expect(files.getByRole('listitem')).toHaveText([/电表照片\.png/, /账单\.pdf/]);
    await expect(files.getByTestId('team-file-show')).toHaveCount(1);
    await files.getByTestId('team-file-show').click();
    await expect(files.getByRole('img')).toBeVisible();
    await look(page, 'team-files');
    const download = page.waitForEvent('download');
    await files.getByTestId('team-file-save').last().click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('账单.pdf');
    expect(readFileSync(await saved.path()).equals(bill)).toBe(true);
    await expect(page.getByTestId('team-file-status')).toContainText('已记入审计');
  });
  await page.locator('[name="correct-description"]').fill('三楼停电，邻居也没有电');
  await page.locator('[name="correct-priority"]').selectOption('high');
  await look(page, 'team-correction');
  await page.getByTestId('save-correction').click();
  await expect(page.getByTestId('team-history')).toContainText('更正内容');
  await expect(row).toContainText('三楼停电，邻居也没有电');
  await expect(page.getByTestId('save-correction')).toBeDisabled();
  await page.locator('[name="team-status"]').selectOption('closed');
  await expect(row).toHaveCount(0);
  await keyboard.press('Escape');
  await desk.signOut();

  await desk.signIn('9527');
  await expect(page.getByTestId(`returned-${number}`)).toContainText('门牌号不对，请与客户核对');
});

async function look(page: Page, state: string): Promise<void> {
  for (const view of testedViews) {
    await showView(page, view);
    await expectWellShown(page, state, view);
  }
  await showView(page, { locale: 'zh-CN', theme: 'light' });
}
