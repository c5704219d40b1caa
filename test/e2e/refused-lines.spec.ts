import type { Page } from '@playwright/test';
import { expect, test, type LiveDesk } from './support/live-desks.ts';
import { expectWellShown, showView, twoViews } from './support/views.ts';

async function openPacks(page: Page, tab: 'rewrite' | 'review'): Promise<void> {
  await page.keyboard.press('Alt+Shift+KeyP');
  await expect(page.locator('dialog.pack-sheet')).toBeVisible();
  await page.getByTestId(`pack-tab-${tab}`).click();
}

async function propose(page: Page, line: string, text: string, reading: string): Promise<void> {
  await openPacks(page, 'rewrite');
  await page.locator('[name="pack-search"]').fill(line);
  await page.keyboard.press('Enter');
  await page.locator('[name="pack-text"]').fill(text);
  await page.locator('[name="pack-reading"]').fill(reading);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('pack-note')).toContainText('已提交');
  await page.keyboard.press('Escape');
}

async function judge({ page }: LiveDesk, verdict: 'approved' | 'returned'): Promise<void> {
  await openPacks(page, 'review');
  await page.getByTestId(`pack-${verdict}`).click();
  if (verdict === 'returned') await page.locator('[name="pack-return-reason"]').fill('太长');
  await page.locator('[name="pack-leader"]').fill('0031');
  await page.locator('[name="pack-password"]').fill('tashi-demo');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('pack-decided')).toBeVisible();
  await page.keyboard.press('Escape');
}

async function look(page: Page, tab: 'rewrite' | 'review', state: string): Promise<void> {
  for (const view of twoViews) {
    await showView(page, view);
    await openPacks(page, tab);
    await expectWellShown(page, state, view);
    await page.keyboard.press('Escape');
  }
  await showView(page, { locale: 'zh-CN', theme: 'light' });
}

test.describe('what the centre does not take of the work on lines', () => {
  test.skip(({ shell }) => shell === 'electron', 'the site is one of browser seats');

  test('a leader hears of a decision that came too late, a speaker of a line that was not his', async ({ site }) => {
    test.setTimeout(600_000);
    await site.startCentre();
    // The leader has worked at the speaker's desk before.
    const speaker = await site.open('0031');
    const { page } = speaker;
    const undone = page.getByTestId('decisions-undone');
    const refused = page.getByTestId('pack-refused');
    await speaker.signOut();
    await speaker.signIn('9527');
    const leader = await site.open('0031');

    await test.step('decided elsewhere while this desk had no network: said on the desk, and why in the sheet', async () => {
      await propose(page, "bde mo nga'i", 'བདེ་མོ། ངའི་ཨང་གྲངས་ {agentNo} ཡིན། བཤད་རོགས།', '得姆。额昂章 {agentNo} 因。谢若');
      await speaker.sync();
      await leader.sync();
      speaker.line.pullCable();
      await judge(speaker, 'approved');
      await judge(leader, 'returned');
      await leader.sync();
      speaker.line.plugIn();
      await speaker.sync();
      await expect(undone).toContainText('1');
      await page.screenshot({ path: test.info().outputPath('desk.png') });
      await look(page, 'review', 'decisions-undone');
      await openPacks(page, 'review');
      await expect(page.getByTestId('pack-undone')).toContainText('以那一次为准');
      await page.getByTestId('pack-undone-read').click();
      await expect(page.getByTestId('pack-undone')).toBeHidden();
      await page.keyboard.press('Escape');
      await expect(undone).toBeHidden();
    });

    await test.step('a line in a language that the centre does not list for him: why, and it can be sent again', async () => {
      await site.stopCentre();
      site.listLanguages('9527', ['zh-Hans']);
      await site.startCentre();
      await propose(page, 'bkra shis', 'བཀྲ་ཤིས་བདེ་ལེགས། བདེ་མོ།', '扎西德勒。得姆');
      await speaker.sync();
      await look(page, 'rewrite', 'line-refused');
      await openPacks(page, 'rewrite');
      await expect(refused).toContainText('没有登记');
      await site.stopCentre();
      site.listLanguages('9527', ['adx', 'zh-Hans']);
      await site.startCentre();
      await page.getByTestId('pack-send-again').click();
      await expect(refused).toBeHidden();
      await page.keyboard.press('Escape');
      await speaker.sync();
      await openPacks(page, 'rewrite');
      await expect(page.getByTestId('pack-lines')).toBeVisible();
      await expect(refused).toBeHidden();
    });
  });
});
