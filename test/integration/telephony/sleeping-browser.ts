import type { Browser } from 'playwright-core';

/**
 * Stops every process of a browser, as a machine that goes to sleep does; returns what wakes it up. Nothing must be asked
 * of its pages meanwhile.
 */
export async function sleepingBrowser(browser: Browser): Promise<() => void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const tell = (signal: NodeJS.Signals): void => {
    for (const { id } of processInfo) process.kill(id, signal);
  };
  tell('SIGSTOP');
  return () => tell('SIGCONT');
}
