import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { centreUrl } from '../e2e/support/centre.ts';
import { deskPage } from '../e2e/support/desk-page.ts';
import { expect, test, type Seat } from '../e2e/support/seat.ts';

const folder = resolve(import.meta.dirname, '../../docs/screens');

for (const locale of ['zh-CN', 'bo'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`pictures in ${locale}, ${theme}`, async ({ seat }) => {
      await takePictures(seat, locale, theme);
    });
    test(`pictures of several calls in ${locale}, ${theme}`, async ({ seat }) => {
      await takePicturesOfCalls(seat, locale, theme);
    });
  }
}

type Take = (state: string) => Promise<void>;

async function setUp({ page }: Seat, locale: string, theme: string): Promise<Take> {
  await page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light' });
  await page.locator('.view-settings select').selectOption(locale);
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  return async (state) => {
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: resolve(folder, `${state}-${locale}-${theme}.png`), animations: 'disabled' });
  };
}

/** The phone beyond one plain call. */
async function takePicturesOfCalls(seat: Seat, locale: string, theme: string): Promise<void> {
  const { page } = seat;
  const desk = deskPage(page);
  const take = await setUp(seat, locale, theme);
  await desk.signIn('9527');
  await page.locator('.dial-line .icon-button').click();
  await page.locator('[name="dial"]').fill('8820');
  await take('dial-pad');
  await page.keyboard.press('Enter');
  await expect(desk.callCard).toHaveAttribute('data-state', 'dialing');
  await take('dialing');
  await page.keyboard.press('F4');
  await expect(desk.callCard).toBeHidden();

  await desk.ring('zh-outage-report');
  await desk.answer();
  await page.getByTestId('another-practice-caller').locator('summary').click();
  await page.getByTestId('practice-adx-bill-question').click();
  await expect(page.getByTestId('waiting-call')).toBeVisible();
  await expect(page.getByTestId('waiting-call')).toContainText('卓玛');
  await take('call-waiting');
  await page.keyboard.press('F2');
  await expect(page.getByTestId('other-leg')).toHaveAttribute('data-state', 'held');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await take('two-calls');
  await page.keyboard.press('F4');
  await page.keyboard.press('Alt+KeyB');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await expect(page.getByTestId('open-record')).toBeVisible();
  await page.getByTestId('another-practice-caller').locator('summary').click();

  await page.keyboard.press('Alt+KeyP');
  await page.keyboard.type('12');
  await take('keypad');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+KeyX');
  await expect(page.getByRole('dialog')).toBeVisible();
  await take('transfer');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+KeyC');
  await page.getByTestId('place-8820').click();
  await expect(page.getByTestId('consult-leg')).toHaveAttribute('data-state', 'talking');
  await take('consult');
  await page.keyboard.press('Alt+KeyJ');
  await expect(desk.callCard).toHaveAttribute('data-conference', 'true');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await take('conference');
  await page.keyboard.press('F4');
  await expect(page.getByRole('dialog')).toBeVisible();
  await take('end-conference');
}

async function takePictures(seat: Seat, locale: string, theme: string): Promise<void> {
  const { page, home } = seat;
  const desk = deskPage(page);
  const take = await setUp(seat, locale, theme);
  await take('sign-in');
  await page.locator('[name="agentNo"]').fill('7777');
  await page.locator('[name="password"]').fill('x');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible({ timeout: 60_000 });
  await take('sign-in-error');

  await takeSetup(page, home, take);
  await desk.signIn('9527');
  await expect(page.getByTestId('sync')).toHaveAttribute('data-state', 'online', { timeout: 30_000 });
  await page.keyboard.press('Alt+KeyQ');
  await take('idle');
  await desk.ring('adx-bill-question');
  await expect(page.getByTestId('open-tickets')).toContainText('W-20611');
  await take('ringing');
  await desk.answer();
  await expect(page.getByTestId('captions').locator('p')).toHaveCount(2, { timeout: 30_000 });
  await page.keyboard.press('Alt+KeyS');
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('glog chad');
  await expect(page.getByTestId('hits').getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Alt+KeyT');
  const form = page.getByTestId('ticket-form');
  await form.locator('[name="type"]').selectOption('faultRepair');
  await form.locator('[name="description"]').fill('客户称昨日报修后仍未复电，家中有老人。');
  await take('talking');
  await page.keyboard.press('Control+Enter');
  await expect(form.getByRole('alert')).toBeVisible();
  await take('missing-field');
  await desk.setServerPower(false);
  await form.locator('[name="subType"]').selectOption({ index: 1 });
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('just-submitted')).toBeVisible();
  await take('offline');
  await page.keyboard.press('F8');
  await expect(desk.callCard).toHaveAttribute('data-state', 'held');
  await take('held');
  await page.keyboard.press('F8');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await desk.setServerPower(true);
  await page.keyboard.press('F6');
  await take('quick-close');
  await page.keyboard.press('Escape');
  await page.getByTestId('hits').getByRole('option').first().click();
  await expect(page.getByTestId('reader')).toBeVisible();
  await desk.hangUp();
  await take('wrap-up');
}

/** A seat being set up, on the demo's own server. */
async function takeSetup(page: Page, home: string, take: Take): Promise<void> {
  const field = (name: string) => page.locator(`[name="${name}"]`);
  await page.getByTestId('set-up').click();
  await field('name').fill('Qinghai 1');
  await field('centre.name').fill('青海供电服务热线');
  await field('centre.url').fill('http://desk.example.org');
  await field('exchange.servers.0').fill('pbx.example.org');
  await field('name').press('Enter');
  await expect(page.getByTestId('problem-name')).toBeVisible();
  await page.getByTestId('setup-form').evaluate((form) => form.scrollTo(0, 0));
  await take('setup-errors');
  await field('name').fill('qinghai-1');
  await field('centre.url').fill(centreUrl(home));
  await page.getByTestId('fetch-keys').click();
  await expect(page.getByTestId('key-offer')).toBeVisible();
  await take('setup-keys');
  await page.getByTestId('key-offer').getByRole('button').first().click();
  await field('exchange.servers.0').fill('wss://127.0.0.1:9');
  await field('exchange.domain').fill('pbx.example.org');
  await field('callers.khg').check();
  await field('callers.adx').check();
  await page.getByTestId('test-all').click();
  for (const [line, state] of [
    ['server', 'ok'],
    ['exchange', 'failed'],
    ['microphone', 'ok'],
  ] as const)
    await expect(page.getByTestId(`test-${line}`)).toHaveAttribute('data-state', state);
  await field('callers.khg').scrollIntoViewIfNeeded();
  await take('setup-tests');
  await page.getByTestId('setup-back').click();
}
