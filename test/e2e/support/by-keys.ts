import { expect, type Page } from '@playwright/test';

/** Presses Tab until a control has the focus, as somebody does who has no mouse; it must be seen to have it. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 150; step += 1) {
    const found = await page.evaluate((wanted) => {
      const element = document.activeElement;
      if (!element?.matches(wanted)) return undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const box = element.closest('.search-box');
      return { isSeen: box !== null || (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) };
    }, selector);
    if (found) {
      expect(found.isSeen, `${selector} shows that it has the focus`).toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${selector}`);
}

/** Chooses in the list that has the focus: arrow keys until it stands there. */
export async function choose(page: Page, value: string): Promise<void> {
  const list = page.locator(':focus');
  await list.press('Home');
  for (let step = 0; step < 30 && (await list.inputValue()) !== value; step += 1) await list.press('ArrowDown');
  await expect(list).toHaveValue(value);
}
