import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

async function expectAccessible(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${state}: ${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect(found).toEqual([]);
}

for (const theme of ['light', 'dark'] as const) {
  test(`every state of the desk is clean for axe, ${theme}`, async ({ seat }) => {
    const { page } = seat;
    const desk = deskPage(page);
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('[name="agentNo"]')).toBeEditable();
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await expectAccessible(page, 'sign-in');
    await desk.signIn('9527');
    await expectAccessible(page, 'idle');
    await desk.ring('adx-bill-question');
    await expect(page.getByTestId('open-tickets')).toContainText('W-20611');
    await expectAccessible(page, 'ringing');
    await desk.answer();
    await page.keyboard.press('Alt+KeyS');
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.type('停电');
    await expect(page.getByTestId('hits').getByRole('option').first()).toBeVisible();
    await page.keyboard.press('Alt+KeyT');
    await page.keyboard.press('Control+Enter');
    await expectAccessible(page, 'talking');
    await page.keyboard.press('F8');
    await expect(desk.callCard).toHaveAttribute('data-state', 'held');
    await expectAccessible(page, 'held');
    await page.keyboard.press('F6');
    await expectAccessible(page, 'quick close');
    await page.keyboard.press('1');
    await expect(page.getByTestId('just-submitted')).toBeVisible();
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('reader')).toBeVisible();
    await desk.hangUp();
    await expectAccessible(page, 'wrap-up');
  });

  test(`setting a seat up is clean for axe, ${theme}`, async ({ seat }) => {
    const { page } = seat;
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await page.getByTestId('set-up').click();
    await page.locator('[name="name"]').press('Enter');
    await expect(page.getByTestId('problem-name')).toBeVisible();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.locator('[name="exchange.servers.0"]').fill('wss://127.0.0.1:9');
    await page.locator('[name="exchange.domain"]').fill('pbx.example.org');
    await page.getByTestId('test-all').click();
    await expect(page.getByTestId('test-exchange')).toHaveAttribute('data-state', 'failed');
    await expectAccessible(page, 'set-up with errors');
    await page.getByRole('button', { name: '导入配置文件' }).click();
    await page.locator('[name="config"]').fill('{');
    await page.getByRole('button', { name: '填入各项' }).click();
    await expectAccessible(page, 'import');
    await page.getByRole('button', { name: '取消' }).click();
  });
}

test('no Tibetan line is cut by its box', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await page.locator('.view-settings select').selectOption('bo');
  await page.getByTestId('set-up').click();
  await page.locator('[name="name"]').press('Enter');
  await expect(page.getByTestId('problem-name')).toBeVisible();
  expect(await cutLines(page)).toEqual([]);
  await page.getByTestId('setup-back').click();
  await desk.signIn('9527');
  await desk.ring('adx-bill-question');
  await desk.answer();
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('glog chad');
  await expect(page.getByTestId('hits').getByRole('option').first()).toBeVisible();
  expect(await cutLines(page)).toEqual([]);
});

/** A stack of Noto Serif Tibetan is 1.8 em tall: a line box lower than that, inside a box that hides what overflows, cuts it. */
function cutLines(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('#root *')) {
      const own = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && /[\u0F40-\u0FBC]/.test(node.textContent ?? ''),
      );
      if (!own || element.closest('select, .visually-hidden')) continue;
      const style = getComputedStyle(element);
      const ratio = Number.parseFloat(style.lineHeight) / Number.parseFloat(style.fontSize);
      const box = element.getBoundingClientRect();
      const hides = style.overflow !== 'visible' && element.scrollHeight > element.clientHeight + 1;
      if (box.height > 0 && (ratio < 1.55 || hides))
        found.push(`${element.className} ${String(ratio)} ${element.innerText}`);
    }
    return found;
  });
}
