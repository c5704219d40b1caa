import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

/** The key that opens each sheet during a call. Those of a call are gone with a change of the call on the screen. */
const duringCall: Readonly<Record<string, { readonly key: string; readonly isOfCall?: boolean }>> = {
  'shortcut-sheet.tsx': { key: 'Shift+Slash' },
  'sound-sheet.tsx': { key: 'Alt+Shift+KeyM' },
  'history-sheet.tsx': { key: 'Alt+KeyH' },
  'book-sheet.tsx': { key: 'Alt+Shift+KeyO' },
  'outbox-sheet.tsx': { key: 'Alt+Shift+KeyY' },
  'sign-out-refused.tsx': { key: 'Alt+Shift+KeyQ' },
  'promise-sheet.tsx': { key: 'Alt+Shift+KeyB' },
  'quick-close.tsx': { key: 'F6', isOfCall: true },
  'hand-over-sheet.tsx': { key: 'Alt+KeyX', isOfCall: true },
  'language-sheet.tsx': { key: 'Alt+KeyL', isOfCall: true },
};

/** Open on the same dialog under the same listener, but not by a key in any call; and where no call can be. */
const elsewhere = [
  ...['leader-sheet.tsx', 'end-conference-sheet.tsx', 'masked.tsx', 'call-detail.tsx', 'reveal-sheet.tsx'],
  ...[
    'pack-sheet.tsx',
    'reason-sheet.tsx',
    'task-hand-over.tsx',
    'leave-sheet.tsx',
    'file-sheets.tsx',
    'compare-sheet.tsx',
  ],
  'clash-sheet.tsx',
  ...['sms-sheet.tsx', 'supplement-sheet.tsx'],
  'training-sheet.tsx',
];

function filesWithSheets(): string[] {
  const root = join(import.meta.dirname, '../../src/renderer');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && /<(?:Reveal)?Sheet\b/.test(readFileSync(join(root, file), 'utf8')))
    .map((file) => file.replace(/^.*[\\/]/, ''));
}

/** A further practice caller; the page behind a sheet takes no clicks, so he is let in past it. */
async function ringBehind(page: Page): Promise<void> {
  const caller = page.getByTestId('practice-adx-bill-question');
  // Who was sent away a moment ago has to put the receiver down first.
  await expect(caller).toBeEnabled();
  await caller.dispatchEvent('click');
}

test('every sheet is known here', () => {
  expect(filesWithSheets().sort()).toEqual([...Object.keys(duringCall), ...elsewhere].sort());
});

test('whoever rings is answered and refused by key, whatever sheet is open', async ({ seat }) => {
  test.setTimeout(300_000);
  const { page } = seat;
  const desk = deskPage(page);
  const sheet = page.locator('dialog[open]');
  const waiting = page.getByTestId('waiting-call');
  // Not every line has a recording: the sheet of the please-wait line looks whether its one has.
  seat.allowErrors(/404 \(Not Found\).*\/sounds\//);
  await desk.signIn('9527');
  await desk.ring('zh-outage-report');
  await desk.answer();
  await page.getByTestId('another-practice-caller').locator('summary').click();

  for (const [file, { key, isOfCall = false }] of Object.entries(duringCall)) {
    await test.step(file, async () => {
      await page.keyboard.press(key);
      await expect(sheet).toHaveCount(1);
      await ringBehind(page);
      await expect(waiting).toBeAttached();
      await page.keyboard.press('Shift+F4');
      await expect(waiting).toHaveCount(0);
      // What the sheet was for goes on; some make way for whoever rings.
      if ((await sheet.count()) === 0) await page.keyboard.press(key);
      await expect(sheet).toHaveCount(1);
      await ringBehind(page);
      await expect(waiting).toBeAttached();
      await page.keyboard.press('F2');
      await expect(desk.callCard).toContainText('卓玛');
      await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
      // Nobody hands the wrong caller over.
      if (isOfCall) await expect(sheet).toHaveCount(0);
      else if ((await sheet.count()) > 0) await page.keyboard.press('Escape');
      await expect(sheet).toHaveCount(0);
      // His record stays open beside the call that comes back.
      await page.keyboard.press('F4');
      await expect(desk.callCard).toContainText('周文斌');
      await expect(sheet).toHaveCount(0);
      await page.keyboard.press('F8');
      await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
    });
  }

  await test.step('hold, mute and the end of the call as well', async () => {
    await page.keyboard.press('Shift+Slash');
    await expect(sheet).toHaveCount(1);
    await page.keyboard.press('F8');
    await expect(desk.callCard).toHaveAttribute('data-state', 'held');
    await page.keyboard.press('F8');
    await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
    // Any other key is the sheet's.
    await page.keyboard.press('Alt+KeyH');
    await expect(sheet).toHaveCount(1);
    await page.keyboard.press('F4');
    await expect(page.getByTestId('wrap-up')).toBeAttached();
  });
});
