import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { refuseTicket } from './refuse-ticket.ts';
import { deskPage, submitTicket } from './desk-page.ts';
import type { Seat } from './seat.ts';
import { showView, type Look, type View } from './views.ts';

/** The demo’s own server starts beside the desk; the first answer waits for it. */
const firstAnswerMs = 150_000;

/** Looks at the state in which the desk is, in every view. */
export function lookIn({ page }: Seat, views: readonly View[], look: Look): (state: string) => Promise<void> {
  return async (state) => {
    for (const view of views) {
      await showView(page, view);
      await look(state, view);
    }
  };
}

/**
 * Leads one desk of the demo through the states of the main screen during one call, and looks at each of them in every
 * view. Faults are real ones: a damaged file, a centre that lost what it had handed out.
 */
export async function walkStates(seat: Seat, views: readonly View[], look: Look): Promise<void> {
  const { page } = seat;
  const desk = deskPage(page);
  const lookAt = lookIn(seat, views, look);
  await expect(page.locator('[name="agentNo"]')).toBeEditable();
  await lookAt('signed-out');
  await page.locator('[name="agentNo"]').fill('7777');
  await page.locator('[name="password"]').fill('x');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible({ timeout: firstAnswerMs });
  await lookAt('error-sign-in');

  await desk.signIn('9527');
  await expect(page.getByTestId('sync')).toHaveAttribute('data-state', 'online', { timeout: 30_000 });
  await page.keyboard.press('Alt+KeyQ');
  await lookAt('idle');
  await desk.ring('adx-bill-question');
  await expect(page.getByTestId('open-tickets')).toContainText('W-20611');
  await lookAt('ringing');

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
  await lookAt('talking');
  await page.keyboard.press('Control+Enter');
  await expect(form.getByRole('alert')).toBeVisible();
  await lookAt('missing-field');

  await desk.setServerPower(false);
  await form.locator('[name="subType"]').selectOption({ index: 1 });
  await submitTicket(page);
  await lookAt('offline');
  await page.keyboard.press('F8');
  await expect(desk.callCard).toHaveAttribute('data-state', 'held');
  await lookAt('held');
  await refuseTicket(seat);
  await lookAt('error-ticket');
  await walkEndOfCall(seat, lookAt);
}

async function walkEndOfCall({ page, home }: Seat, lookAt: (state: string) => Promise<void>): Promise<void> {
  const desk = deskPage(page);
  await page.keyboard.press('F8');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await page.keyboard.press('F6');
  await lookAt('quick-close');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('reader')).toBeVisible();
  await desk.hangUp();
  await lookAt('wrap-up');
  await page.keyboard.press('Alt+KeyW');
  await expect(page.getByTestId('wrap-up')).toBeHidden();
  await page.keyboard.press('Alt+KeyH');
  await expect(page.getByTestId('call-detail')).toBeVisible();
  await lookAt('history');
  await page.keyboard.press('Escape');

  await desk.signOut();
  damage(join(home, 'profiles', 'demo', 'seats', '9527.db'));
  await desk.signIn('9527');
  await expect(page.getByTestId('warning-storage.damaged')).toBeVisible();
  await lookAt('error-storage');
}

/** Overwrites the head of a file. */
function damage(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    writeSync(handle, Buffer.alloc(8192, 0x5a), 0, 8192, 0);
  } finally {
    closeSync(handle);
  }
}

/** In the browser seat: the core is killed and can't come back for a while. In Electron the core is the app itself. */
export async function walkCoreLost(seat: Seat, views: readonly View[], look: Look): Promise<void> {
  const { page, launcher } = seat;
  const desk = deskPage(page);
  seat.allowErrors(/WebSocket connection to .* failed|Failed to load resource: net::/);
  await desk.signIn('1001');
  await desk.ring('zh-outage-report');
  await desk.answer();
  const sync = page.getByTestId('sync');
  for (const view of views) {
    await expect(sync).toHaveAttribute('data-state', 'online', { timeout: firstAnswerMs });
    await showView(page, view);
    const pid = seat.corePid();
    launcher.kill('SIGSTOP');
    process.kill(pid, 'SIGKILL');
    await expect(sync).toHaveAttribute('data-state', 'coreLost');
    await look('error-core', view);
    launcher.kill('SIGCONT');
    await expect(sync).not.toHaveAttribute('data-state', 'coreLost', { timeout: 30_000 });
  }
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
}

/** The phone beyond one plain call. */
export async function walkCalls(seat: Seat, views: readonly View[], look: Look): Promise<void> {
  const { page } = seat;
  const desk = deskPage(page);
  const lookAt = lookIn(seat, views, look);
  await desk.signIn('9527');
  await page.locator('.dial-line .icon-button').click();
  await page.locator('[name="dial"]').fill('8887');
  await lookAt('dial-pad');
  // Nobody answers there.
  await page.locator('[name="dial"]').press('Enter');
  await expect(desk.callCard).toHaveAttribute('data-state', 'dialing');
  await lookAt('dialing');
  await page.keyboard.press('F4');
  await expect(desk.callCard).toBeHidden();
  await lookAt('redial');

  await desk.ring('zh-outage-report');
  await desk.answer();
  await page.getByTestId('another-practice-caller').locator('summary').click();
  await page.getByTestId('practice-adx-bill-question').click();
  await expect(page.getByTestId('waiting-call')).toContainText('卓玛');
  await lookAt('call-waiting');
  await page.keyboard.press('F2');
  await expect(page.getByTestId('other-leg')).toHaveAttribute('data-state', 'held');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await lookAt('two-calls');
  await page.keyboard.press('F4');
  await page.keyboard.press('Alt+KeyB');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await expect(page.getByTestId('open-record')).toBeVisible();
  await page.getByTestId('another-practice-caller').locator('summary').click();

  await page.keyboard.press('Alt+KeyP');
  await page.keyboard.type('12');
  await lookAt('keypad');
  await page.getByTestId('keypad').getByRole('button').first().click();
  await page.keyboard.press('Alt+KeyX');
  await expect(page.getByRole('dialog')).toBeVisible();
  await lookAt('transfer');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+KeyC');
  await page.getByTestId('place-8820').click();
  await expect(page.getByTestId('consult-leg')).toHaveAttribute('data-state', 'talking');
  await lookAt('consult');
  await page.keyboard.press('Alt+KeyJ');
  await expect(desk.callCard).toHaveAttribute('data-conference', 'true');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await lookAt('conference');
  await page.keyboard.press('F4');
  await expect(page.getByRole('dialog')).toBeVisible();
  await lookAt('end-conference');
}
