import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { probeServer } from '../../../src/main/probe/server-probe.ts';
import { makeOwnCertificate } from '../../fakes/own-certificate.ts';
import { putDatabase } from '../../fakes/pglite-template.ts';
import { resourcesFolder, startServerProcess, type ServerProcess } from '../../fakes/server-process.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tashi-probe-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a real central server', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    await putDatabase(join(folder, 'data'));
    server = startServerProcess(['--data', join(folder, 'data'), '--resources', resourcesFolder, '--name', '青海热线']);
  });
  afterAll(async () => {
    server.child.kill('SIGTERM');
    await server.exited;
  });

  test('says who it is, how fast, and what time it has', async () => {
    const { url, sealingKey, signingKey, fingerprint } = await server.ready;
    const found = await probeServer(`${url}/`);
    expect(found).toMatchObject({
      ok: true,
      value: {
        ...{ sealingKey, signingKey, fingerprint, name: '青海热线' },
        engine: 'pglite',
        isDurable: false,
        skewMs: 0,
      },
    });
    expect(found.ok && found.value.ms).toBeLessThan(5000);
    const ahead = await probeServer(url, () => Date.now() - 90_000);
    expect(ahead.ok && Math.round((ahead.value.skewMs ?? 0) / 10_000)).toBe(9);
  });
});

describe('anything else', () => {
  let fake: Server | undefined;
  afterEach(() => {
    fake?.closeAllConnections();
    fake?.close();
    fake = undefined;
  });

  async function answering(listener: RequestListener, server: Server = createServer()): Promise<number> {
    fake = server.on('request', listener);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }
  const code = async (url: string): Promise<string> => {
    const found = await probeServer(url);
    return found.ok ? 'ok' : found.error.code;
  };
  const health = { ok: true, engine: 'postgres', isDurable: true, version: '9' };

  test('a web site is no central server', async () => {
    const port = await answering((_request, response) => response.end('<html>hello'));
    expect(await code(`http://127.0.0.1:${port}`)).toBe('probe.notTheServer');
  });

  test('a server of another version of the protocol', async () => {
    const port = await answering((request, response) =>
      response.end(JSON.stringify(request.url === '/v1/health' ? health : { protocolVersion: 7, keys: [] })),
    );
    const found = await probeServer(`http://127.0.0.1:${port}`);
    expect(found).toMatchObject({ error: { code: 'probe.otherProtocol', params: { theirs: 7, ours: 1 } } });
  });

  test('a server in trouble', async () => {
    const port = await answering((_request, response) => {
      response.statusCode = 503;
      response.end(JSON.stringify({ ...health, ok: false }));
    });
    expect(await code(`http://127.0.0.1:${port}`)).toBe('probe.notHealthy');
  });

  test('nobody there, nobody of that name, nobody who answers', async () => {
    const port = await answering(() => undefined);
    expect(await code(`http://127.0.0.1:${port}`)).toBe('probe.timedOut');
    fake?.closeAllConnections();
    fake?.close();
    expect(await code(`http://127.0.0.1:${port}`)).toBe('probe.refused');
    expect(await code('https://desk.invalid')).toBe('probe.unknownHost');
  });

  test('a certificate that nobody here knows', async () => {
    const { key, cert } = makeOwnCertificate(folder);
    const tls = createTlsServer({ key, cert });
    const port = await answering((_request, response) => response.end('{}'), tls);
    expect(await code(`https://127.0.0.1:${port}`)).toBe('probe.untrusted');
  });
});
