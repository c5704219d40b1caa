import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { crashed } from '../../e2e/support/crashed.ts';
import { newHome, startLauncher } from '../../e2e/support/launcher.ts';
import { launchSeatBrowser } from '../../fixtures/seat-browser.ts';
import { agentPassword, type LabCentre } from './centre.ts';
import type { LabFolder } from './lab-folder.ts';
import { tapSockets, type SocketTap } from './socket-tap.ts';
import { until } from './until.ts';

type CallStateName = 'ringing' | 'dialing' | 'talking' | 'held' | 'transferring' | 'wrapUp';
type LineState = 'registering' | 'registered' | 'failed';

/** The built browser seat on a live profile, with its page in Chromium: what an agent sees and presses. */
export interface LabDesk {
  readonly page: Page;
  /** Between the page and the exchange. */
  readonly sip: SocketTap;
  /** Between the page and its core. */
  readonly core: SocketTap;
  /** Uncaught errors of the page. */
  readonly errors: readonly string[];
  /** Its page dies without a word to anybody; the desk goes on with a fresh one. */
  crash(): Promise<LabDesk>;
  signIn(agentNo: string): Promise<void>;
  signOut(): Promise<void>;
  line(state: LineState): Promise<void>;
  /** Settles when everything that the centre has is on this machine. */
  sync(): Promise<void>;
  call(state: CallStateName): Promise<void>;
  noCall(): Promise<void>;
  /** Waits for one side's level meter to show more than this, 0–1. */
  loud(side: 'mine' | 'theirs', level?: number): Promise<void>;
  answer(): Promise<void>;
  /** Calls a number by keys. */
  dial(number: string): Promise<void>;
  /** One of the rows beside the call: who waits, who is asked, who is on hold. */
  beside(row: 'waiting-call' | 'consult-leg' | 'other-leg', state: string): Promise<void>;
  /** Hangs up, or rejects. */
  endCall(): Promise<void>;
  finishWrapUp(): Promise<void>;
  /** Ends and closes by keys whatever a test that failed has left, so that it stays the only one to fail. */
  clear(): Promise<void>;
  warning(code: string): Promise<void>;
  /** The strip that says that nobody can call. */
  alarm(isShown: boolean): Promise<void>;
}

export function openDesk(lab: LabFolder, centre: LabCentre, ...servers: readonly string[]): Promise<LabDesk> {
  return openDeskWith(lab, centre, servers, {});
}

/** @param exchange what its profile says of the exchange besides the servers */
export async function openDeskWith(
  lab: LabFolder,
  centre: LabCentre,
  servers: readonly string[],
  exchange: Readonly<Record<string, unknown>>,
): Promise<LabDesk> {
  const home = newHome();
  centre.writeProfile(home, servers, exchange);
  const launcher = await startLauncher(home);
  lab.atEnd(launcher.stop);
  const context = await launchSeatBrowser(join(home, 'browser'), [
    '--allow-loopback-in-peer-connection',
    `--ignore-certificate-errors-spki-list=${lab.keyHash}`,
  ]);
  lab.atEnd(() => context.close());
  const page = context.pages()[0] ?? (await context.newPage());
  const desk = deskOn(page, servers);
  await page.goto(launcher.address);
  return desk;
}

function deskOn(page: Page, servers: readonly string[]): LabDesk {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  const sip = tapSockets(page, (url) => servers.some((server) => url.startsWith(server)));
  const core = tapSockets(page, (url) => url.endsWith('/desk'));
  return {
    ...{ page, sip, core, errors },
    crash: async () => deskOn(await crashed(page), servers),
    ...deskActions(page, core),
  };
}

function deskActions(page: Page, core: SocketTap): Omit<LabDesk, 'page' | 'sip' | 'core' | 'errors' | 'crash'> {
  const see = (selector: string) => page.locator(selector).first().waitFor({ timeout: 60_000 });
  const wrapUp = page.getByTestId('wrap-up');
  return {
    signIn: async (agentNo) => {
      await page.locator('[name="agentNo"]').fill(agentNo);
      await page.locator('[name="password"]').fill(agentPassword);
      await page.keyboard.press('Enter');
      await see('[data-testid="line"]');
    },
    signOut: async () => {
      await page.keyboard.press('Alt+Shift+KeyQ');
      await see('[name="agentNo"]');
    },
    line: (state) => see(`[data-testid="line"][data-state="${state}"]`),
    sync: async () => {
      const from = core.frames.length;
      await page.keyboard.press('Alt+KeyY');
      const asked = await core.next(({ isSent, text }) => isSent && text.includes('"sync:now"'), from);
      const { id } = JSON.parse(asked.text) as { id: unknown };
      await core.next(({ isSent, text }) => !isSent && isAnswerTo(text, id), from);
    },
    call: (state) => see(`[data-testid="call-card"][data-state="${state}"]`),
    noCall: () => page.getByTestId('call-card').waitFor({ state: 'detached' }),
    loud: async (side, level = 0.01) => {
      const meter = page.getByTestId(`level-${side}`);
      await until(`sound at the meter of ${side}`, async () =>
        Number(await meter.getAttribute('data-level')) > level ? true : undefined,
      );
    },
    answer: async () => {
      await page.keyboard.press('F2');
      await see('[data-testid="call-card"][data-state="talking"]');
    },
    dial: async (number) => {
      await page.keyboard.press('Alt+KeyP');
      await page.keyboard.type(number);
      await page.keyboard.press('Enter');
    },
    beside: (row, state) => see(`[data-testid="${row}"][data-state="${state}"]`),
    endCall: () => page.keyboard.press('F4'),
    finishWrapUp: async () => {
      await wrapUp.waitFor();
      await page.keyboard.press('Alt+KeyW');
      await wrapUp.waitFor({ state: 'detached' });
    },
    clear: async () => {
      const left = page.locator('dialog[open], [data-testid="call-card"]');
      while ((await left.count()) > 0) {
        const isSheet = (await page.locator('dialog[open]').count()) > 0;
        const isOver = (await wrapUp.count()) > 0;
        await page.keyboard.press(isSheet ? 'Escape' : isOver ? 'Alt+KeyW' : 'F4');
        await left
          .first()
          .waitFor({ state: 'detached', timeout: 1000 })
          .catch(() => undefined);
      }
    },
    alarm: (isShown) =>
      page.getByTestId('line-banner').waitFor({ state: isShown ? 'visible' : 'detached', timeout: 60_000 }),
    warning: (code) => see(`[data-testid="warning-${code}"]`),
  };
}

function isAnswerTo(text: string, id: unknown): boolean {
  const message = JSON.parse(text) as { t?: string; id?: unknown };
  return message.t === 'answer' && message.id === id;
}
