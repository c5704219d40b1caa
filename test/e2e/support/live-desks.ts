import { rmSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { FaultyProxy } from '../../fakes/faulty-proxy.ts';
import { openLab, serveLab, type LabSite } from '../../integration/telephony/chromium-lab.ts';
import { deskPage, type DeskPage } from './desk-page.ts';
import { liveProfile, makeLiveSite, type LiveHome, type LiveSite } from './live-site.ts';
import { noteOfLostCore, openBrowserSeat, test as base, watchErrors } from './seat.ts';
import { shiftedClock, shiftedProcess } from './shifted-clock.ts';

export { expect } from '@playwright/test';

/** A seat of the live site, signed in. */
export interface LiveDesk extends DeskPage {
  readonly page: Page;
  /** To the centre; the phone has a line of its own. */
  readonly line: FaultyProxy;
  /** Somebody calls this seat from the number, from outside and with real sound; settles when the desk rings. */
  callFrom(number: string, headers?: readonly string[]): Promise<void>;
  /** Settles when the centre has everything of this seat, and the seat everything of the centre. */
  sync(): Promise<void>;
  /** kill -9; the launcher starts it again. */
  killCore(): Promise<void>;
  close(): Promise<void>;
  /** As `close`; the machine is there to be started again. */
  leave(): Promise<LiveHome>;
}

export interface LiveStart {
  /** A machine that was left before. */
  readonly home?: LiveHome;
  /** Sets the desk's clock off. */
  readonly shiftMs?: number;
  /** What its profile says of calls besides. */
  readonly exchange?: object;
}

export interface LiveDesks extends LiveSite {
  open(agentNo: string, start?: LiveStart): Promise<LiveDesk>;
}

/** Seats in the browser on one central server and one exchange, for what the demo's practice calls can't show. */
export const test = base.extend<{ site: LiveDesks }>({
  site: async ({ playwright, launchOptions, viewport, locale }, use, testInfo) => {
    const site = await makeLiveSite();
    const callers = await serveLab();
    const opened = new Set<LiveDesk>();
    const left = new Set<LiveHome>();
    const complaints: (() => void)[] = [];
    const options = { ...launchOptions, viewport, ...(locale !== undefined && { locale }) };
    try {
      await use({
        ...site,
        async open(agentNo, { shiftMs = 0, exchange, home: known } = {}) {
          const machine = known ?? (await site.newHome(exchange));
          const { path: home, line } = machine;
          left.delete(machine);
          const env = shiftMs === 0 ? {} : shiftedProcess(shiftMs);
          const seat = await openBrowserSeat(playwright, options, { home, args: ['--profile', liveProfile], env });
          const { page } = seat;
          const errors = watchErrors(page);
          complaints.push(errors.complain);
          if (shiftMs !== 0) await page.addInitScript(shiftedClock(shiftMs));
          const desk: LiveDesk = {
            ...deskPage(page),
            ...{ page, line },
            callFrom: (number, headers = []) => callIn({ site, callers, page, agentNo }, number, headers),
            sync: () => syncNow(page),
            async killCore() {
              errors.allow(noteOfLostCore);
              await seat.killCore();
            },
            async close() {
              opened.delete(desk);
              await seat.close();
            },
            async leave() {
              opened.delete(desk);
              await seat.close(true);
              left.add(machine);
              return machine;
            },
          };
          opened.add(desk);
          await seat.enter();
          await desk.signIn(agentNo);
          return desk;
        },
      });
    } finally {
      for (const desk of opened) await desk.close();
      for (const { path } of left) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
      await callers.close();
      await site.close();
    }
    // A test that failed has said what is wrong already.
    if (testInfo.status === testInfo.expectedStatus) for (const complain of complaints) complain();
  },
});

interface CallWay {
  readonly site: LiveSite;
  readonly callers: LabSite;
  readonly page: Page;
  readonly agentNo: string;
}

async function callIn(
  { site, callers, page, agentNo }: CallWay,
  number: string,
  headers: readonly string[],
): Promise<void> {
  const caller = await openLab(page.context(), callers);
  await page.bringToFront();
  const identity = JSON.stringify([`P-Asserted-Identity: <tel:${number}>`, ...headers]);
  await caller.run(`lab.callIn('${site.exchangeUrl}', '${site.domain}', '${agentNo}', ${identity})`);
  await page.locator('[data-testid="call-card"][data-state="ringing"]').waitFor();
}

async function syncNow(page: Page): Promise<void> {
  await page.keyboard.press('Alt+KeyY');
  const sync = '[data-testid="sync"][data-state="online"][data-waiting="0"][data-catching-up="false"]';
  await page.locator(`${sync}[aria-busy="false"]`).waitFor();
}
