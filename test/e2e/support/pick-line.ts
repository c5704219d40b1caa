import { expect, type Page } from '@playwright/test';

/** Picks the n-th line of a kind by keys alone. */
export async function pickLine(page: Page, kind: string, moment: string): Promise<void> {
  await page.keyboard.press('Alt+KeyG');
  const kinds = page.getByTestId('phrase-kinds');
  await expect(kinds).toBeFocused();
  const kindKey = await kinds.locator(`[data-kind="${kind}"]`).getAttribute('aria-keyshortcuts');
  await page.keyboard.press(codeOf(kindKey));
  const lines = page.getByTestId('phrase-kind-lines');
  await expect(lines).toBeFocused();
  const lineKey = await lines.locator(`[data-line="${moment}"]`).getAttribute('aria-keyshortcuts');
  await page.keyboard.press(codeOf(lineKey));
  await expect(lines).toBeHidden();
}

function codeOf(label: string | null): string {
  if (label === null) throw new Error('a line without a key');
  return /\d/.test(label) ? `Digit${label}` : `Key${label}`;
}
