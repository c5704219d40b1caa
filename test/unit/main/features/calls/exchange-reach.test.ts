import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createExchangeReach } from '../../../../../src/main/features/calls/exchange-reach.ts';

let server: Server;
let port: number;

async function listen(on = 0): Promise<void> {
  server = createServer((socket) => socket.on('error', () => undefined));
  server.listen(on, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
}
async function leave(): Promise<void> {
  if (!server.listening) return;
  server.close();
  await once(server, 'close');
}
beforeEach(() => listen());
afterEach(leave);

it('says open, closed and open again of a server that it reached before', async () => {
  const reach = createExchangeReach();
  const address = `ws://127.0.0.1:${String(port)}/sip`;
  expect(await reach.ask(address)).toBe('open');
  await leave();
  expect(await reach.ask(address)).toBe('closed');
  await listen(port);
  expect(await reach.ask(address)).toBe('open');
});

it('claims nothing of a server that it never reached: the page may have another way there', async () => {
  const reach = createExchangeReach();
  await leave();
  expect(await reach.ask(`wss://127.0.0.1:${String(port)}`)).toBe('unknown');
  expect(await reach.ask(`wss://exchange.invalid`)).toBe('unknown');
});
