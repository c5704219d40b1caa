import { findMisfits } from './support/find-misfits.ts';
import { openLiveLine } from './support/live-line.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, testedViews, walkTimeoutMs } from './support/views.ts';
import { walkCustomers } from './support/walk-customers.ts';
import { walkSetup } from './support/walk-setup.ts';
import { lookIn, walkCalls, walkCoreLost, walkStates } from './support/walk-states.ts';

const note =
  'clean for axe, nothing cut or covered in the smallest and the largest window, in Chinese and Tibetan, light and dark';

test(`every state of a call: ${note}`, async ({ seat }) => {
  test.setTimeout(walkTimeoutMs(14));
  await walkStates(seat, testedViews, (state, view) => expectWellShown(seat.page, state, view));
});

test(`several calls: ${note}`, async ({ seat }) => {
  test.setTimeout(walkTimeoutMs(11));
  await walkCalls(seat, testedViews, (state, view) => expectWellShown(seat.page, state, view));
});

test(`customers: ${note}`, async ({ seat }) => {
  test.setTimeout(walkTimeoutMs(6));
  await walkCustomers(seat, testedViews, (state, view) => expectWellShown(seat.page, state, view));
});

test(`a lost core: ${note}`, async ({ seat, shell }) => {
  test.skip(shell !== 'browser', 'in Electron the core is the app itself');
  test.setTimeout(walkTimeoutMs(1));
  await walkCoreLost(seat, testedViews, (state, view) => expectWellShown(seat.page, state, view));
});

test(`a lost line: ${note}`, async ({ seat, shell }) => {
  test.skip(shell !== 'browser', 'Electron starts again as another process, which a test can’t follow');
  test.setTimeout(walkTimeoutMs(1));
  seat.allowErrors(/WebSocket connection to .* failed/);
  const line = await openLiveLine(seat);
  try {
    await line.exchange.goDown();
    await expect(seat.page.getByTestId('line-banner')).toBeVisible();
    await lookIn(seat, testedViews, (state, view) => expectWellShown(seat.page, state, view))('line lost');
  } finally {
    await line.close();
  }
});

test('what is cut, covered or too tall is found', async ({ seat }) => {
  const { page } = seat;
  await showView(page, { locale: 'bo', theme: 'light' });
  expect(await page.evaluate(findMisfits)).toEqual([]);
  for (const [fault, finding] of [
    ['.button { line-height: 1 !important }', /taller than its line/],
    ['.sign-in-card > p { height: 12px; overflow: hidden }', /cut below/],
    ['.demo-agents { margin-top: -60px; padding: 0 }', /on top of each other/],
    ['.sign-in-card { width: 1500px }', /cut at the side/],
    ['.demo-agent-list .button { width: 60px }', /wider than its box/],
    ['.sign-in { padding-top: 700px }', /not on the screen|cut above or below/],
    ['.sign-in-card { overflow: auto; width: 300px } .demo-agents { width: 500px }', /sideways/],
    ['.bare-select { field-sizing: fixed; width: 40px }', /its text is cut/],
  ] as const) {
    // Not a <style>, which the page's own policy keeps out.
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    }, fault);
    expect((await page.evaluate(findMisfits)).join('\n'), fault).toMatch(finding);
  }
});

test(`setting a seat up: ${note}`, async ({ seat }) => {
  test.setTimeout(walkTimeoutMs(2));
  await walkSetup(seat, testedViews, (state, view) => expectWellShown(seat.page, state, view));
});
