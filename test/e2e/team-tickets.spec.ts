import type { Page, TestInfo } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, testedViews } from './support/views.ts';

test('a leader gives a ticket back from his desk, and its author has it with the reason', async ({ seat }, info) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const { keyboard } = page;
  const desk = deskPage(page);
  await desk.signIn('9527');
  await keyboard.press('Alt+Shift+KeyO');
  await expect(page.getByTestId('book-pane-day')).toBeVisible();
  await expect(page.getByTestId('book-pane-team')).toHaveCount(0);
  await keyboard.press('Escape');
  const number = await desk.submitFault('三楼停电');
  await expect(page.getByTestId(`ticket-${number}`)).toHaveAttribute('data-sync', 'synced');
  await desk.signOut();

  await desk.signIn('0031');
  await keyboard.press('Alt+Shift+KeyO');
  await page.getByTestId('book-pane-team').click();
  const row = page.getByTestId(`team-${number}`);
  await expect(row).toContainText('三楼停电');
  await expect(row).toContainText('9527');
  await row.focus();
  await keyboard.press('Enter');
  const detail = page.getByTestId('team-detail');
  await page.getByTestId('deed-return').click();
  await expect(detail.getByRole('alert')).toContainText('退单');
  await look(page, info, 'team-missing');
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
  await page.locator('[name="correct-description"]').fill('三楼停电，邻居也没有电');
  await page.locator('[name="correct-priority"]').selectOption('high');
  await look(page, info, 'team-correction');
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

async function look(page: Page, info: TestInfo, state: string): Promise<void> {
  for (const view of testedViews) {
    await showView(page, view);
    await expectWellShown(page, state, view);
    await page.screenshot({ path: info.outputPath(`${state}-${view.locale}-${view.theme}.png`) });
  }
  await showView(page, { locale: 'zh-CN', theme: 'light' });
}
