import type { BrowserContext, Page, WebSocketRoute } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

test.beforeEach(({ shell }) => {
  test.skip(shell !== 'browser', 'Electron has one window');
});

test('a second window shows the call and takes nothing; it has the phone when asked, and gives it back', async ({
  seat,
}) => {
  test.slow();
  const { page } = seat;
  const first = deskPage(page);
  await first.signIn('1001');
  await first.ring('zh-outage-report');
  await first.answer();

  const other = await page.context().newPage();
  await other.addInitScript(countMicrophones);
  await other.goto(new URL('/', page.url()).href);
  const second = deskPage(other);
  const elsewhere = other.getByTestId('phone-elsewhere');
  await test.step('shown, and out of reach', async () => {
    await expect(second.callCard).toHaveAttribute('data-state', 'talking');
    await expect(elsewhere).toBeVisible();
    await expect(other.getByTestId('agent-state')).toHaveAttribute('data-kind', 'TALKING');
    for (const key of ['F8', 'F9', 'F4']) await other.keyboard.press(key);
    await elsewhere.getByRole('button').click();
    await expect(elsewhere).toContainText('那边还有通话');
    await expect(first.callCard).toHaveAttribute('data-state', 'talking');
    await page.keyboard.press('F8');
    await expect(second.callCard).toHaveAttribute('data-state', 'held');
    await expect(first.callCard).toHaveAttribute('data-state', 'held');
    await other.keyboard.press('Alt+Shift+KeyQ');
    await expect(other.getByRole('dialog')).toContainText('通话还没有结束');
    await other.keyboard.press('Escape');
    expect(await microphones(other)).toBe(0);
  });

  await test.step('taken over once the call is over', async () => {
    await first.hangUp();
    await page.keyboard.press('Alt+KeyW');
    await expect(second.callCard).toBeHidden();
    await elsewhere.getByRole('button').click();
    await expect(elsewhere).toBeHidden();
    await expect(page.getByTestId('phone-elsewhere')).toBeVisible();
    await expect(other.getByTestId('line')).toHaveAttribute('data-state', 'registered');
    await second.ring('zh-outage-report');
    await expect(first.callCard).toHaveAttribute('data-state', 'ringing');
    await page.keyboard.press('F2');
    await second.answer();
    expect(await microphones(other)).toBe(1);
    await second.hangUp();
    await other.keyboard.press('Alt+KeyW');
    await expect(first.callCard).toBeHidden();
  });

  await test.step('back in the first when the second is gone', async () => {
    await other.close();
    await expect(page.getByTestId('phone-elsewhere')).toBeHidden();
    await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered');
    await first.ring('zh-outage-report');
    await first.answer();
    await first.hangUp();
  });
});

test('closing the window in a call is asked about, and the answer no keeps the call', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await desk.answer();
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await desk.hangUp();
});

test('where the shell can not ask, the page does: stays, or hangs up and closes', async ({ seat }) => {
  const { page } = seat;
  const core = await tapCore(page.context());
  // A page may close only a window that a page opened.
  const opened = page.waitForEvent('popup');
  await page.evaluate(() => void window.open('/'));
  const other = await opened;
  await page.close();
  const desk = deskPage(other);
  await desk.signIn('1001');
  core().send(leaveAsked);
  await desk.ring('zh-outage-report');
  // Without a call nothing is asked.
  await expect(other.getByRole('dialog')).toBeHidden();
  await desk.answer();
  core().send(leaveAsked);
  const question = other.getByRole('dialog');
  await expect(question).toContainText('通话还没有结束');
  await other.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  core().send(leaveAsked);
  const closed = other.waitForEvent('close');
  await question.getByRole('button', { name: '挂断并关闭' }).click();
  await closed;
});

const leaveAsked = JSON.stringify({ t: 'event', name: 'leaveAsked', payload: {} });

/** Lets the test speak in the place of the shell. */
async function tapCore(context: BrowserContext): Promise<() => WebSocketRoute> {
  let route: WebSocketRoute | undefined;
  await context.routeWebSocket(/\/desk$/, (socket) => {
    socket.connectToServer();
    route = socket;
  });
  return () => {
    if (!route) throw new Error('the page is not attached');
    return route;
  };
}

declare global {
  interface Window {
    microphonesOpened?: number;
  }
}

function countMicrophones(): void {
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  window.microphonesOpened = 0;
  mediaDevices.getUserMedia = (constraints) => {
    window.microphonesOpened = (window.microphonesOpened ?? 0) + 1;
    return open(constraints);
  };
}

function microphones(page: Page): Promise<number | undefined> {
  return page.evaluate(() => window.microphonesOpened);
}
