import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

test('an agent puts a key elsewhere: clashes are named, hints follow, and it is his alone', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('9527');
  await page.keyboard.press('Shift+Slash');
  const sheet = page.getByRole('dialog');
  const answer = sheet.getByTestId('key-answer');
  const note = sheet.getByTestId('key-note');

  await answer.focus();
  await page.keyboard.press('Enter');
  await expect(answer).toHaveText('请按新键');
  await page.keyboard.press('F8');
  await expect(note).toHaveText('F8 已用于“保持或恢复”。请先改那一项，或换一个键。');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+KeyD');
  await expect(note).toContainText('浏览器');
  await expect(answer).toHaveText('F2');
  // Escape leaves the key, not the sheet.
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+KeyN');
  await expect(answer).toHaveText('Alt N');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  await desk.ring('zh-outage-report');
  await expect(desk.callCard.getByRole('button', { name: '接听' })).toContainText('Alt N');
  await page.keyboard.press('F2');
  await page.keyboard.press('Alt+KeyN');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await desk.hangUp();
  await page.keyboard.press('Alt+KeyW');
  await expect(desk.callCard).toBeHidden();

  await desk.signOut();
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await desk.answer();
  await desk.hangUp();
  await page.keyboard.press('Alt+KeyW');
  await expect(desk.callCard).toBeHidden();

  await desk.signOut();
  await desk.signIn('9527');
  await page.keyboard.press('Shift+Slash');
  await expect(answer).toHaveText('Alt N');
  await sheet.getByRole('button', { name: '全部恢复默认' }).click();
  await expect(answer).toHaveText('F2');
  await page.keyboard.press('Escape');
  await desk.ring('zh-outage-report');
  await desk.answer();
  await desk.hangUp();
});

/** Keys that no action has, enough for all of them. */
const freeKeys = [
  ...['F3', 'F10', 'Shift+F2', 'Shift+F3', 'Shift+F6', 'Shift+F7', 'Shift+F8', 'Shift+F9', 'Shift+F10'],
  ...['Alt+', 'Alt+Shift+', 'Control+', 'Control+Shift+', 'Control+Alt+', 'Control+Alt+Shift+'].flatMap((held) =>
    ['F2', 'F3', 'F6', 'F7', 'F8', 'F9', 'F10'].map((key) => held + key),
  ),
  ...Array.from('IZ').map((letter) => `Alt+Shift+Key${letter}`),
  ...['Alt+KeyN', 'F13', 'F14', 'F15', 'F16', 'F17', 'F18', 'F19', 'F20'],
];

/** As the keyboard would, those of large keyboards too, which Playwright has no name for. */
async function pressKey(page: Page, key: string): Promise<void> {
  const nth = /^F(1[3-9]|20)$/.exec(key)?.[1];
  if (nth === undefined) return page.keyboard.press(key);
  const browser = await page.context().newCDPSession(page);
  const event = { key, code: key, windowsVirtualKeyCode: 0x6f + Number(nth) };
  await browser.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
  await browser.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  await browser.detach();
}

/** Every control and text that still names one of these keys, as printed or as a screen reader is told. */
function naming(page: Page, keys: readonly string[]): Promise<string[]> {
  return page.evaluate(
    (names) => {
      // A key with others held is not the key alone.
      const named = new RegExp(`(?<![\\w⇧+]|(?:Alt|Ctrl|⇧) )(?:${names.join('|')})(?!\\w)`, 'u');
      const attributes = ['title', 'aria-label', 'aria-keyshortcuts', 'aria-description', 'placeholder'];
      const found: string[] = [];
      for (const element of document.body.querySelectorAll('*')) {
        const texts = attributes.map((name) => element.getAttribute(name) ?? '');
        for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '');
        const text = texts.find((entry) => named.test(entry));
        if (text !== undefined) found.push(`<${element.tagName.toLowerCase()} class="${element.className}"> ${text}`);
      }
      return found;
    },
    keys
      .map((key) => key.replaceAll(/[.?]/g, String.raw`\$&`))
      .flatMap((key) => [key, key.replace('Ctrl', 'Control').replace('⇧', 'Shift').replaceAll(' ', '\\+')]),
  );
}

test('no hint names a key that the agent has moved, whatever is on the screen', async ({ seat }) => {
  test.setTimeout(240_000);
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('9527');
  await page.keyboard.press('Shift+Slash');
  const buttons = page.getByRole('dialog').locator('.key-button');
  const before = await buttons.allInnerTexts();
  expect(before.length).toBeGreaterThan(30);
  expect(before.length).toBeLessThanOrEqual(freeKeys.length);
  const moved = new Map<string, string>();
  for (const [index, label] of before.entries()) {
    const key = freeKeys[index] ?? '';
    await buttons.nth(index).focus();
    await page.keyboard.press('Enter');
    await pressKey(page, key);
    await expect(buttons.nth(index)).not.toHaveText(label);
    moved.set(((await buttons.nth(index).getAttribute('data-testid')) ?? '').replace('key-', ''), key);
  }
  await page.keyboard.press('Escape');
  const press = (action: string): Promise<void> => pressKey(page, moved.get(action) ?? `no key for ${action}`);
  const expectNone = async (state: string): Promise<void> => {
    expect.soft(await naming(page, before), state).toEqual([]);
  };
  expect(await naming(page, ['Ctrl ↵', 'Esc']), 'what is not moved is found').not.toEqual([]);

  await expectNone('idle');
  await press('customers');
  await expect(page.locator('[name="customerQuery"]')).toBeFocused();
  await expectNone('customers');
  await page.keyboard.press('Escape');
  await desk.ring('zh-outage-report');
  await expectNone('ringing');
  await press('answer');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await press('findLine');
  await expect(page.locator('[name="phraseQuery"]')).toBeFocused();
  await expectNone('finding a line');
  await press('allLines');
  await expect(page.getByTestId('phrase-kinds')).toBeFocused();
  await expectNone('all lines');
  await page.getByTestId('phrase-kinds').locator('[data-kind="greeting"]').click();
  await page.getByTestId('phrase-kind-lines').locator('[data-line="risk.open"]').click();
  await expect(desk.prompt.locator('.slot-field').first()).toBeVisible();
  await expect(page.locator('.phrase-row[data-said="true"]')).toHaveCount(1);
  await expectNone('a gap and a line that was said');
  await press('search');
  await page.keyboard.type('停电');
  await expect(page.getByTestId('hits').getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('reader')).toBeVisible();
  await expectNone('an article');
  await press('newTicket');
  await expect(page.getByTestId('ticket-form')).toBeVisible();
  await expectNone('a ticket');
  await press('dial');
  await expect(page.getByTestId('keypad')).toBeVisible();
  await expectNone('keypad');
  await page.getByTestId('another-practice-caller').locator('summary').click();
  await page.getByTestId('practice-adx-bill-question').click();
  await expect(page.getByTestId('waiting-call')).toBeVisible();
  await expectNone('a call waits');
  await press('answer');
  await expect(page.getByTestId('other-leg')).toHaveAttribute('data-state', 'held');
  await expectNone('two calls');
  await press('endCall');
  await press('swap');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await press('consult');
  await page.getByTestId('place-8820').click();
  await expect(page.getByTestId('consult-leg')).toHaveAttribute('data-state', 'talking');
  await expectNone('consulting');
  // The same key takes the agent back to the caller.
  await press('consult');
  await expect(page.getByTestId('consult-leg')).toBeHidden();
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await press('endCall');
  await expect(desk.callCard).toHaveAttribute('data-state', 'wrapUp');
  await expectNone('wrap-up');
  await press('signOut');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNone('signing out is refused');
  await page.keyboard.press('Escape');
});
