import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, twoViews } from './support/views.ts';

async function openPacks(page: Page): Promise<void> {
  await page.keyboard.press('Alt+Shift+KeyP');
  await expect(page.locator('dialog.pack-sheet')).toBeVisible();
}

async function sign(page: Page, agentNo: string, password: string): Promise<void> {
  await page.locator('[name="pack-leader"]').fill(agentNo);
  await page.locator('[name="pack-password"]').fill(password);
  await page.keyboard.press('Enter');
}

const greeting = 'བདེ་མོ། ངའི་ཨང་གྲངས་ {agentNo} ཡིན། བཤད་རོགས།';

test('a speaker rewrites and records a line, a leader approves it at the same desk without the network', async ({
  seat,
}) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const desk = deskPage(page);
  const text = page.locator('[name="pack-text"]');
  const proposals = page.getByTestId('pack-proposal');

  // The leader has worked at this desk before.
  await desk.signIn('0031');
  await desk.signOut();
  await desk.signIn('9527');
  await desk.setServerPower(false);

  await test.step('a line is found as in a call, and what is wrong with it is said while it is written', async () => {
    await openPacks(page);
    await expect(page.locator('[name="pack-search"]')).toBeFocused();
    await page.keyboard.type("bde mo nga'i");
    await expect(page.getByTestId('pack-lines').getByRole('option').first()).toHaveAttribute(
      'data-line',
      'greeting.number',
    );
    await page.keyboard.press('Enter');
    await expect(text).toBeFocused();
    await text.fill('བདེ་མོ། hello');
    await expect(page.getByTestId('pack-reason-text')).toContainText('h e l o');
    await expect(page.getByTestId('pack-reason-text')).toContainText('{agentNo}');
    await expect(page.getByTestId('pack-propose')).toBeDisabled();
    await text.fill(greeting);
    await expect(page.getByTestId('pack-reason-text')).toBeHidden();
    await page.locator('[name="pack-reading"]').fill('得姆。额昂章 {agentNo} 因。谢若');
  });

  await test.step('it is recorded and heard again', async () => {
    await page.keyboard.press('Alt+KeyR');
    await expect(page.getByTestId('pack-voice')).toHaveAttribute('data-state', 'recording');
    await expect
      .poll(async () => Number(await page.getByTestId('pack-level').getAttribute('data-level')))
      .toBeGreaterThan(0);
    await page.keyboard.press('Alt+KeyR');
    await expect(page.getByTestId('pack-voice')).toHaveAttribute('data-state', 'kept');
    await page.keyboard.press('Alt+KeyP');
    await expect(page.getByTestId('pack-play')).toHaveAttribute('data-playing', 'true');
    await expect(page.getByTestId('pack-saved')).toHaveAttribute('data-saved', 'true');
  });

  await test.step('nothing of it is lost with the page or the core', async () => {
    await seat.killCore();
    await page.reload();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered');
    await openPacks(page);
    await page.locator('.pack-draft').click();
    await expect(text).toHaveValue(greeting);
    await expect(page.getByTestId('pack-voice')).toHaveAttribute('data-state', 'kept');
    await page.keyboard.press('Escape');
    for (const view of twoViews) {
      await showView(page, view);
      await openPacks(page);
      await page.locator('.pack-draft').click();
      await expectWellShown(page, 'a line rewritten', view);
      await page.keyboard.press('Escape');
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
    await openPacks(page);
    await page.locator('.pack-draft').click();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByTestId('pack-note')).toContainText('已提交');
  });

  await test.step('nobody approves what he wrote himself, nor without a leader', async () => {
    await page.getByTestId('pack-tab-review').click();
    await expect(proposals).toHaveCount(1);
    await expect(proposals.locator('ins')).toHaveText(['བཤད་རོགས།']);
    await page.getByTestId('pack-approved').click();
    await sign(page, '9527', 'tashi-demo');
    await expect(page.locator('dialog').getByRole('alert')).toContainText('不是班长');
    await sign(page, '0031', 'not-his');
    await expect(page.locator('dialog').getByRole('alert')).toContainText('口令不对');
    await expect(proposals).toHaveCount(1);
    await page.keyboard.press('Escape');
    for (const view of twoViews) {
      await showView(page, view);
      await openPacks(page);
      await page.getByTestId('pack-tab-review').click();
      await page.getByTestId('pack-returned').click();
      await expectWellShown(page, 'lines reviewed', view);
      await page.keyboard.press('Escape');
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
    await openPacks(page);
    await page.getByTestId('pack-tab-review').click();
  });

  await test.step('the leader signs, and the line stands with his number in the history', async () => {
    await page.getByTestId('pack-approved').click();
    await sign(page, '0031', 'tashi-demo');
    await expect(page.getByTestId('pack-decided')).toBeVisible();
    await expect(proposals).toHaveCount(0);
    await page.getByTestId('pack-tab-rewrite').click();
    await page.locator('[name="pack-search"]').fill("bde mo nga'i");
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('pack-history').locator('[data-state="approved"]')).toContainText('0031');
    await page.keyboard.press('Escape');
  });

  await test.step('from the next call on it is the large line, and on the disk nobody can read it', async () => {
    await desk.ring('adx-bill-question');
    await desk.answer();
    await page.keyboard.press('Alt+KeyF');
    await page.keyboard.type("bde mo nga'i");
    const hit = page.getByTestId('phrase-hits').locator('[data-line="greeting.number"]');
    await expect(hit).toContainText('བཤད་རོགས།');
    await expect(hit).toContainText('0031');
    const kept = globSync('profiles/*/packs.db*', { cwd: seat.home });
    expect(kept.length).toBeGreaterThan(0);
    for (const name of kept) {
      const bytes = readFileSync(join(seat.home, name));
      expect(bytes.includes('བཤད་རོགས')).toBe(false);
      expect(bytes.includes('OpusHead')).toBe(false);
    }
  });
});
