import type { Page } from '@playwright/test';
import { callerLanguages } from '../../src/shared/language/languages.ts';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

/** The practice caller of a language; where there is none a Mandarin caller turns out to speak it. */
const callers: Readonly<Record<string, string>> = {
  'zh-Hans': 'zh-outage-report',
  adx: 'adx-bill-question',
  khg: 'zh-outage-report',
  en: 'en-expired-id',
  'yue-Hant-HK': 'zh-outage-report',
};

/** Lets a practice caller ring by the key that stands for him. */
async function ring(page: Page, scenario: string): Promise<void> {
  const ids = await page
    .locator('[data-testid^="practice-"]')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-testid')));
  const place = ids.indexOf(`practice-${scenario}`);
  expect(place, scenario).toBeGreaterThanOrEqual(0);
  await page.keyboard.press(`Alt+Digit${String(place + 1)}`);
}

test('five whole calls by keys alone, one in each language, from the greeting to the closing', async ({ seat }) => {
  test.setTimeout(420_000);
  const { page } = seat;
  const { keyboard } = page;
  const desk = deskPage(page);
  await page.addInitScript(() => {
    addEventListener('pointerdown', () => document.documentElement.setAttribute('data-pointed', ''), true);
  });
  await page.reload();
  // The leader speaks all of them.
  await desk.signIn('0031');

  for (const [index, lang] of callerLanguages().entries()) {
    await test.step(lang, async () => {
      await ring(page, callers[lang] ?? '');
      await expect(desk.callCard).toHaveAttribute('data-state', 'ringing');
      await expect(desk.prompt).toHaveAttribute('data-moment', 'greeting');
      await keyboard.press(`Alt+Shift+Digit${String(index + 1)}`);
      await expect(desk.prompt).toHaveAttribute('data-lang', lang);
      await keyboard.press('F2');
      await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
      await keyboard.press('Alt+KeyS');
      await expect(desk.prompt).not.toHaveAttribute('data-moment', 'greeting');

      await keyboard.press('F8');
      await expect(desk.callCard).toHaveAttribute('data-state', 'held');
      await expect(desk.prompt).toHaveAttribute('data-moment', 'hold.long');
      await keyboard.press('F8');
      await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
      await expect(desk.prompt).toHaveAttribute('data-moment', 'hold.after');

      // Whatever is on top is said, and the next line comes: the way of a call leads to its end.
      const kinds: (string | null)[] = [];
      for (let step = 0; step < 12; step += 1) {
        const kind = await desk.prompt.getAttribute('data-moment');
        const line = await desk.prompt.getAttribute('data-line');
        expect(await desk.prompt.getAttribute('data-lang')).toBe(lang);
        kinds.push(kind);
        if (kind === 'closing.farewell') break;
        await keyboard.press('Alt+KeyS');
        await expect(desk.prompt).not.toHaveAttribute('data-line', line ?? '');
      }
      expect(kinds.slice(-2)).toEqual(['closing.anythingElse', 'closing.farewell']);
      await keyboard.press('Alt+KeyS');
      await expect(page.getByTestId('wrap-up')).toBeVisible();

      const kept = page.getByTestId('adherence').locator('li');
      await expect(kept.nth(0)).toHaveAttribute('data-met', 'true');
      await expect(kept.nth(1)).toHaveAttribute('data-met', 'true');
      await keyboard.press('Alt+KeyW');
      await expect(desk.callCard).toBeHidden();
    });
  }
  await expect(page.locator('html')).not.toHaveAttribute('data-pointed');
});
