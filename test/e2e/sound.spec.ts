import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

/** Looks at every frame: the fake microphone beeps for a moment once a second. */
async function untilLoud(page: Page, testId: string): Promise<void> {
  await page.waitForFunction((id) => {
    const meter = document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
    return Number(meter?.dataset['level'] ?? 0) > 0.01;
  }, testId);
}

test('sound is chosen by keys, heard in a test call, kept by the machine and makes way for a caller', async ({
  seat,
}) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('9527');
  await page.keyboard.press('Alt+Shift+KeyM');
  const sheet = page.getByRole('dialog');
  const microphone = sheet.getByTestId('microphone');
  await untilLoud(page, 'microphone-level');
  await microphone.selectOption({ label: 'Fake Audio Input 2' });
  await sheet.getByTestId('speaker').selectOption({ label: 'Fake Audio Output 1' });
  await sheet.locator('[name="noiseSuppression"]').uncheck();
  await untilLoud(page, 'microphone-level');
  await sheet.getByRole('button', { name: '开始自测' }).click();
  await expect(sheet.getByTestId('self-test')).toHaveAttribute('data-state', 'playing');
  await expect(sheet.getByTestId('verdict')).toHaveAttribute('data-verdict', 'good');

  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 60_000 });
  await page.getByTestId('sound').click();
  await expect(microphone.locator('option:checked')).toHaveText('Fake Audio Input 2');
  await expect(sheet.getByTestId('speaker').locator('option:checked')).toHaveText('Fake Audio Output 1');
  await expect(sheet.locator('[name="noiseSuppression"]')).not.toBeChecked();

  // The sheet is in the way of the list of callers, not of a caller.
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-testid="practice-zh-outage-report"]')?.click());
  await expect(desk.callCard).toHaveAttribute('data-state', 'ringing');
  await expect(sheet).toBeHidden();
  await desk.answer();
  await page.keyboard.press('Alt+Shift+KeyM');
  await microphone.selectOption({ label: 'Fake Audio Input 1' });
  await expect(sheet.getByRole('button', { name: '开始自测' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await untilLoud(page, 'level-mine');
  await desk.hangUp();
});

test('the sheet of sound is clean for axe, light and dark', async ({ seat }) => {
  const { page } = seat;
  await page.emulateMedia({ colorScheme: 'light' });
  await deskPage(page).signIn('1001');
  await page.keyboard.press('Alt+Shift+KeyM');
  await expect(page.getByTestId('microphone').locator('option')).toHaveCount(3);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
  }
});

/** In the page, before it starts: a headset that is plugged in, and that the agent has chosen before. */
function plugInHeadset(): void {
  const listeners = new Set<(report: { reportId: number; data: DataView }) => void>();
  const bit = (usage: number, isAbsolute: boolean) => ({ usages: [usage], reportSize: 1, reportCount: 1, isAbsolute });
  const headset = {
    ...{ opened: false, productName: 'Lab H1', lights: 0 },
    collections: [
      {
        ...{ usagePage: 0x0b, usage: 0x05 },
        inputReports: [{ reportId: 2, items: [bit(0x0b0020, true), bit(0x0b002f, true), bit(0x0b0021, false)] }],
        outputReports: [{ reportId: 3, items: [bit(0x080017, true), bit(0x080018, true), bit(0x080009, true)] }],
      },
    ],
    open: () => Promise.resolve(),
    close: () => Promise.resolve(),
    sendReport: (_: number, data: Uint8Array) => {
      headset.lights = data[0] ?? 0;
      return Promise.resolve();
    },
    addEventListener: (_: string, listener: (report: { reportId: number; data: DataView }) => void) =>
      listeners.add(listener),
    removeEventListener: () => undefined,
    press: (bits: number) => {
      for (const listener of listeners) listener({ reportId: 2, data: new DataView(Uint8Array.of(bits).buffer) });
    },
  };
  const bus = { getDevices: () => Promise.resolve([headset]), addEventListener: () => undefined };
  Object.defineProperty(navigator, 'hid', { value: bus });
  Object.assign(globalThis, { headset });
}

test('the keys of a headset answer, mute, hold and hang up, and its lights follow', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await page.addInitScript(plugInHeadset);
  await page.reload();
  await desk.signIn('1001');
  const press = (bits: number) => page.evaluate(`headset.press(${String(bits)})`);
  const lights = (bits: number) => page.waitForFunction(`headset.lights === ${String(bits)}`);
  await desk.ring('zh-outage-report');
  await lights(0b010);
  await press(0b001);
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await lights(0b001);
  await press(0b011);
  await lights(0b101);
  await page.keyboard.press('F9');
  await lights(0b001);
  await press(0b001);
  await press(0b101);
  await expect(desk.callCard).toHaveAttribute('data-state', 'held');
  await press(0b000);
  await expect(page.getByTestId('wrap-up')).toBeVisible();
  await lights(0);
});
