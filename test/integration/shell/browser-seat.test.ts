import { readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as lasting } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newDemoHome, newHome, runLauncher, startLauncher, type RunningLauncher } from '../../e2e/support/launcher.ts';
import { processesOf } from '../../fakes/processes.ts';
import {
  ask,
  attach,
  cookieOf,
  exchange,
  ownPageHeaders,
  readAddress,
  type Attachment,
  type SeatAddress,
} from './seat-client.ts';

const pageFolder = resolve(import.meta.dirname, '../../../out/renderer');

async function attached(seat: SeatAddress, cookie: string): Promise<Attachment> {
  const attachment = await attach(seat, { cookie });
  if (typeof attachment === 'number') throw new Error(`refused with ${attachment}`);
  return attachment;
}

describe('the guards of the browser seat', () => {
  let launcher: RunningLauncher;
  let seat: SeatAddress;
  let cookie: string;

  beforeAll(async () => {
    launcher = await startLauncher(await newDemoHome());
    seat = readAddress(launcher.address);
    cookie = cookieOf(await exchange(seat));
  });
  afterAll(() => launcher.stop());

  it('serves the page under a strict policy, kept by nobody', async () => {
    const answer = await ask(seat, '/');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = answer.headers['content-security-policy'];
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "form-action 'none'",
      "base-uri 'none'",
    ]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain(`connect-src 'self' ws://${seat.host};`);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(answer.headers['permissions-policy']).toContain('microphone=(self)');
    expect(answer.headers['permissions-policy']).toContain('camera=()');
  });

  it.each([['127.0.0.1'], ['localhost'], ['evil.example'], ['']])('refuses the host name %j', async (name) => {
    const host = name === '' ? '' : `${name}:${seat.port}`;
    expect((await ask(seat, '/', { headers: { host } })).status).toBe(421);
    expect((await exchange(seat, 'x', { host })).status).toBe(421);
    expect(await attach(seat, { cookie, host })).toBe(403);
  });

  it.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['the same name on another port', { origin: 'http://127.0.0.1:1' }],
    ['no origin', { origin: '' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['a foreign site', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses an exchange and a websocket from %s', async (_what, headers) => {
    expect((await exchange(seat, 'x', headers)).status).toBe(403);
    expect(await attach(seat, { cookie, ...headers })).toBe(403);
  });

  it('refuses an exchange whose browser does not say where it comes from', async () => {
    const { 'sec-fetch-site': _left, ...headers } = ownPageHeaders(seat);
    expect((await ask(seat, '/session', { method: 'POST', headers, body: '{"nonce":"x"}' })).status).toBe(403);
  });

  it('admits no websocket without the session cookie', async () => {
    expect(await attach(seat, {})).toBe(401);
    expect(await attach(seat, { cookie: 'tashi-desk-session=guess' })).toBe(401);
    expect((await ask(seat, '/session')).status).toBe(401);
    expect((await ask(seat, '/session', { headers: { cookie } })).status).toBe(204);
  });

  it('survives peers that reset the connection while they are refused', async () => {
    const before = launcher.corePid();
    for (let round = 0; round < 20; round += 1) {
      const socket = connect(seat.port, '127.0.0.1');
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write('GET /desk HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      socket.resetAndDestroy();
    }
    expect((await ask(seat, '/')).status).toBe(200);
    expect(launcher.corePid()).toBe(before);
  });

  it('takes a nonce once and tells a used one from an unknown one', async () => {
    expect((await exchange(seat)).status).toBe(409);
    expect((await exchange(seat, 'never-issued')).status).toBe(403);
    expect(launcher.output()).toContain('used before');
  });

  it('gives the session as a cookie that scripts and other sites do not get', async () => {
    const again = await runLauncher(launcher.home);
    const answer = await exchange(readAddress(/http:\S+/.exec(again.output)?.[0] ?? ''));
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^tashi-desk-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/../../main/launcher.js',
    '/..\\package.json',
    '//etc/passwd',
    '/.hidden',
    '/assets',
    '/%00',
    '/%zz',
    '/index.html/',
  ])('serves nothing under %s', async (path) => {
    expect((await ask(seat, path)).status).toBe(404);
  });

  it('follows no link out of the page folder', async () => {
    const link = join(pageFolder, `link-${process.pid}.json`);
    symlinkSync(resolve(pageFolder, '../../package.json'), link);
    try {
      expect((await ask(seat, `/link-${process.pid}.json`)).status).toBe(404);
    } finally {
      rmSync(link);
    }
  });

  it('refuses other methods and a body that is too long or no JSON', async () => {
    expect((await ask(seat, '/', { method: 'PUT' })).status).toBe(405);
    expect((await ask(seat, '/session', { method: 'POST', headers: ownPageHeaders(seat), body: 'nonce' })).status).toBe(
      400,
    );
    expect((await exchange(seat, 'x'.repeat(2000))).status).toBe(413);
  });

  it('answers commands, and closes on what is no command', async () => {
    const page = await attached(seat, cookie);
    expect(await page.call('app:bootstrap', {})).toMatchObject({ ok: true, value: { shell: 'browser' } });
    expect(await page.call('no:such', {})).toMatchObject({ ok: false });
    page.socket.send('{"t":"call"}');
    expect(await page.closed).toBe(1008);
    const long = await attached(seat, cookie);
    long.socket.send('x'.repeat((1 << 20) + 1));
    expect(await long.closed).toBe(1009);
  });

  it('carries several pages, but not any number', async () => {
    const pages: Attachment[] = [];
    let refused: number | undefined;
    while (refused === undefined && pages.length < 20) {
      const next = await attach(seat, { cookie });
      if (typeof next === 'number') refused = next;
      else pages.push(next);
    }
    expect(refused).toBe(503);
    expect(pages.length).toBe(8);
    for (const page of pages) page.socket.close();
    await Promise.all(pages.map((page) => page.closed));
  });

  it('keeps its files to this user', () => {
    const folder = join(launcher.home, 'profiles', 'demo');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of ['browser-seat.json', 'instance.token'])
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });
});

describe('a life of the browser seat', () => {
  let launcher: RunningLauncher | undefined;
  let home: string;

  afterEach(async () => {
    await launcher?.stop();
    launcher = undefined;
  });

  it('is back on the same origin after a kill, with the session still good', async () => {
    launcher = await startLauncher(await newDemoHome());
    const seat = readAddress(launcher.address);
    const cookie = cookieOf(await exchange(seat));
    const page = await attached(seat, cookie);
    const firstPid = launcher.corePid();

    await launcher.killCore();
    await page.closed;
    // Asked while the next core is still starting: the connection waits instead of being refused.
    const back = await attached(seat, cookie);

    expect(await back.call('app:bootstrap', {})).toMatchObject({ ok: true });
    expect(launcher.corePid()).not.toBe(firstPid);
    // The entrance that was used stays used.
    expect((await exchange(seat)).status).toBe(409);
    back.socket.close();
  });

  it('serves from the next core whoever was handed to one that died before it took him', async () => {
    launcher = await startLauncher(await newDemoHome());
    const seat = readAddress(launcher.address);
    expect((await ask(seat, '/')).status).toBe(200);
    process.kill(launcher.corePid(), 'SIGSTOP');
    const answers = Promise.all([1, 2, 3, 4].map(() => ask(seat, '/')));
    // Nothing tells when the launcher has handed them over.
    await lasting(500);
    await launcher.killCore();
    expect((await answers).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('waits longer and longer when the core does not stay up, and recovers', async () => {
    launcher = await startLauncher(await newDemoHome());
    await launcher.killCore();
    await launcher.killCore();
    expect(launcher.output()).toMatch(/starts again now[^]*starts again in 250 ms/);
    const seat = readAddress(launcher.address);
    expect((await ask(seat, '/')).status).toBe(200);
  });

  it('stays on its origin from one start to the next', async () => {
    home = newHome();
    launcher = await startLauncher(home);
    const first = readAddress(launcher.address);
    launcher.process.kill('SIGTERM');
    await once(launcher.process, 'exit');
    expect(processesOf(home)).toEqual([]);
    launcher = await startLauncher(home);
    expect(readAddress(launcher.address).origin).toBe(first.origin);
    expect(readAddress(launcher.address).nonce).not.toBe(first.nonce);
  });

  it('takes another port, and says so, when a stranger has its own', async () => {
    home = newHome();
    launcher = await startLauncher(home);
    const first = readAddress(launcher.address);
    launcher.process.kill('SIGTERM');
    await once(launcher.process, 'exit');
    const stranger = createServer().listen(first.port, '127.0.0.1');
    await once(stranger, 'listening');
    try {
      launcher = await startLauncher(home);
      const second = readAddress(launcher.address);
      expect(second.port).not.toBe(first.port);
      expect(new URL(second.origin).hostname).toBe(new URL(first.origin).hostname);
      expect(launcher.output()).toContain(`Port ${first.port} is taken by another program`);
    } finally {
      stranger.close();
    }
  });

  it('runs once per profile; a second start is told how to get in', async () => {
    launcher = await startLauncher(await newDemoHome());
    const second = await runLauncher(launcher.home);
    expect(second.code).toBe(0);
    const seat = readAddress(/http:\S+/.exec(second.output)?.[0] ?? '');
    expect(seat.origin).toBe(readAddress(launcher.address).origin);

    const page = await attached(seat, cookieOf(await exchange(seat)));
    const third = await runLauncher(launcher.home);
    expect(third.output).toContain('already open');
    expect(third.output).not.toContain('http:');
    page.socket.close();
  });

  it('leaves nothing running: ended by a signal, or killed itself', async () => {
    home = newHome();
    launcher = await startLauncher(home);
    const seat = readAddress(launcher.address);
    const page = await attached(seat, cookieOf(await exchange(seat)));
    expect(processesOf(home).length).toBeGreaterThanOrEqual(2);
    launcher.process.kill('SIGKILL');
    await page.closed;
    await expect.poll(() => processesOf(home), { timeout: 40_000 }).toEqual([]);

    // The lock went with its holder.
    launcher = await startLauncher(home);
    launcher.process.kill('SIGINT');
    const [code] = (await once(launcher.process, 'exit')) as [number];
    expect(code).toBe(0);
    expect(processesOf(home)).toEqual([]);
  });

  it('refuses a profile name that leads elsewhere', async () => {
    home = newHome();
    const { code, output } = await runLauncher(home, ['--profile', '../other']);
    expect(code).toBe(2);
    expect(output).toContain('--profile');
    expect(readdirSync(home)).toEqual([]);
    rmSync(home, { recursive: true });
  });
});
