import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { callerLanguages } from '../../src/shared/language/languages.ts';
import { centreUrl } from '../e2e/support/centre.ts';
import { openLiveLine } from '../e2e/support/live-line.ts';
import { smallPng } from '../e2e/support/small-png.ts';
import { expect, test, type Seat } from '../e2e/support/seat.ts';
import {
  expectFits,
  fourViews,
  largestSize,
  showView,
  smallestSize,
  twoViews,
  usualSize,
  type Look,
} from '../e2e/support/views.ts';
import { walkCustomers } from '../e2e/support/walk-customers.ts';
import { walkTickets } from '../e2e/support/walk-tickets.ts';
import { walkWords } from '../e2e/support/walk-words.ts';
import { lookIn, walkCalls, walkCoreLost, walkStates } from '../e2e/support/walk-states.ts';

const folder = resolve(import.meta.dirname, '../../docs/screens');

/** States that are pictured at the ends of what a window may be, too. */
const atOtherSizes = ['idle', 'talking', ...callerLanguages().map((lang) => `words-${lang}`)];

async function take(page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ animations: 'disabled' });
  writeFileSync(resolve(folder, `${name}.png`), smallPng(png));
}

/** Takes the picture, and looks whether anything in it is cut or covered. */
function picture({ page }: Seat): Look {
  return async (state, view) => {
    const name = `${state}-${view.locale}-${view.theme}`;
    await take(page, name);
    await expectFits(page, name);
    if (
      atOtherSizes.includes(state) &&
      twoViews.some(({ locale, theme }) => view.locale === locale && view.theme === theme)
    )
      for (const size of [smallestSize, largestSize]) {
        await page.setViewportSize(size);
        await take(page, `${name}-${String(size.width)}`);
      }
    await page.setViewportSize(usualSize);
  };
}

test('one call, from signing in to the wrap-up', async ({ seat }) => {
  test.setTimeout(1_800_000);
  await walkStates(seat, fourViews, picture(seat));
});

test('the core is gone', async ({ seat }) => {
  test.setTimeout(900_000);
  await walkCoreLost(seat, fourViews, picture(seat));
});

test('the line is lost', async ({ seat }) => {
  test.setTimeout(900_000);
  seat.allowErrors(/WebSocket connection to .* failed/);
  const line = await openLiveLine(seat);
  try {
    await line.exchange.goDown();
    await expect(seat.page.getByTestId('line-banner')).toBeVisible();
    await lookIn(seat, fourViews, picture(seat))('error-line');
  } finally {
    await line.close();
  }
});

test('several calls', async ({ seat }) => {
  test.setTimeout(900_000);
  await walkCalls(seat, twoViews, picture(seat));
});

test('customers', async ({ seat }) => {
  test.setTimeout(900_000);
  await walkCustomers(seat, twoViews, picture(seat));
});

test('own tickets: a clash, the list, the figures of a day', async ({ seat }) => {
  test.setTimeout(900_000);
  await walkTickets(seat, twoViews, picture(seat));
});

test('the words of a call, and the work on them', async ({ seat }) => {
  test.setTimeout(1_800_000);
  await walkWords(seat, twoViews, picture(seat));
});

for (const view of twoViews) {
  test(`a seat is set up, ${view.locale}, ${view.theme}`, async ({ seat }) => {
    test.setTimeout(300_000);
    await showView(seat.page, view);
    await walkSetup(seat, (state) => picture(seat)(state, view));
  });
}

/** A seat being set up, on the demo's own server. */
async function walkSetup({ page, home }: Seat, look: (state: string) => Promise<void>): Promise<void> {
  const field = (name: string) => page.locator(`[name="${name}"]`);
  await page.getByTestId('set-up').click();
  await field('name').fill('Qinghai 1');
  await field('centre.name').fill('青海供电服务热线');
  await field('centre.url').fill('http://desk.example.org');
  await field('exchange.servers.0').fill('pbx.example.org');
  await field('name').press('Enter');
  await expect(page.getByTestId('problem-name')).toBeVisible();
  await page.getByTestId('setup-form').evaluate((form) => form.scrollTo(0, 0));
  await look('setup-errors');
  await field('name').fill('qinghai-1');
  await expect.poll(() => isThere(home), { timeout: 150_000 }).toBe(true);
  await field('centre.url').fill(centreUrl(home));
  await page.getByTestId('fetch-keys').click();
  await expect(page.getByTestId('key-offer')).toBeVisible();
  await look('setup-keys');
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
  await look('setup-tests');
}

/** The demo's server has started and left its address. */
function isThere(home: string): boolean {
  try {
    return centreUrl(home) !== '';
  } catch {
    return false;
  }
}
