import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFolderPort } from '../../../server/sms/folder-port.ts';
import { createHttpPort } from '../../../server/sms/http-port.ts';
import type { SmsAnswer } from '../../../server/sms/sms-port.ts';

describe('the ports', () => {
  test('a folder gets each message once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tashi-sms-'));
    try {
      const port = createFolderPort(join(folder, 'sms'));
      const send = (text: string) => port.send('m-1', '+8613900000071', text);
      expect([await send('一'), await send('二')]).toEqual([{ kind: 'accepted' }, { kind: 'accepted' }]);
      expect(await readdir(join(folder, 'sms'))).toEqual(['m-1.json']);
      expect(JSON.parse(await readFile(join(folder, 'sms', 'm-1.json'), 'utf8'))).toMatchObject({ text: '一' });
      const nowhere = createFolderPort(join(folder, 'sms', 'm-1.json'));
      expect(await nowhere.send('m-2', '+8613900000071', '三')).toMatchObject({ kind: 'tryAgain' });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('a gateway is told the id with every try, and its answers are read for what they are', async () => {
    const asked: { headers: IncomingMessage['headers']; body: unknown }[] = [];
    let status: number | 'silent' | 'cut' = 200;
    const gateway: Server = createServer((request, response) => {
      let text = '';
      request.on('data', (part: Buffer) => (text += part.toString()));
      request.on('end', () => {
        asked.push({ headers: request.headers, body: JSON.parse(text) });
        if (status === 'cut') request.socket.destroy();
        else if (status !== 'silent') response.writeHead(status, { location: '/else' }).end('words of the gateway');
      });
    });
    await new Promise<void>((resolve) => void gateway.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((gateway.address() as AddressInfo).port)}/sms`;
    const port = createHttpPort({ url, token: 'secret', timeoutMs: 300 });
    const answer = (given: typeof status): Promise<SmsAnswer> => {
      status = given;
      return port.send('m-1', '+8613900000071', '您好');
    };
    try {
      expect(await answer(202)).toEqual({ kind: 'accepted' });
      expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer secret', 'idempotency-key': 'm-1' });
      expect(asked[0]?.body).toEqual({ id: 'm-1', to: '+8613900000071', text: '您好' });
      for (const given of [429, 503]) expect(await answer(given)).toMatchObject({ kind: 'tryAgain' });
      for (const given of [302, 400, 403]) expect(await answer(given)).toMatchObject({ kind: 'refused' });
      for (const given of [500, 504]) expect(await answer(given)).toMatchObject({ kind: 'unknown' });
      expect(await answer('silent')).toEqual({ kind: 'unknown', reason: 'gateway.silent' });
      expect(await answer('cut')).toEqual({ kind: 'unknown', reason: 'gateway.brokeOff' });
    } finally {
      gateway.closeAllConnections();
      await new Promise((resolve) => gateway.close(resolve));
    }
    expect(await port.send('m-1', '+8613900000071', '您好')).toEqual({ kind: 'tryAgain', reason: 'gateway.away' });
  });
});
