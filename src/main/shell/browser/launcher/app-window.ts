import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface AppWindow {
  /** Settles when the browser process has ended; `ranMs` tells a closed window from a browser that could not start. */
  readonly closed: Promise<{ readonly ranMs: number }>;
  close(): void;
}

/** Opens `address` as an application window of its own, in a browser profile that holds nothing but this desk. */
export function openAppWindow(browser: string, browserFolder: string, address: string): AppWindow {
  prepareProfile(browserFolder);
  const startedAt = performance.now();
  const child = spawn(browser, browserFlags(browserFolder, address), { stdio: 'ignore' });
  const closed = new Promise<{ ranMs: number }>((resolve) => {
    const settle = (): void => {
      resolve({ ranMs: performance.now() - startedAt });
    };
    child.once('exit', settle);
    child.once('error', settle);
  });
  return { closed, close: () => child.kill('SIGTERM') };
}

/** A browser that ends sooner has handed its address to one that was running already, or could not start. */
const shortRunMs = 5000;
const entryPatienceMs = 30_000;
/** A page that reloads is gone for a moment. */
const goneForGoodMs = 5000;

/** Waits for the end of the window: `closed` by the agent, or `neverShown`. */
export async function outcomeOf(
  window: AppWindow,
  seen: { readonly wasEntered: () => boolean; readonly pages: () => number },
): Promise<'closed' | 'neverShown'> {
  const { ranMs } = await window.closed;
  if (ranMs > shortRunMs) return seen.wasEntered() ? 'closed' : 'neverShown';
  for (const end = performance.now() + entryPatienceMs; !seen.wasEntered(); await wait(200)) {
    if (performance.now() > end) return 'neverShown';
  }
  // The window lives in a process that is not ours: its page tells.
  for (let lastSeen = performance.now(); performance.now() - lastSeen < goneForGoodMs; await wait(500)) {
    if (seen.pages() > 0) lastSeen = performance.now();
  }
  return 'closed';
}

/** Offers to translate would send what stands on the page away, and offers to save passwords have no place on a shared machine. */
function prepareProfile(browserFolder: string): void {
  const folder = join(browserFolder, 'Default');
  const file = join(folder, 'Preferences');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (existsSync(file)) return;
  writeFileSync(file, JSON.stringify({ translate: { enabled: false }, credentials_enable_service: false }), {
    mode: 0o600,
  });
}

function browserFlags(browserFolder: string, address: string): string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${browserFolder}`,
    '--window-size=1366,768',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-extensions',
    '--disable-sync',
    '--disable-background-mode',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-features=Translate,MediaRouter',
    '--password-store=basic',
    // A call must not slow down behind another window.
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    // The phone rings before the first click.
    '--autoplay-policy=no-user-gesture-required',
    // Chromium's sandbox refuses to start for root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}
