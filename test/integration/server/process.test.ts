import { chmod, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPglite } from '../../../server/engine/pglite-engine.ts';
import { makeDataFolder } from '../../fakes/pglite-template.ts';
import { numberOf, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { resourcesFolder, startServerProcess } from '../../fakes/server-process.ts';
import type { ServerProcess } from '../../fakes/server-process.ts';
import { TestSeat } from '../../fakes/test-seat.ts';

const demoPassword = 'tashi-demo';

describe('the server process', () => {
  let folder: string;
  const started: ServerProcess[] = [];
  beforeEach(async () => {
    folder = await makeDataFolder();
  });
  afterEach(async () => {
    for (const { child, exited } of started.splice(0)) {
      child.kill('SIGKILL');
      await exited;
    }
    await rm(folder, { recursive: true, force: true });
  });

  const start = (...args: string[]): ServerProcess => {
    const server = startServerProcess(['--data', folder, ...args]);
    started.push(server);
    return server;
  };
  const startDemo = (...args: string[]): ServerProcess => start('--demo', '--resources', resourcesFolder, ...args);

  test('says when it is ready, that it is not durable, and ends cleanly on SIGTERM', async () => {
    // Once from nothing at all; elsewhere the empty database is there already.
    await rm(join(folder, 'pgdata'), { recursive: true });
    const server = startDemo();
    const ready = await server.ready;
    const health = await (await fetch(`${ready.url}/v1/health`)).json();
    expect(health).toEqual({ ok: true, engine: 'pglite', isDurable: false, version: expect.any(String) });
    const { ready: _, url, fingerprint, ...told } = { ...ready, ready: true };
    expect(fingerprint).toMatch(/^[A-Z]{4}( [A-Z]{4}){5}$/);
    expect(await (await fetch(`${url}/v1/centre`)).json()).toEqual({ protocolVersion: 1, ...told });
    expect(server.log()).toContain('NOT DURABLE');
    const running = JSON.parse(await readFile(join(folder, 'server.json'), 'utf8')) as object;
    expect(running).toEqual({ port: Number(new URL(url).port), pid: server.child.pid, url });
    expect((await stat(join(folder, 'centre-keys.json'))).mode & 0o777).toBe(0o600);
    server.child.kill('SIGTERM');
    expect(await server.exited).toEqual({ code: 0, signal: null });
    await expect(stat(join(folder, 'server.json'))).rejects.toThrow('ENOENT');
  });

  test('ends with the parent’s pipe, with a desk on the live channel that no longer answers', async () => {
    const server = startDemo('--parent-pipe');
    const seat = new TestSeat((await server.ready).url, '9527');
    await seat.signIn(demoPassword);
    const [ear, frozen] = [seat.openLive(), seat.openLive()];
    await Promise.all([ear.opened, frozen.opened]);
    frozen.socket.pause();
    server.child.stdin.end();
    expect(await ear.closed).toBe(1001);
    expect(await server.exited).toEqual({ code: 0, signal: null });
    frozen.socket.terminate();
  });

  test('stops at once while it makes its database, and the next start makes it anew', async () => {
    await rm(join(folder, 'pgdata'), { recursive: true });
    const ways: ((server: ServerProcess) => unknown)[] = [
      ({ child }) => child.stdin.end(),
      ({ child }) => child.kill('SIGTERM'),
      ({ child }) => child.kill('SIGINT'),
    ];
    for (const stop of ways) {
      const server = startDemo('--parent-pipe', '--lock-wait', '0');
      await server.logged('making an empty database');
      stop(server);
      expect(await server.exited).toEqual({ code: 0, signal: null });
      // It did not make it first, as it would have if it had not heard.
      await expect(stat(join(folder, 'pgdata'))).rejects.toThrow('ENOENT');
    }
    const next = startDemo('--lock-wait', '0');
    const seat = new TestSeat((await next.ready).url, '9527');
    await seat.signIn(demoPassword);
    expect(await readdir(folder)).not.toContain('pgdata-unfinished');
  });

  test('finishes the request under way before it ends', async () => {
    const server = startDemo();
    const { url } = await server.ready;
    const seat = new TestSeat(url, '9527');
    const [block] = (await seat.signIn(demoPassword)).numberBlocks;
    const mutation = seat.signMutation(seat.compose(ticketSketch(sampleTicket(numberOf(block)))));
    const body = JSON.stringify({ protocolVersion: 1, mutations: [mutation] });
    const headers = {
      authorization: `Bearer ${seat.accessToken}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      expect: '100-continue',
    };
    const push = request(`${url}/v1/push`, { method: 'POST', headers });
    const answered = new Promise<string>((resolve, reject) => {
      push.on('error', reject);
      push.on('response', (response) => {
        response.setEncoding('utf8').on('data', resolve);
      });
    });
    // The server has taken the request up once it asks for the body.
    await new Promise((resolve) => push.once('continue', resolve).flushHeaders());
    server.child.kill('SIGTERM');
    await server.logged('stopping');
    push.end(body);
    expect(JSON.parse(await answered)).toEqual({ outcomes: [{ id: mutation.id, outcome: 'applied' }] });
    expect((await server.exited).code).toBe(0);
  });

  test('refuses a folder that another process has open, and leaves that one alone', async () => {
    const first = startDemo();
    const { url } = await first.ready;
    const second = start('--lock-wait', '0');
    expect((await second.exited).code).toBe(3);
    expect(second.log()).toContain('another process has this folder open');
    await expect(openPglite(folder, 0)).rejects.toThrow('another process');
    expect((await fetch(`${url}/v1/health`)).status).toBe(200);
  });

  test('waits for the one that is leaving the folder', async () => {
    const first = startDemo();
    await first.ready;
    const second = startDemo('--lock-wait', '60000');
    first.child.kill('SIGTERM');
    await first.exited;
    expect((await second.ready).url).toMatch(/^http/);
  });

  test('after kill -9 the next one gets the folder, and knows what was acknowledged', async () => {
    const first = startDemo();
    const firstReady = await first.ready;
    const seat = new TestSeat(firstReady.url, '9527');
    const [block] = (await seat.signIn(demoPassword)).numberBlocks;
    const mutation = seat.signMutation(seat.compose(ticketSketch(sampleTicket(numberOf(block)))));
    await seat.push(mutation);
    const { cursor } = await seat.pullAll('tickets');
    first.child.kill('SIGKILL');
    await first.exited;

    const second = startDemo('--lock-wait', '0');
    const { url, ...secondReady } = await second.ready;
    expect({ ...secondReady, url: firstReady.url }).toEqual(firstReady);
    seat.url = url;
    expect(await seat.push(mutation)).toEqual([{ id: mutation.id, outcome: 'duplicate' }]);
    expect((await seat.pullAll('tickets', cursor)).items).toEqual([]);
  });

  test('one clear line and an exit code for what can’t be followed', async () => {
    const cases: [string[], string][] = [
      [['--nonsense'], "Unknown option '--nonsense'"],
      [['--demo'], '--demo needs --resources'],
      [['--port', '70000'], '--port takes a whole number'],
      [['--behind-proxy'], '--behind-proxy'],
    ];
    for (const [args, line] of cases) {
      const server = start(...args);
      expect((await server.exited).code).toBe(2);
      expect(server.log()).toContain(line);
    }
    const nowhere = startServerProcess([]);
    expect((await nowhere.exited).code).toBe(2);
    expect(nowhere.log()).toContain('Give --data DIR, or DATABASE_URL');
  });

  test('never serves data with other keys than its own', async () => {
    const first = start();
    await first.ready;
    first.child.kill('SIGTERM');
    await first.exited;
    const keysPath = join(folder, 'centre-keys.json');
    const keys = await readFile(keysPath, 'utf8');

    await rm(keysPath);
    const missing = start();
    expect((await missing.exited).code).toBe(1);
    expect(missing.log()).toContain('the key file of this centre is missing');

    await writeFile(keysPath, keys.slice(0, 100));
    const damaged = start();
    expect((await damaged.exited).code).toBe(1);
    expect(damaged.log()).toContain('the key file is damaged');

    const other = JSON.parse(keys) as { sealing: unknown; signing: unknown };
    await writeFile(keysPath, JSON.stringify({ ...other, sealing: other.signing }));
    const foreign = start();
    expect((await foreign.exited).code).toBe(1);
    expect(foreign.log()).toContain('belongs to another centre');

    await writeFile(keysPath, keys);
    await chmod(keysPath, 0o644);
    const exposed = start();
    await exposed.ready;
    expect(exposed.log()).toContain('could be read by others');
    expect((await stat(keysPath)).mode & 0o777).toBe(0o600);
    for (const server of [missing, damaged, foreign, exposed]) {
      expect(server.log()).not.toContain((JSON.parse(keys) as { token: string }).token);
    }
  });

  test('takes agents from a file, and a new password at the next start', async () => {
    const file = join(folder, 'agents.json');
    const agent = { agentNo: '4401', displayName: '新人', role: 'trainee', languages: ['en'], seatLabel: '' };
    await writeFile(file, JSON.stringify({ agents: [{ ...agent, password: 'first' }] }));
    const first = start('--agents', file);
    await new TestSeat((await first.ready).url, '4401').signIn('first');
    first.child.kill('SIGTERM');
    await first.exited;
    await writeFile(file, JSON.stringify({ agents: [{ ...agent, password: 'second' }] }));
    const second = start('--agents', file);
    const seat = new TestSeat((await second.ready).url, '4401');
    expect(await seat.trySignIn('first')).toMatchObject({ body: { code: 'auth.wrongPassword' } });
    await seat.signIn('second');
    second.child.kill('SIGTERM');
    await second.exited;
    await writeFile(file, JSON.stringify({ agents: [{ ...agent, password: '', role: 'boss' }] }));
    const broken = start('--agents', file);
    expect((await broken.exited).code).toBe(1);
    expect(broken.log()).toContain('agents.0');
  });

  test('refuses a database of a newer build', async () => {
    const first = start();
    await first.ready;
    first.child.kill('SIGTERM');
    await first.exited;
    const engine = await openPglite(folder, 0);
    await engine.query("INSERT INTO migrations (version, name) VALUES (999, 'future')");
    await engine.close();
    const older = start();
    expect((await older.exited).code).toBe(1);
    expect(older.log()).toContain('start a newer build');
  });
});
