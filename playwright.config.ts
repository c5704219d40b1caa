import { defineConfig } from '@playwright/test';
import { findElectron } from './scripts/electron-runtime.mjs';
import { findChromium } from './scripts/system-parts.mjs';
import type { SeatOptions } from './test/e2e/support/seat.ts';

const browser = findChromium();
const electron = findElectron();

/** One suite, two shells. The project `electron` is there where its runtime is. */
export default defineConfig<SeatOptions>({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // A second try in CI, on machines shared with others; `npm test` names at its end what needed it.
  retries: process.env['CI'] === 'true' ? 1 : 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env['CI'] === 'true',
  reporter: 'list',
  use: {
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    // A click on what never comes must not last as long as a whole walk through the desk may.
    actionTimeout: 45_000,
    // Recording every test makes it 1.4 to 2.5 times as long here.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser !== null && { executablePath: browser }),
      args: [
        '--no-sandbox',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        '--allow-loopback-in-peer-connection',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
  projects: [
    { name: 'browser-seat', use: { browserName: 'chromium', shell: 'browser' } },
    ...(electron === null ? [] : [{ name: 'electron', use: { shell: 'electron' as const, electronFile: electron } }]),
  ],
});
