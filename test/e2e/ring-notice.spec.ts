import type { Page } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

interface Shown {
  readonly title: string;
  readonly body: string;
  readonly actions: readonly string[];
}

/** What the system shows of this desk. */
function shown(page: Page): Promise<Shown[]> {
  return page.evaluate(async () => {
    const registrations = await navigator.serviceWorker.getRegistrations();
    const lists = await Promise.all(registrations.map((registration) => registration.getNotifications()));
    return lists.flat().map((notice) => ({
      ...{ title: notice.title, body: notice.body },
      actions: (notice as unknown as { actions: { action: string }[] }).actions.map(({ action }) => action),
    }));
  });
}

/** Another window stands before the desk, or no longer: a page under test believes that it is always looked at. */
async function cover(page: Page, isCovered: boolean): Promise<void> {
  await page.evaluate((covered) => {
    Object.defineProperty(document, 'hasFocus', { configurable: true, value: () => !covered });
    window.dispatchEvent(new Event(covered ? 'blur' : 'focus'));
  }, isCovered);
}

/** As a person does who presses a key of the notice: the event that the browser tells its worker. */
async function press(page: Page, action: 'answer' | 'reject'): Promise<void> {
  const [worker] = page.context().serviceWorkers();
  if (!worker) throw new Error('no worker');
  await worker.evaluate(async (key) => {
    interface Scope {
      readonly registration: ServiceWorkerRegistration;
      readonly NotificationEvent: new (type: string, init: { notification: Notification; action: string }) => Event;
      dispatchEvent(event: Event): void;
    }
    const scope = globalThis as unknown as Scope;
    const [notification] = await scope.registration.getNotifications();
    if (!notification) throw new Error('nothing is shown');
    scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification, action: key }));
  }, action);
}

test('a call that rings out of sight is told of by the system, masked, and answered or refused there', async ({
  seat,
  shell,
}) => {
  test.skip(shell !== 'browser', 'Electron’s notices are its own');
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('9527');
  expect(await page.evaluate(() => Notification.permission), 'not asked for at the start').not.toBe('granted');
  await page.context().grantPermissions(['notifications', 'microphone'], { origin: new URL(page.url()).origin });
  await page.keyboard.press('Alt+Shift+KeyM');
  const notices = page.getByRole('dialog').locator('[name="ringNotices"]');
  await notices.click();
  await expect(notices).toBeChecked();
  await page.keyboard.press('Escape');

  await test.step('not where the agent sees it ring', async () => {
    await desk.ring('adx-bill-question');
    expect(await shown(page)).toEqual([]);
  });

  await test.step('answered from the notice, which is gone with the ring', async () => {
    await cover(page, true);
    await expect.poll(() => shown(page)).toHaveLength(1);
    const [notice] = await shown(page);
    expect(notice).toMatchObject({ title: '来电：安多藏语', actions: ['answer', 'reject'] });
    expect(notice?.body).toContain('••••');
    expect(JSON.stringify(notice)).not.toMatch(/\d{6}/);
    await press(page, 'answer');
    await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
    await expect.poll(() => shown(page)).toEqual([]);
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyW');
  });

  await test.step('refused from it', async () => {
    await desk.ring('zh-outage-report');
    await expect.poll(() => shown(page)).toHaveLength(1);
    await press(page, 'reject');
    await expect(desk.callCard).toBeHidden();
    await expect.poll(() => shown(page)).toEqual([]);
  });

  await test.step('gone as soon as the desk is looked at, and never shown once it is switched off', async () => {
    await desk.ring('zh-outage-report');
    await expect.poll(() => shown(page)).toHaveLength(1);
    await cover(page, false);
    await expect.poll(() => shown(page)).toEqual([]);
    await desk.answer();
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyW');
    await page.keyboard.press('Alt+Shift+KeyM');
    await notices.click();
    await expect(notices).not.toBeChecked();
    await page.screenshot({ path: test.info().outputPath('switch-zh-CN.png') });
    await page.keyboard.press('Escape');
    await cover(page, true);
    await desk.ring('zh-outage-report');
    expect(await shown(page)).toEqual([]);
  });
});
