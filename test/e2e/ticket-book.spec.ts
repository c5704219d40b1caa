import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { readSheet } from 'read-excel-file/node';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, testedViews } from './support/views.ts';
import { writeTickets } from './support/write-tickets.ts';

const tickets = 2000;

test('2,000 own tickets: scrolled, found, counted and exported by the keys alone', async ({ seat }) => {
  test.setTimeout(600_000);
  const { page } = seat;
  const { keyboard } = page;
  const desk = deskPage(page);
  const list = page.getByTestId('book-list');
  const rows = list.getByRole('option');
  const chosen = list.locator('[aria-selected="true"]');
  const total = page.getByTestId('book-total');
  const search = page.locator('[name="book-search"]');
  await desk.signIn('9527');
  await writeTickets(page, tickets);

  await test.step('the key opens them, the newest first, and few of them are drawn', async () => {
    await keyboard.press('Alt+Shift+KeyO');
    await expect(search).toBeFocused();
    await expect(total).toContainText('2000 张');
    await expect(page.getByTestId('book-list-open')).toContainText('400');
    await expect(page.getByTestId('book-list-overdue')).toContainText('200');
    await expect(chosen).toContainText('1999');
    await expect(chosen).toHaveAttribute('aria-setsize', '2000');
    expect(await rows.count()).toBeLessThan(60);
  });

  await test.step('keys reach every row, and what is far away is fetched', async () => {
    await keyboard.press('ArrowDown');
    await expect(chosen).toHaveAttribute('aria-posinset', '2');
    await keyboard.press('Control+End');
    await expect(chosen).toHaveAttribute('aria-posinset', '2000');
    await expect(chosen).toContainText('第 0 张');
    await expect(chosen).toBeInViewport();
    await expect(page.getByTestId('book-detail')).toContainText('第 0 张：邻居有电');
    await keyboard.press('PageUp');
    await expect(chosen).not.toHaveAttribute('aria-posinset', '2000');
    await list.focus();
    await keyboard.press('Home');
    await expect(chosen).toHaveAttribute('aria-posinset', '1');
    await list.evaluate((box) => {
      box.scrollTop = box.scrollHeight / 2;
    });
    await expect(rows.filter({ hasText: /第 9\d\d 张|ཨང་ 9\d\d / }).first()).toBeInViewport();
    expect(await rows.count()).toBeLessThan(60);
  });

  await test.step('open ones stand by what is due, with words and a shape', async () => {
    await page.getByTestId('book-list-open').click();
    await expect(total).toContainText('400 张 · 按处理时限排序');
    await expect(chosen.locator('.due-clock')).toHaveAttribute('data-level', 'overdue');
    await expect(chosen).toContainText('超时');
    await list.focus();
    await keyboard.press('End');
    await expect(chosen.locator('.due-clock')).toHaveAttribute('data-level', 'ahead');
    await expect(chosen).toContainText('剩余');
    await page.getByTestId('book-list-all').click();
  });

  await test.step('found in Chinese, in Tibetan, and by the last digits of a number', async () => {
    await search.fill('变压器');
    await expect(total).toContainText('1 张');
    await expect(chosen).toContainText('第 1234 张');
    await search.fill('གློག་ཆད ཀ་བ');
    await expect(total).toContainText('1 张');
    await expect(chosen).toContainText('777');
    await search.fill('10000321');
    await expect(total).toContainText('1 张');
    await expect(chosen).toContainText('139 •••• 0321');
    await search.fill('没有这句话');
    await expect(page.locator('.book-list.empty')).toHaveText('没有符合条件的工单。');
    await page.getByTestId('export-csv').click();
    await expect(page.locator('.book-sheet').getByRole('alert')).toContainText('没有可导出的工单');
    await search.fill('');
    await expect(total).toContainText('2000 张');
  });

  await test.step('it is well shown', async () => {
    await page.getByTestId('book-list-open').click();
    await expect(chosen).toContainText('超时');
    await look(page, 'ticket-book');
    await page.getByTestId('book-pane-day').click();
    await expect(page.getByTestId('book-day')).toContainText('2000');
    const consultations = page.getByTestId('book-day').getByRole('row').filter({ hasText: '业务咨询' });
    await expect(consultations.getByRole('cell').nth(1)).toHaveText('1600');
    await look(page, 'ticket-day');
    await page.getByTestId('book-pane-tickets').click();
  });

  await test.step('narrowed by language and area, and both', async () => {
    await page.getByTestId('book-list-all').click();
    await page.locator('[name="book-language"]').selectOption('adx');
    await expect(total).toContainText('1000 张');
    await page.locator('[name="book-area"]').selectOption('guide');
    await expect(total).toContainText('333 张');
    await page.locator('[name="book-language"]').selectOption('');
    await expect(total).toContainText('667 张');
    await page.locator('[name="book-area"]').selectOption('');
    await expect(total).toContainText('2000 张');
  });

  await test.step('exported as a file that names nobody', async () => {
    await page.locator('[name="book-type"]').selectOption('faultRepair');
    await expect(total).toContainText('400 张');
    const csv = (await exported(page, 'csv')).toString('utf8');
    expect(csv.startsWith('\ufeff"单号"')).toBe(true);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(401);
    expect(csv).toContain('"李••","139 •••• ');
    expect(csv).not.toContain('李措毛');
    expect(csv).toContain('གློག་ཆད་སོང་།');
    await expect(page.getByTestId('exported')).toContainText('已导出 400 张');
    const sheet = await readSheet(await exported(page, 'xlsx'));
    expect(sheet).toHaveLength(401);
    expect(sheet[1]).toContain('故障报修');
  });

  await test.step('a leader scrolls through those of the team to the first one, and few are drawn', async () => {
    await keyboard.press('Escape');
    await expect(page.getByTestId('sync')).toHaveAttribute('data-waiting', '0', { timeout: 60_000 });
    await desk.signOut();
    await desk.signIn('0031');
    await keyboard.press('Alt+Shift+KeyO');
    await page.getByTestId('book-pane-team').click();
    const team = page.getByTestId('team-list');
    const ofTeam = team.getByRole('option');
    await expect(ofTeam.first()).toHaveAttribute('aria-setsize', '-1');
    await expect(async () => {
      await team.evaluate((box) => {
        box.scrollTop = box.scrollHeight;
      });
      // Counted once the last page is there.
      await expect(ofTeam.last()).toHaveAttribute('aria-setsize', /^2\d{3}$/, { timeout: 500 });
    }).toPass({ timeout: 60_000 });
    expect(await ofTeam.count()).toBeLessThan(60);
    const selected = team.locator('[aria-selected="true"]');
    await team.press('End');
    await expect(selected).toHaveAttribute('aria-posinset', (await selected.getAttribute('aria-setsize')) ?? '');
    await expect(selected).toBeInViewport();
    await expect(page.getByTestId('team-detail')).toBeVisible();
    await team.press('Home');
    await expect(selected).toHaveAttribute('aria-posinset', '1');
    await expect(selected).toBeInViewport();
  });

  await test.step('a ring closes them', async () => {
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('[data-testid="practice-zh-outage-report"]')?.click();
    });
    await expect(desk.callCard).toHaveAttribute('data-state', 'ringing');
    await expect(page.locator('.book-sheet')).toBeHidden();
  });
});

async function exported(page: Page, format: 'csv' | 'xlsx'): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.getByTestId(`export-${format}`).click();
  return readFileSync(await (await download).path());
}

async function look(page: Page, state: string): Promise<void> {
  for (const view of testedViews) {
    await showView(page, view);
    await expectWellShown(page, state, view);
  }
  await showView(page, { locale: 'zh-CN', theme: 'light' });
}
