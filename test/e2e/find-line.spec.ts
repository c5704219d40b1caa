import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, twoViews } from './support/views.ts';

test('a line is found by keys and said as if it had been picked', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('9527');
  await desk.ring('adx-bill-question');
  await desk.answer();
  const field = page.locator('[name="phraseQuery"]');
  const hits = page.getByTestId('phrase-hits').getByRole('option');

  await test.step('by Wylie, the arrow keys and Enter', async () => {
    await page.keyboard.press('Alt+KeyF');
    await expect(field).toBeFocused();
    await page.keyboard.type("bde mo nga'i");
    await expect(hits.first()).toHaveAttribute('aria-selected', 'true');
    await expect(hits.first()).toHaveAttribute('data-line', 'greeting.number');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(field).not.toBeFocused();
    await expect(page.locator('.phrase-row[data-said="true"]')).toHaveCount(1);
    await expect(desk.prompt).toHaveAttribute('data-moment', 'verify');
  });

  await test.step('what an input method is still putting together takes no line', async () => {
    await page.keyboard.press('Alt+KeyF');
    const input = await page.context().newCDPSession(page);
    await input.send('Input.imeSetComposition', { text: 'dui bu qi', selectionStart: 9, selectionEnd: 9 });
    await expect(hits.first()).toBeVisible();
    await field.dispatchEvent('keydown', { key: 'Enter', code: 'Enter', isComposing: true, bubbles: true });
    await expect(page.locator('.phrase-row[data-said="true"]')).toHaveCount(0);
    await input.send('Input.insertText', { text: '对不起' });
    await expect(field).toHaveValue('对不起');
    await expect(hits.first()).toContainText('对不起');
    await page.keyboard.press('Escape');
    await expect(field).toHaveValue('');
    await expect(page.locator('.phrase-row[data-said="true"]')).toHaveCount(1);
  });

  await test.step('a farewell is kept back until it was asked for anything else', async () => {
    await page.keyboard.press('Alt+KeyF');
    await page.keyboard.type('bkra shis bde legs');
    const farewell = page.getByTestId('phrase-hits').locator('[data-line="closing.farewell"]');
    await expect(farewell).toHaveAttribute('aria-disabled', 'true');
    await page.keyboard.press('Escape');
  });

  await test.step('any line in three keys', async () => {
    await page.keyboard.press('Alt+KeyG');
    const kinds = page.getByTestId('phrase-kinds');
    await expect(kinds).toBeFocused();
    const key = await kinds.locator('[data-kind="apology"]').getAttribute('aria-keyshortcuts');
    await page.keyboard.press(`Key${key ?? ''}`.replace(/Key(\d)/, 'Digit$1'));
    await expect(page.getByTestId('phrase-kind-lines')).toBeFocused();
    await page.keyboard.press('Digit2');
    await expect(page.locator('.phrase-row[data-said="true"]')).toHaveCount(2);
    await expect(page.getByTestId('phrase-kinds')).toBeHidden();
  });
});

test('no list of lines is longer than its keys', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await desk.answer();
  await page.keyboard.press('Alt+KeyG');
  const kinds = page.getByTestId('phrase-kinds').getByRole('button');
  const count = await kinds.count();
  expect(count).toBeGreaterThan(20);
  for (let index = 0; index < count; index += 1) {
    await expect(kinds.nth(index)).toHaveAttribute('aria-keyshortcuts', /^[1-9A-Z]$/);
  }
  for (const view of twoViews) {
    await showView(page, view);
    await page.keyboard.press('Alt+KeyG');
    await expectWellShown(page, 'all lines by kind', view);
    await page.keyboard.press('Alt+KeyF');
    await page.keyboard.type('xs');
    await expect(page.getByTestId('phrase-hits').getByRole('option').first()).toBeVisible();
    await expectWellShown(page, 'lines found', view);
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Alt+KeyG');
  await kinds.first().click();
  const lines = page.getByTestId('phrase-kind-lines').locator('.phrase-row');
  await expect(lines.last()).toHaveAttribute('aria-keyshortcuts', /^[1-9A-Z]$/);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('phrase-kinds')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('phrase-kinds')).toBeHidden();
});
