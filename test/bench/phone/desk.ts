import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { newHome, startLauncher } from '../../e2e/support/launcher.ts';
import { launchSeatBrowser } from '../../fixtures/seat-browser.ts';
import { tapSockets } from '../../interop/lab/socket-tap.ts';
import { installPaintMark } from '../paint-mark.ts';
import { benchAgentNo } from './callers.ts';
import { agentPassword, type BenchCentre } from './centre.ts';
import { installPageClock } from './page-clock.ts';

/** The built browser seat, signed in and on the line, with everything of the centre on this machine. */
export interface BenchDesk {
  readonly page: Page;
  /** Bytes that the page holds after a forced collection. */
  heapBytes(): Promise<number>;
  close(): Promise<void>;
}

export async function openDesk(centre: BenchCentre, exchangeUrl: string, slowMs: number): Promise<BenchDesk> {
  const home = newHome();
  centre.writeProfile(home, exchangeUrl);
  const slow = slowMs > 0 ? { NODE_OPTIONS: `--import ${slowLookUp(slowMs)}` } : {};
  const launcher = await startLauncher(home, ['--profile', 'bench'], { TASHI_DESK_CHECKED: '0', ...slow });
  const context = await launchSeatBrowser(join(home, 'browser'), [
    '--autoplay-policy=no-user-gesture-required',
    '--allow-loopback-in-peer-connection',
  ]);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.addInitScript(installPaintMark);
  await page.addInitScript(installPageClock, slowMs);
  const core = tapSockets(page, (url) => url.endsWith('/desk'));
  await page.goto(launcher.address);
  await page.locator('[name="agentNo"]').fill(benchAgentNo);
  await page.locator('[name="password"]').fill(agentPassword);
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="line"][data-state="registered"]').waitFor({ timeout: 60_000 });
  const from = core.frames.length;
  await page.keyboard.press('Alt+KeyY');
  const asked = await core.next(({ isSent, text }) => isSent && text.includes('"sync:now"'), from);
  const { id } = JSON.parse(asked.text) as { id: number };
  await core.next(({ isSent, text }) => !isSent && text.startsWith(`{"t":"answer","id":${String(id)},`), from);
  const tools = await context.newCDPSession(page);
  return {
    page,
    heapBytes: () => heapBytes(tools),
    close: async () => {
      await context.close();
      await launcher.stop();
    },
  };
}

async function heapBytes(tools: CDPSession): Promise<number> {
  // Twice: what the first one frees may hold on to more.
  await tools.send('HeapProfiler.collectGarbage');
  await tools.send('HeapProfiler.collectGarbage');
  const usage = await tools.send('Runtime.getHeapUsage');
  return usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize;
}

/** Makes every answer of the core's workers late by a known time, those about the caller among them. */
function slowLookUp(ms: number): string {
  const code = `import { MessagePort, isMainThread } from 'node:worker_threads';
    const post = MessagePort.prototype.postMessage;
    if (!isMainThread) MessagePort.prototype.postMessage = function (...sent) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${String(ms)});
      return post.apply(this, sent);
    };`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
