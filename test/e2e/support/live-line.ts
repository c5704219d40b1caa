import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { putDatabase } from '../../fakes/pglite-template.ts';
import { resourcesFolder, startServerProcess } from '../../fakes/server-process.ts';
import { SipRegistrar } from '../../fakes/sip-registrar.ts';
import { newHome } from './launcher.ts';
import { deskPage } from './desk-page.ts';
import type { Seat } from './seat.ts';

/** An agent signed in at a live seat, with his line on an exchange of the test. */
export interface LiveLine {
  readonly exchange: SipRegistrar;
  close(): Promise<void>;
}

const line = { user: '9527', password: 'line-of-9527' };

/** Leads the desk from the demo to a seat of another centre, on the suite's own exchange. */
export async function openLiveLine({ page, home }: Seat): Promise<LiveLine> {
  const folder = newHome();
  const exchange = await SipRegistrar.listen({ [line.user]: line.password });
  const agent = {
    ...{ agentNo: '9527', password: 'tashi-demo', role: 'agent', displayName: '才让', seatLabel: '安多藏语席' },
    ...{ languages: ['zh-Hans', 'adx', 'khg', 'en', 'yue-Hant-HK'], sip: line },
  };
  const agents = join(folder, 'agents.json');
  writeFileSync(agents, JSON.stringify({ agents: [agent] }));
  await putDatabase(join(folder, 'data'));
  const server = startServerProcess([
    ...['--data', join(folder, 'data'), '--name', '青海供电服务热线'],
    ...['--demo', '--resources', resourcesFolder, '--agents', agents],
  ]);
  const { url, name, sealingKey, signingKey } = await server.ready;
  const profile = join(home, 'profiles', 'live');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  writeFileSync(
    join(profile, 'profile.json'),
    JSON.stringify({
      ...{ schemaVersion: 1, name: 'live', kind: 'live', region: 'CN' },
      centre: { name, url, sealingKey, signingKey },
      exchange: { servers: [exchange.url], domain: 'exchange.invalid', iceServers: [] },
    }),
  );
  await page.reload();
  await page.getByTestId('profile-live').click();
  await expect(page.getByTestId('profile-live')).toHaveAttribute('aria-current', 'true', { timeout: 60_000 });
  await deskPage(page).signIn('9527');
  return {
    exchange,
    close: async () => {
      await exchange.close();
      server.child.kill('SIGTERM');
      await server.exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
