import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newHome, startLauncher, stopProcess, type RunningLauncher } from '../../e2e/support/launcher.ts';
import { childrenOf } from '../../fakes/processes.ts';
import { folderBytes } from '../../e2e/support/folder-bytes.ts';
import { makeOwnCertificate } from '../../fakes/own-certificate.ts';
import { ask, attach, cookieOf, exchange, readAddress, type Attachment, type SeatAddress } from './seat-client.ts';

const key = (letter: string): string => `${letter.repeat(42)}A`;

function writeLive(home: string, name: string, change: object = {}): void {
  const folder = join(home, 'profiles', name);
  mkdirSync(folder, { recursive: true });
  const centre = { name: '西宁热线', url: 'http://127.0.0.1:9', sealingKey: key('S'), signingKey: key('T') };
  const profile = { schemaVersion: 1, name, kind: 'live', centre, ...change };
  writeFileSync(join(folder, 'profile.json'), JSON.stringify(profile));
}

interface Page extends Attachment {
  readonly seat: SeatAddress;
  readonly cookie: string;
}

/** Comes in as a page does, by an address with a nonce. */
async function enter(address: string): Promise<Page> {
  const seat = readAddress(address);
  const answer = await exchange(seat);
  expect(answer.status).toBe(204);
  const cookie = cookieOf(answer);
  const attachment = await attach(seat, { cookie });
  if (typeof attachment === 'number') throw new Error(`refused with ${attachment}`);
  return { ...attachment, seat, cookie };
}

async function addressOf(page: Page, name: string): Promise<string> {
  const answer = (await page.call('profiles:open', { name })) as { ok: boolean; value: { address: string } };
  expect(answer).toMatchObject({ ok: true });
  return answer.value.address;
}

it('trusts a server that this machine trusts', async () => {
  const home = newHome();
  const { key, cert, file } = makeOwnCertificate(home);
  const server = createServer({ key, cert }, (_request, response) => response.end('{}')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const launcher = await startLauncher(home, [], { SSL_CERT_FILE: file });
  try {
    const page = await enter(launcher.address);
    // The certificate was taken; what is behind it is another matter.
    expect(await page.call('setup:testServer', { url })).toMatchObject({ error: { code: 'probe.notTheServer' } });
    page.socket.close();
  } finally {
    server.closeAllConnections();
    server.close();
    await launcher.stop();
  }
});

describe('from one profile to another, each in a window of its own', () => {
  const browserFile = resolve(import.meta.dirname, '../../fakes/scripted-browser.ts');
  const launcherFile = resolve(import.meta.dirname, '../../../out/main/launcher.js');

  interface Window {
    readonly pid: number;
    readonly address: string;
    readonly cookie: string;
  }
  async function windowOf(home: string, profile: string): Promise<Window> {
    const file = join(home, 'profiles', profile, 'browser', 'window.json');
    await expect.poll(() => existsSync(file), { timeout: 30_000 }).toBe(true);
    return JSON.parse(readFileSync(file, 'utf8')) as Window;
  }
  const isRunning = (pid: number): boolean => existsSync(`/proc/${pid}/exe`);

  it('opens the other window before the old one closes, and ends with the window that is left', async () => {
    const home = newHome();
    writeLive(home, 'xining');
    const browser = join(home, 'browser.sh');
    writeFileSync(browser, `#!/bin/sh\nexec "${process.execPath}" "${browserFile}" "$@"\n`, { mode: 0o700 });
    const env = { ...process.env, TASHI_DESK_HOME: home, TASHI_DESK_BROWSER: browser, DISPLAY: ':0', NODE_OPTIONS: '' };
    const launcher = spawn(process.execPath, [launcherFile], { env, stdio: 'ignore' });
    const ended = once(launcher, 'exit');
    try {
      const live = await windowOf(home, 'xining');
      const page = await attach(readAddress(live.address), { cookie: live.cookie });
      if (typeof page === 'number') throw new Error(`refused with ${page}`);
      // The window comes by itself: the page has nowhere to go.
      expect(await page.call('profiles:open', { name: 'demo' })).toEqual({ ok: true, value: { address: null } });
      const demo = await windowOf(home, 'demo');
      expect(new URL(demo.address).origin).not.toBe(new URL(live.address).origin);
      await expect.poll(() => isRunning(live.pid), { timeout: 30_000 }).toBe(false);
      expect(isRunning(demo.pid)).toBe(true);
      expect(launcher.exitCode).toBe(null);
      await expect
        .poll(() => existsSync(join(home, 'profiles', 'xining', 'instance.token')), { timeout: 40_000 })
        .toBe(false);
      process.kill(demo.pid);
      expect(await ended).toEqual([0, null]);
    } finally {
      await stopProcess(launcher, home);
    }
  });
});

describe('from one profile to another in the browser seat', () => {
  let home: string;
  let launcher: RunningLauncher;

  beforeEach(() => {
    home = newHome();
    writeLive(home, 'xining');
  });
  afterEach(() => launcher.stop());
  const profileOf = async (page: Page): Promise<unknown> => {
    const answer = (await page.call('app:bootstrap', {})) as { value: { profile: unknown } };
    return answer.value.profile;
  };
  const isHeld = (name: string): boolean => existsSync(join(home, 'profiles', name, 'instance.token'));

  it('leads the page to another origin with an entrance of its own; the old seat ends', async () => {
    launcher = await startLauncher(home);
    const live = await enter(launcher.address);
    expect(await profileOf(live)).toMatchObject({ name: 'xining', kind: 'live', centreName: '西宁热线' });
    const listed = await live.call('profiles:list', {});
    expect(listed).toMatchObject({
      value: { current: 'xining', profiles: [{ name: 'xining' }, { name: 'demo', kind: 'demo' }] },
    });

    const demo = await enter(await addressOf(live, 'demo'));
    expect(demo.seat.origin).not.toBe(live.seat.origin);
    expect(demo.cookie).not.toBe(live.cookie);
    expect(await profileOf(demo)).toMatchObject({ name: 'demo', kind: 'demo' });
    expect(await live.closed).toBe(1001);
    await expect.poll(() => isHeld('xining'), { timeout: 40_000 }).toBe(false);
    expect(isHeld('demo')).toBe(true);
    expect(childrenOf(launcher.process.pid ?? 0)).toHaveLength(1);
    // The entrance was for one page.
    expect((await exchange(demo.seat)).status).toBe(409);

    const before = folderBytes(join(home, 'profiles', 'xining'));
    await demo.call('settings:set', { theme: 'dark' });
    const back = await enter(await addressOf(demo, 'xining'));
    expect(back.seat.origin).toBe(live.seat.origin);
    expect(before['settings.json']).toBeUndefined();
    back.socket.close();
  });

  it('opens the live profile again at the next start, also after the demo was used', async () => {
    writeLive(home, 'golmud');
    launcher = await startLauncher(home, ['--profile', 'golmud']);
    const golmud = await enter(launcher.address);
    const xining = await enter(await addressOf(golmud, 'xining'));
    const demo = await enter(await addressOf(xining, 'demo'));
    demo.socket.close();
    launcher.process.kill('SIGTERM');
    await once(launcher.process, 'exit');
    launcher = await startLauncher(home);
    const next = await enter(launcher.address);
    expect(await profileOf(next)).toMatchObject({ name: 'xining' });
  });

  it('opens the same profile anew, with the policy of what it says now', async () => {
    launcher = await startLauncher(home);
    const page = await enter(launcher.address);
    const pid = launcher.corePid();
    expect((await ask(page.seat, '/')).headers['content-security-policy']).not.toContain('pbx.example.org');
    writeLive(home, 'xining', { exchange: { servers: ['wss://pbx.example.org:8443'], domain: 'pbx.example.org' } });
    expect(await page.call('profiles:open', { name: 'xining' })).toEqual({ ok: true, value: { address: null } });
    expect(await page.closed).toBe(1001);
    const again = await attach(page.seat, { cookie: page.cookie });
    expect(typeof again).toBe('object');
    expect((await ask(page.seat, '/')).headers['content-security-policy']).toContain('wss://pbx.example.org:8443');
    expect(launcher.corePid()).not.toBe(pid);
    expect(launcher.output()).not.toContain('unexpectedly');
  });

  it('stays where it is when the other profile is open elsewhere, is not there, or is nonsense', async () => {
    const other = await startLauncher(home, ['--profile', 'demo']);
    try {
      launcher = await startLauncher(home);
      const page = await enter(launcher.address);
      const codeOf = async (name: string): Promise<unknown> => {
        const answer = (await page.call('profiles:open', { name })) as { ok: boolean; error?: { code: string } };
        return answer.error?.code;
      };
      expect(await codeOf('demo')).toBe('profile.busy');
      expect(await codeOf('nowhere')).toBe('profile.notFound');
      expect(await codeOf('../demo')).toBe('ipc.invalidInput');
      expect(existsSync(join(home, 'profiles', 'nowhere'))).toBe(false);
      expect(await profileOf(page)).toMatchObject({ name: 'xining' });
      page.socket.close();
    } finally {
      other.process.kill('SIGTERM');
      await once(other.process, 'exit');
    }
  });

  it('gets out of a profile that can’t be read: to the demo, or by mending it', async () => {
    writeLive(home, 'xining', { region: 'China' });
    launcher = await startLauncher(home);
    const page = await enter(launcher.address);
    expect(await page.call('app:bootstrap', {})).toMatchObject({ error: { code: 'profile.invalid' } });
    expect(await page.call('profiles:list', {})).toMatchObject({
      value: { profiles: [{ name: 'xining', wrongField: 'region' }, { name: 'demo' }] },
    });
    const read = (await page.call('profiles:read', { name: 'xining' })) as { value: { text: string } };
    const config = { ...(JSON.parse(read.value.text) as object), region: 'CN' };
    expect(await page.call('setup:save', { config, isReplacing: false })).toMatchObject({
      value: { outcome: 'exists' },
    });
    expect(await page.call('setup:save', { config, isReplacing: true })).toMatchObject({ value: { outcome: 'saved' } });
    expect(await page.call('profiles:open', { name: 'xining' })).toMatchObject({ ok: true });
    await page.closed;
    const again = await attach(page.seat, { cookie: page.cookie });
    if (typeof again === 'number') throw new Error(`refused with ${again}`);
    expect(await again.call('app:bootstrap', {})).toMatchObject({ ok: true, value: { profile: { name: 'xining' } } });
  });

  it('gives no password of a profile away', async () => {
    const iceServers = [{ url: 'turn:turn.example.org', username: 'seat', credential: 'turn-secret' }];
    writeLive(home, 'xining', { exchange: { servers: ['wss://pbx.example.org'], domain: 'pbx', iceServers } });
    launcher = await startLauncher(home, ['--profile', 'demo']);
    const page = await enter(launcher.address);
    const read = JSON.stringify(await page.call('profiles:read', { name: 'xining' }));
    expect(read).toContain('turn:turn.example.org');
    expect(read).not.toContain('turn-secret');
    const log = readFileSync(join(home, 'profiles', 'demo', 'logs', 'core.log'), 'utf8');
    expect(log).toContain('profiles:read');
    expect(log).not.toContain('turn');
    page.socket.close();
  });
});
