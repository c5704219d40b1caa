import { expect, type Locator, type Page } from '@playwright/test';

/** What a person does at the desk, by the keys he would press. */
export interface DeskPage {
  signIn(agentNo: string, password?: string): Promise<void>;
  signOut(): Promise<void>;
  /** Lets a practice caller ring and waits for the call card. */
  ring(scenario: string): Promise<void>;
  answer(): Promise<void>;
  hangUp(): Promise<void>;
  setServerPower(isOn: boolean): Promise<void>;
  /** Fills a fault ticket and submits it; answers its number. */
  submitFault(description: string): Promise<string>;
  callCard: Locator;
  prompt: Locator;
}

export function deskPage(page: Page): DeskPage {
  const callCard = page.getByTestId('call-card');
  return {
    callCard,
    prompt: page.getByTestId('prompt'),
    async signIn(agentNo, password = 'tashi-demo') {
      await page.locator('[name="agentNo"]').fill(agentNo);
      await page.locator('[name="password"]').fill(password);
      await page.keyboard.press('Enter');
      // The demo’s own server starts beside the desk; the first sign-in waits for it.
      await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 60_000 });
      // What the centre has approved is read out in another way than drafts; a call goes on with what it began with.
      const power = page.getByTestId('server-power');
      if ((await power.count()) === 1 && (await power.getAttribute('aria-checked')) === 'true') {
        const sync = page.locator('[data-testid="sync"][data-state="online"][data-catching-up="false"]');
        await expect(sync).toBeVisible({ timeout: 60_000 });
      }
    },
    async signOut() {
      await page.keyboard.press('Alt+Shift+KeyQ');
      await expect(page.locator('[name="agentNo"]')).toBeEditable();
    },
    async ring(scenario) {
      await page.getByTestId(`practice-${scenario}`).click();
      await expect(callCard).toHaveAttribute('data-state', 'ringing');
    },
    async answer() {
      await page.keyboard.press('F2');
      await expect(callCard).toHaveAttribute('data-state', 'talking');
    },
    async hangUp() {
      await page.keyboard.press('F4');
      await expect(page.getByTestId('wrap-up')).toBeVisible();
    },
    async setServerPower(isOn) {
      const power = page.getByTestId('server-power');
      if ((await power.getAttribute('aria-checked')) !== String(isOn)) await power.click();
      await expect(power).toHaveAttribute('aria-checked', String(isOn));
      await expect(page.getByTestId('sync')).toHaveAttribute('data-state', isOn ? 'online' : 'offline', {
        timeout: 60_000,
      });
    },
    async submitFault(description) {
      await page.keyboard.press('Alt+KeyT');
      const form = page.getByTestId('ticket-form');
      await form.locator('[name="type"]').selectOption('faultRepair');
      await form.locator('[name="subType"]').selectOption({ index: 1 });
      await form.locator('[name="description"]').fill(description);
      const phone = form.locator('[name="callerPhone"]');
      if ((await phone.inputValue()) === '') await phone.fill('13900000099');
      const address = form.locator('[name="address"]');
      if ((await address.inputValue()) === '') await address.fill('共和县恰卜恰镇');
      return submitTicket(page);
    },
  };
}

/** Submits what is being written, also where the caller has its like open already; answers the ticket's number. */
export async function submitTicket(page: Page): Promise<string> {
  const submitted = page.getByTestId('just-submitted');
  const alike = page.getByTestId('alike');
  await page.keyboard.press('Control+Enter');
  await expect(submitted.or(alike)).toBeVisible();
  if (await alike.isVisible()) await page.keyboard.press('Control+Enter');
  await expect(submitted).toBeVisible();
  const [number] = /W-\d+/.exec(await submitted.innerText()) ?? [];
  if (number === undefined) throw new Error('the ticket has no number to read out');
  return number;
}

/** Loudness of one side as the meter shows it, 0–1. */
export async function level(page: Page, side: 'mine' | 'theirs'): Promise<number> {
  return Number((await page.getByTestId(`level-${side}`).getAttribute('data-level')) ?? 0);
}
