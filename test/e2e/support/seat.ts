import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  _electron,
  test as base,
  type ConsoleMessage,
  type LaunchOptions,
  type Page,
  type PlaywrightWorkerArgs,
} from '@playwright/test';
import { newDemoHome, newHome, startLauncher, stopProcess } from './launcher.ts';

export { expect } from '@playwright/test';

export interface SeatOptions {
  shell: 'browser' | 'electron';
  /** The Electron executable; empty where the project runs in the browser seat. */
  electronFile: string;
  /** The demo's centre makes its database itself, as it does for a user, which takes seconds; else it finds an empty one. */
  isFirstStart: boolean;
}

/** A desk that was just started on a home of its own, with its page open. */
export interface Seat {
  readonly page: Page;
  readonly home: string;
  /** The launcher of the browser seat, or the Electron process. */
  readonly launcher: ChildProcess;
  corePid(): number;
  /** kill -9 of the core, browser seat only; settles when the next one has been started. */
  killCore(): Promise<void>;
  /** For errors of the page that a test brings about on purpose. */
  allowErrors(pattern: RegExp): void;
}

export interface OpenedSeat extends Omit<Seat, 'allowErrors'> {
  enter(): Promise<void>;
  close(keepsHome?: boolean): Promise<void>;
}

/** What a browser notes by itself when the core is gone for a moment. */
export const noteOfLostCore = /WebSocket connection to .* failed|Failed to load resource: net::/;

export const test = base.extend<SeatOptions & { seat: Seat }>({
  shell: ['browser', { option: true }],
  electronFile: ['', { option: true }],
  isFirstStart: [false, { option: true }],
  seat: async ({ shell, electronFile, isFirstStart, playwright, launchOptions, viewport, locale }, use, testInfo) => {
    const home = isFirstStart ? newHome() : await newDemoHome();
    const context = { ...launchOptions, viewport, ...(locale !== undefined && { locale }) };
    const opened =
      shell === 'browser'
        ? await openBrowserSeat(playwright, context, { home })
        : await openElectron(electronFile, home);
    const errors = watchErrors(opened.page);
    try {
      await opened.enter();
      await use({
        ...opened,
        allowErrors: errors.allow,
        async killCore() {
          errors.allow(noteOfLostCore);
          await opened.killCore();
        },
      });
    } finally {
      await opened.close();
    }
    // A test that failed has said what is wrong already.
    if (testInfo.status === testInfo.expectedStatus) errors.complain();
  },
});

export type ContextOptions = LaunchOptions & { viewport: { width: number; height: number } | null; locale?: string };

/** What a seat is started with, where it is not simply the demo of a new home. */
interface SeatStart {
  readonly home?: string;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

export async function openBrowserSeat(
  playwright: PlaywrightWorkerArgs['playwright'],
  options: ContextOptions,
  { home = newHome(), args = [], env = {} }: SeatStart = {},
): Promise<OpenedSeat> {
  const launcher = await startLauncher(home, args, env);
  const context = await playwright.chromium.launchPersistentContext(join(home, 'browser'), options);
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    page,
    home,
    launcher: launcher.process,
    corePid: launcher.corePid,
    killCore: launcher.killCore,
    async enter() {
      // The address is good for one visit: a test that loads the page again in the middle of it would stand outside.
      const isIn = page.waitForResponse(
        (answer) => new URL(answer.url()).pathname === '/session' && answer.request().method() === 'GET',
      );
      await page.goto(launcher.address);
      await isIn;
    },
    async close(keepsHome) {
      await context.close();
      await launcher.stop(keepsHome);
    },
  };
}

async function openElectron(executablePath: string, home: string): Promise<OpenedSeat> {
  const app = await _electron.launch({
    executablePath,
    args: ['--no-sandbox', '.'],
    env: { ...process.env, TASHI_DESK_HOME: home, TASHI_DESK_CHECKED: '1' },
  });
  const page = await app.firstWindow();
  return {
    page,
    home,
    launcher: app.process(),
    corePid: () => app.process().pid ?? 0,
    killCore: () => Promise.reject(new Error('in Electron the core is the app')),
    async enter() {
      await page.waitForLoadState();
    },
    async close() {
      const ended = once(app.process(), 'exit');
      await app.close();
      await ended;
      await stopProcess(app.process(), home);
    },
  };
}

export function watchErrors(page: Page): { allow(pattern: RegExp): void; complain(): void } {
  const seen: string[] = [];
  const allowed: RegExp[] = [];
  page.on('pageerror', (error) => seen.push(error.stack ?? error.message));
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') seen.push(`${message.text()} (${message.location().url})`);
  });
  return {
    allow: (pattern) => allowed.push(pattern),
    complain() {
      const unexpected = seen.filter((text) => !allowed.some((pattern) => pattern.test(text)));
      if (unexpected.length > 0) throw new Error(`The page complained:\n${unexpected.join('\n')}`);
    },
  };
}
