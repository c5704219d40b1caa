import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, LaunchOptions, Page, PlaywrightWorkerArgs, ViewportSize } from '@playwright/test';
import { putDatabase } from '../../fakes/pglite-template.ts';
import { resourcesFolder, startServerProcess, type ServerProcess } from '../../fakes/server-process.ts';
import { newHome, startLauncher, type RunningLauncher } from './launcher.ts';

/** Two workstations of one centre. */
export interface Floor {
  readonly pages: readonly [Page, Page];
  close(): Promise<void>;
}

/** What a test has of its browser. */
export interface FloorBrowser {
  readonly playwright: PlaywrightWorkerArgs['playwright'];
  readonly launchOptions: LaunchOptions;
  readonly viewport: ViewportSize | null;
}

/** @param more what the profile of the desks says besides the address of the centre */
export async function openFloor(
  { playwright, launchOptions, viewport }: FloorBrowser,
  more: object = {},
): Promise<Floor> {
  const data = mkdtempSync(join(tmpdir(), 'tashi-floor-'));
  await putDatabase(data);
  const server: ServerProcess = startServerProcess([
    ...['--data', data, '--demo', '--resources', resourcesFolder, '--parent-pipe'],
  ]);
  const { url, name, sealingKey, signingKey } = await server.ready;
  const profile = {
    schemaVersion: 1,
    name: 'floor',
    kind: 'live',
    centre: { name, url, sealingKey, signingKey },
    ...more,
  };
  const launchers: RunningLauncher[] = [];
  const contexts: BrowserContext[] = [];
  const openDesk = async (): Promise<Page> => {
    const home = newHome();
    mkdirSync(join(home, 'profiles', 'floor'), { recursive: true });
    writeFileSync(join(home, 'profiles', 'floor', 'profile.json'), JSON.stringify(profile));
    const launcher = await startLauncher(home, ['--profile', 'floor']);
    launchers.push(launcher);
    const context = await playwright.chromium.launchPersistentContext(join(home, 'browser'), {
      ...launchOptions,
      viewport,
      locale: 'zh-CN',
    });
    contexts.push(context);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(launcher.address);
    return page;
  };
  return {
    pages: [await openDesk(), await openDesk()],
    async close() {
      for (const context of contexts) await context.close();
      for (const launcher of launchers) await launcher.stop();
      server.child.stdin.end();
      await server.exited;
      rmSync(data, { recursive: true, force: true });
    },
  };
}
