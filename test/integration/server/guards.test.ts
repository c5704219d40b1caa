import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword, isPassword } from '../../../server/auth/password-hash.ts';
import { WorkQueue } from '../../../server/auth/work-queue.ts';
import { wireErrorSchema } from '../../../src/shared/sync/wire.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { pgliteKind } from './engines.ts';
import { password, startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

describe('the guards of the server', () => {
  const kind = pgliteKind();
  let centre: TestCentre;
  beforeAll(async () => {
    // So slow that only a clock put forward lets go, however long the test takes.
    const limits = { perAddress: { burst: 60, perSecond: 0.01 }, perAgent: { burst: 8, perSecond: 0.01 } };
    centre = await startTestCentre(kind, { limits });
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  test('every answer carries the guard headers and none opens the door to web pages', async () => {
    for (const path of ['/v1/health', '/v1/centre', '/nowhere', '/v1/pull?stream=notices']) {
      const { headers } = await fetch(centre.url + path, { headers: { origin: 'https://example.org' } });
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
    const preflight = await fetch(`${centre.url}/v1/push`, { method: 'OPTIONS', headers: { origin: 'https://x.org' } });
    expect(preflight.status).toBe(404);
  });

  test('answers every kind of bad request in the form of the protocol', async () => {
    const json = { 'content-type': 'application/json' };
    const post = (path: string, body: string, headers: Record<string, string> = json): Promise<Response> =>
      fetch(centre.url + path, { method: 'POST', body, headers });
    const answers: [number, Response][] = [
      [404, await fetch(`${centre.url}/v1/nothing`)],
      [404, await fetch(`${centre.url}/v1/push`)],
      [400, await post('/v1/auth/sign-in', '{"half":')],
      [400, await post('/v1/auth/sign-in', '')],
      [400, await post('/v1/auth/sign-in', '[]')],
      [400, await post('/v1/auth/sign-in', '{"__proto__":{"x":1}}')],
      [415, await post('/v1/auth/sign-in', '{}', { 'content-type': 'text/plain' })],
      [415, await post('/v1/auth/sign-in', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })],
      [413, await post('/v1/auth/sign-in', ' '.repeat(9 * 1024 * 1024))],
      [400, await fetch(`${centre.url}/v1/health?probe=1`)],
      [401, await post('/v1/push', '{}')],
    ];
    for (const [status, answer] of answers) {
      expect(answer.status).toBe(status);
      expect(wireErrorSchema.safeParse(await answer.json()).success).toBe(true);
    }
  });

  test('survives what is no HTTP at all', async () => {
    const { port } = new URL(centre.url);
    await new Promise((resolve) => {
      const odd = request({ port, method: 'POST', path: '/v1/push', headers: { 'content-length': '10' } });
      odd.on('error', resolve).on('close', resolve);
      odd.write('12345');
      odd.destroy();
    });
    expect((await fetch(`${centre.url}/v1/health`)).status).toBe(200);
  });

  test('slows down a flood on one agent, then on one address, and lets go again', async () => {
    const seat = new TestSeat(centre.url, await centre.addAgent());
    let answer = await seat.trySignIn(password);
    for (let count = 0; count < 8 && answer.status !== 429; count += 1) answer = await seat.trySignIn(password);
    expect(answer).toMatchObject({ status: 429, body: { code: 'server.busy' } });
    const { retryAfterS } = (answer.body as { params: { retryAfterS: number } }).params;
    expect(retryAfterS).toBeGreaterThan(0);
    expect(retryAfterS).toBeLessThanOrEqual(100);
    expect(answer.headers.get('retry-after')).toBe(String(retryAfterS));
    const other = new TestSeat(centre.url, await centre.addAgent());
    expect((await other.trySignIn(password)).status).toBe(200);
    // Nobody told this server of a proxy: whatever the header says, the flood is from one address.
    let status = 400;
    for (let count = 0; status === 400; count += 1) {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': `10.0.0.${String(count)}` };
      ({ status } = await fetch(`${centre.url}/v1/auth/sign-in`, { method: 'POST', headers, body: '{}' }));
    }
    expect(status).toBe(429);
    centre.putForward(2 * 3_600_000);
    expect((await seat.trySignIn(password)).status).toBe(200);
  });

  test('behind a proxy believes what the proxy wrote, not what the client wrote before it', async () => {
    const limits = { perAddress: { burst: 3, perSecond: 0.01 }, perAgent: { burst: 30, perSecond: 1 } };
    const second = pgliteKind();
    const proxied = await startTestCentre(second, { limits, proxyHops: 1 });
    const ask = async (forwarded: string): Promise<number> => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwarded };
      return (await fetch(`${proxied.url}/v1/auth/sign-in`, { method: 'POST', headers, body: '{}' })).status;
    };
    const client = '192.0.2.7';
    for (const claimed of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) expect(await ask(`${claimed}, ${client}`)).toBe(400);
    expect(await ask(`10.0.0.4, ${client}`)).toBe(429);
    expect(await ask(`${client}, 192.0.2.8`)).toBe(400);
    await proxied.stop();
    await second.dispose();
  });

  test('an unexpected failure says nothing of itself', async () => {
    const seat = await centre.openSeat();
    await centre.engine.query('ALTER TABLE published RENAME TO published_away');
    const answer = await seat.request('GET', '/v1/pull?stream=notices');
    await centre.engine.query('ALTER TABLE published_away RENAME TO published');
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(answer.body).toEqual({ code: 'internal' });
  });
});

describe('password hashing', () => {
  test('both engines make and check the same argon2id hashes', async () => {
    const cost = { memoryKib: 64, passes: 2, lanes: 1 };
    for (const maker of ['native', 'wasm'] as const) {
      const hash = await hashPassword('ཁ་ཆེམས་ pass 密码', cost, maker);
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=64,t=2,p=1\$/);
      for (const checker of ['native', 'wasm'] as const) {
        expect(await isPassword('ཁ་ཆེམས་ pass 密码', hash, checker)).toBe(true);
        expect(await isPassword('ཁ་ཆེམས་ pass 密碼', hash, checker)).toBe(false);
      }
    }
    await expect(isPassword('x', 'plain')).rejects.toThrow('not an argon2id hash');
  });

  test('a full queue turns work away instead of piling it up', async () => {
    const queue = new WorkQueue(1, 1);
    let release = (): void => undefined;
    const first = queue.run(() => new Promise<string>((resolve) => (release = () => resolve('first'))));
    const second = queue.run(() => Promise.resolve('second'));
    expect(await queue.run(() => Promise.resolve('third'))).toBeUndefined();
    release();
    expect(await first).toEqual({ value: 'first' });
    expect(await second).toEqual({ value: 'second' });
    await expect(queue.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await queue.run(() => Promise.resolve('after'))).toEqual({ value: 'after' });
  });
});
