import { expect } from '@playwright/test';
import { callerLanguages } from '../../../src/shared/language/languages.ts';
import { deskPage } from './desk-page.ts';
import type { Seat } from './seat.ts';
import { showView, type Look, type View } from './views.ts';
import { lookIn } from './walk-states.ts';

type LookAtSheet = (state: string, open: () => Promise<void>) => Promise<void>;

/**
 * Leads one desk of the demo through what there is of words: a greeting in each language, the line beside its meaning,
 * the search, every line by its kind, the way up, the teleprompter, a promised call back, and the work on the packs.
 */
export async function walkWords(seat: Seat, views: readonly View[], look: Look): Promise<void> {
  const { page } = seat;
  const desk = deskPage(page);
  const lookAt = lookIn(seat, views, look);
  /** A sheet makes everything behind it inert, the choice of the view too: it is opened anew in each. */
  const lookAtSheet: LookAtSheet = async (state, open) => {
    for (const view of views) {
      await showView(page, view);
      await open();
      await look(state, view);
      await page.keyboard.press('Escape');
      await expect(page.locator('dialog[open]')).toHaveCount(0);
    }
  };
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await desk.answer();
  for (const [index, lang] of callerLanguages().entries()) {
    await page.keyboard.press(`Alt+Shift+Digit${String(index + 1)}`);
    await expect(desk.prompt).toHaveAttribute('data-lang', lang);
    await lookAt(`words-${lang}`);
  }
  await page.keyboard.press('Alt+KeyF');
  await page.keyboard.type('gonghao');
  await expect(page.getByTestId('phrase-hits').getByRole('option').first()).toBeVisible();
  await lookAt('find-line');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+KeyG');
  await expect(page.getByTestId('phrase-kinds')).toBeFocused();
  await lookAt('all-lines');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+Shift+Digit1');
  await page.keyboard.press('Alt+Shift+KeyE');
  await lookAt('escalation');
  await page.keyboard.press('Alt+Shift+KeyD');
  await expect(page.getByTestId('prompter')).toHaveAttribute('data-running', 'false');
  await page.keyboard.press('F7');
  await expect(desk.prompt.locator('.clause').nth(0)).toHaveAttribute('data-state', 'now');
  await page.keyboard.press('F7');
  await lookAt('teleprompter');
  await page.keyboard.press('Alt+Shift+KeyD');
  await walkPromise(seat, lookAt, lookAtSheet);
  await walkPacks(seat, lookAtSheet);
}

async function walkPromise(
  { page }: Seat,
  lookAt: (state: string) => Promise<void>,
  lookAtSheet: LookAtSheet,
): Promise<void> {
  const desk = deskPage(page);
  const sheet = page.locator('.task-sheet');
  const fill = async (): Promise<void> => {
    await page.keyboard.press('Alt+Shift+KeyB');
    await sheet.locator('[name="promise-language"]').selectOption('zh-Hans');
    await sheet.locator('[name="promise-note"]').fill('问抢修进度，晚饭后方便接听');
  };
  await lookAtSheet('promise', fill);
  await fill();
  await sheet.locator('button[type="submit"]').click();
  await expect(sheet).toBeHidden();
  await desk.hangUp();
  await page.keyboard.press('Alt+KeyW');
  await expect(page.locator('[data-testid="task"][data-kind="callBack"]')).toHaveCount(1);
  await lookAt('tasks');
}

async function walkPacks({ page }: Seat, lookAtSheet: LookAtSheet): Promise<void> {
  const desk = deskPage(page);
  await desk.signOut();
  await desk.signIn('9527');
  const openSheet = async (): Promise<void> => {
    await page.keyboard.press('Alt+Shift+KeyP');
    await expect(page.locator('dialog.pack-sheet')).toBeVisible();
  };
  const text = page.locator('[name="pack-text"]');
  await openSheet();
  await page.keyboard.type("bde mo nga'i");
  await expect(page.getByTestId('pack-lines').getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(text).toBeFocused();
  await text.fill(`${await text.inputValue()} བཤད་རོགས།`);
  await expect(page.getByTestId('pack-saved')).toHaveAttribute('data-saved', 'true');
  await page.keyboard.press('Escape');
  await lookAtSheet('rewrite-line', async () => {
    await openSheet();
    await page.locator('.pack-draft').click();
    await expect(text).toBeVisible();
  });
  await openSheet();
  await page.locator('.pack-draft').click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('pack-note')).toBeVisible();
  await page.keyboard.press('Escape');
  await lookAtSheet('review-lines', async () => {
    await openSheet();
    await page.getByTestId('pack-tab-review').click();
    await expect(page.getByTestId('pack-proposal')).toHaveCount(1);
  });
}
