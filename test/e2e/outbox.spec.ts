import type { Page } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { refuseTicket } from './support/refuse-ticket.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, testedViews } from './support/views.ts';

test('what waits is seen with its reason; what was refused is thrown away on purpose only, and put back', async ({
  seat,
}) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const { keyboard } = page;
  const desk = deskPage(page);
  const rows = page.getByTestId('outbox-rows').getByRole('option');
  const detail = page.getByTestId('outbox-detail');
  const sync = page.getByTestId('sync');
  await desk.signIn('9527');
  await desk.setServerPower(false);
  await expect(sync).toContainText('起离线');
  const number = await desk.submitFault('三楼停电，号码 13912345678');

  await test.step('a file that was exported is told to the centre, whatever the agent wants', async () => {
    await keyboard.press('Alt+Shift+KeyO');
    const download = page.waitForEvent('download');
    await page.getByTestId('export-csv').click();
    await download;
    await expect(page.getByTestId('exported')).toContainText('已导出 1 张');
    await keyboard.press('Escape');
    await expect(sync).toHaveAttribute('data-waiting', '2');
    await keyboard.press('Alt+Shift+KeyY');
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).toContainText(number);
    await expect(rows.first()).toContainText('连上后自动送出');
    await expect(page.getByTestId('outbox-standing')).toContainText('起离线');
    await expect(page.getByTestId('outbox-discard')).toHaveCount(0);
    await page.getByTestId('outbox-rows').focus();
    await keyboard.press('End');
    await expect(detail).toContainText('导出工单的记录');
    await expect(page.getByTestId('outbox-keeps')).toContainText('属于审计');
    await look(page, 'outbox-waiting');
    await keyboard.press('Escape');
    await expect(page.locator('dialog[open]')).toHaveCount(0);
  });

  await refuseTicket(seat);
  await sync.click();
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('单号已被占用');
  await expect(page.getByTestId('outbox-why')).toContainText('单号已被占用');

  await test.step('the question goes to the answer that loses nothing', async () => {
    await page.getByTestId('outbox-discard').click();
    await expect(page.getByTestId('outbox-question')).toContainText(number);
    await expect(page.getByTestId('outbox-keep')).toBeFocused();
    await look(page, 'outbox-question');
    await page.getByTestId('outbox-keep').focus();
    await keyboard.press('Enter');
    await expect(page.getByTestId('outbox-question')).toHaveCount(0);
    await expect(rows).toHaveCount(1);
    await page.getByTestId('outbox-discard').click();
    await page.getByTestId('outbox-discard-yes').click();
    await expect(page.getByTestId('outbox-done')).toContainText('30 天内可以放回');
    await expect(rows).toHaveCount(0);
    await expect(sync).toHaveAttribute('data-tone', 'good');
    await expect(page.locator('[data-sync="rejected"]')).toHaveCount(0);
  });

  await test.step('for 30 days it can be looked at, masked, and put back', async () => {
    await page.getByTestId('outbox-discarded').click();
    await expect(rows.first()).toContainText(number);
    await page.getByTestId('outbox-look').click();
    await expect(page.getByTestId('outbox-text')).toContainText('三楼停电');
    await expect(detail).not.toContainText('13912345678');
    await look(page, 'outbox-discarded');
    await page.getByTestId('outbox-restore').click();
    await expect(page.getByTestId('outbox-done')).toContainText('已放回');
    await expect(sync).toHaveAttribute('data-tone', 'bad');
    await page.getByTestId('outbox-waiting').click();
    await page.getByTestId('outbox-edit').click();
    await expect(page.locator('dialog[open]')).toHaveCount(0);
    await expect(page.getByTestId('ticket-form').locator('[name="description"]')).toHaveValue(/三楼停电/);
  });
});

async function look(page: Page, state: string): Promise<void> {
  for (const view of testedViews) {
    await showView(page, view);
    await expectWellShown(page, state, view);
  }
  await showView(page, { locale: 'zh-CN', theme: 'light' });
}
