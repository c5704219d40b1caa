import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A tab that another one covers, as a browser treats it: Playwright keeps all of its own in the foreground. */
export interface HiddenTab {
  run<T = unknown>(expression: string): Promise<T>;
  /** Opens another tab in front of it. */
  hide(): Promise<void>;
  close(): Promise<void>;
}

interface CdpAnswer {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
  readonly error?: { readonly message: string };
}

/** @throws Error when the browser does not come up; settles when the lab page is there */
export async function openHiddenTab(executablePath: string, url: string): Promise<HiddenTab> {
  const folder = mkdtempSync(join(tmpdir(), 'tashi-hidden-'));
  const args = ['--headless=new', '--no-sandbox', '--no-first-run', '--remote-debugging-port=0'];
  const browser = spawn(executablePath, [...args, `--user-data-dir=${folder}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const endpoint = await new Promise<string>((resolve, reject) => {
    browser.once('exit', () => reject(new Error(`no browser: ${said}`)));
    browser.stderr.on('data', (data: Buffer) => {
      said += data.toString();
      const found = /ws:\/\/\S+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  const socket = new WebSocket(endpoint);
  await once(socket, 'open');
  let lastId = 0;
  const waiting = new Map<number, (answer: CdpAnswer) => void>();
  socket.onmessage = ({ data }: { data: unknown }) => {
    const answer = JSON.parse(String(data)) as CdpAnswer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  };
  const send = (method: string, params: object, sessionId?: string): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result ?? {})));
      socket.send(JSON.stringify({ id: lastId, method, params, sessionId }));
    });
  const { targetId } = await send('Target.createTarget', { url });
  const { sessionId } = (await send('Target.attachToTarget', { targetId, flatten: true })) as { sessionId: string };
  const run = async <T>(expression: string): Promise<T> => {
    const params = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await send('Runtime.evaluate', params, sessionId);
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: T }).value;
  };
  // The tab is there before its page is.
  while ((await run('typeof lab')) !== 'object') await pause(20);
  return {
    run,
    hide: async () => {
      await send('Target.createTarget', { url: 'about:blank' });
      await run(`new Promise((resolve) => {
        const look = () => document.visibilityState === 'hidden' && resolve();
        addEventListener('visibilitychange', look);
        look();
      })`);
    },
    close: async () => {
      socket.close();
      const gone = once(browser, 'exit');
      browser.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
