import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, twoViews } from './support/views.ts';

async function openExchange(page: Page): Promise<void> {
  await page.keyboard.press('Alt+Shift+KeyP');
  await page.getByTestId('pack-tab-exchange').click();
}

async function give(page: Page, name: string, text: string): Promise<void> {
  const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) };
  await page.locator('[name="pack-file"]').setInputFiles(file);
}

test('a pack goes out as a file and comes back as proposals that were seen before', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  const rows = page.getByTestId('pack-import-row');
  await desk.signIn('9527');
  await openExchange(page);

  const exported = async (format: string): Promise<Buffer> => {
    const download = page.waitForEvent('download');
    await page.getByTestId(`pack-export-${format}`).click();
    return readFileSync(await (await download).path());
  };
  expect((await exported('xlsx')).toString('latin1', 0, 2)).toBe('PK');
  const pack = (await exported('json')).toString('utf8');
  const changed = pack.replace('"text": "བདེ་མོ།"', '"text": "བདེ་མོ། བཤད་རོགས།"');
  const broken = changed.replace('ངའི་ཨང་གྲངས་', 'my number ངའི་ཨང་གྲངས་');
  expect(broken).not.toBe(changed);

  await give(page, 'adx.json', pack.replace('"schemaVersion": 2', '"schemaVersion": 3'));
  await expect(page.getByTestId('pack-import').getByRole('alert')).toContainText('schemaVersion');
  await give(page, 'adx.xlsx', 'PK but no workbook');
  await expect(page.getByTestId('pack-import').getByRole('alert')).toContainText('读不出来');

  await give(page, 'adx.json', broken);
  await expect(rows).toHaveCount(2);
  await expect(rows.locator('ins').first()).toHaveText(/བཤད་རོགས།/);
  await expect(page.locator('[data-kind="refused"]')).toContainText('别的文字');
  await page.keyboard.press('Escape');
  for (const view of twoViews) {
    await showView(page, view);
    await openExchange(page);
    await give(page, 'adx.json', broken);
    await expect(rows).toHaveCount(2);
    await expectWellShown(page, 'a file read', view);
    await page.keyboard.press('Escape');
  }
  await showView(page, { locale: 'zh-CN', theme: 'light' });
  await openExchange(page);
  await give(page, 'adx.json', broken);
  await page.getByTestId('pack-take').click();
  await expect(page.getByTestId('pack-import')).toContainText('已提交 1 句');
  await page.getByTestId('pack-tab-review').click();
  await expect(page.getByTestId('pack-proposal')).toHaveCount(1);
});

test('a leader who saw every change takes a whole file into use; one with a wrong row changes nothing', async ({
  seat,
}) => {
  const { page } = seat;
  const desk = deskPage(page);
  // The leader has worked at this desk before.
  await desk.signIn('0031');
  await desk.signOut();
  await desk.signIn('9527');
  await openExchange(page);
  const download = page.waitForEvent('download');
  await page.getByTestId('pack-export-json').click();
  const pack = readFileSync(await (await download).path(), 'utf8');
  const changed = pack.replace('"text": "བདེ་མོ།"', '"text": "བདེ་མོ། བཤད་རོགས།"');
  await give(page, 'adx.json', changed.replace('ངའི་ཨང་གྲངས་', 'my number ངའི་ཨང་གྲངས་'));
  await expect(page.getByTestId('pack-import')).toContainText('整包不能启用');
  await expect(page.getByTestId('pack-take-whole')).toHaveCount(0);

  const readable = changed.replace('"reading": "得姆"', '"reading": "得姆 谢若"');
  await give(page, 'adx.json', readable);
  await page.locator('[name="pack-leader"]').fill('0031');
  await page.locator('[name="pack-password"]').fill('tashi-demo');
  await page.screenshot({ path: test.info().outputPath('whole-pack.png') });
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('pack-import')).toContainText('已启用 1 句');
  await page.getByTestId('pack-tab-review').click();
  await expect(page.getByTestId('pack-proposal')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await desk.ring('adx-bill-question');
  await desk.answer();
  await page.keyboard.press('Alt+KeyF');
  await page.keyboard.type('bde mo');
  const hit = page.getByTestId('phrase-hits').locator('[data-line="greeting.any"]');
  await expect(hit).toContainText('བཤད་རོགས།');
  await expect(hit).toContainText('0031');
});
