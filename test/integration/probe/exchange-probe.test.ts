import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { probeExchange } from '../../../src/main/probe/exchange-probe.ts';
import { answerChallenge, readAnswer } from '../../../src/main/probe/sip-text.ts';
import { SipRegistrar } from '../../fakes/sip-registrar.ts';

const domain = 'pbx.invalid';
let registrar: SipRegistrar;
beforeEach(async () => {
  registrar = await SipRegistrar.listen({ '8001': 'right' });
});
afterEach(() => registrar.close());

async function probe(account?: { user: string; password: string }) {
  const found = await probeExchange({ server: registrar.url, domain, ...(account && { account }) });
  return found.ok ? found.value : found.error;
}

test('an exchange that answers, whatever it says', async () => {
  expect(await probe()).toMatchObject({ status: 480, isAccountTaken: false });
});

test('an account that is taken, and one that is not; nothing is registered', async () => {
  expect(await probe({ user: '8001', password: 'right' })).toMatchObject({ isAccountTaken: true });
  expect(await probe({ user: '8001', password: 'wrong' })).toMatchObject({ code: 'phone.wrongPassword' });
  registrar.refuse(404);
  expect(await probe({ user: '8002', password: 'x' })).toMatchObject({ code: 'phone.unknownUser' });
  registrar.refuse(503);
  expect(await probe({ user: '8001', password: 'right' })).toMatchObject({
    code: 'probe.accountRefused',
    params: { status: 503 },
  });
  const asked = registrar.received.filter(({ method }) => method === 'REGISTER');
  expect(asked.length).toBeGreaterThan(3);
  for (const { text } of asked) {
    expect(text).not.toMatch(/^Contact:/im);
    expect(text).not.toContain('right');
  }
});

test('one that takes messages and says nothing', async () => {
  registrar.fallSilent(true);
  expect(await probe()).toEqual({ code: 'probe.noSipAnswer', retry: 'user', params: { domain } });
});

test('a websocket of something else, and no websocket at all', async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server, path: '/chat' });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const codeAt = async (path: string) => {
    const found = await probeExchange({ server: `ws://127.0.0.1:${port}${path}`, domain });
    return found.ok ? 'ok' : { code: found.error.code, status: found.error.params?.['status'] };
  };
  try {
    // Picks no protocol, as a server that knows no `sip` does.
    sockets.options.handleProtocols = () => false;
    expect(await codeAt('/chat')).toEqual({ code: 'probe.notSip', status: 0 });
    expect(await codeAt('/sip')).toEqual({ code: 'probe.notSip', status: 400 });
  } finally {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    server.close();
  }
  expect(await codeAt('/sip')).toMatchObject({ code: 'probe.refused' });
});

test('the digest of RFC 7616, and of those before', () => {
  const account = { user: 'Mufasa', password: 'Circle Of Life' };
  const request = { method: 'GET', uri: '/dir/index.html' };
  const challenge = 'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc"';
  // RFC 2069's example, with its erratum.
  const plain = answerChallenge([challenge], { ...account, password: 'CircleOfLife' }, request);
  expect(plain).toContain('response="1949323746fe6a43ef61f9606e7febea"');
  expect(plain).toContain('opaque="5ccc"');
  const modern = answerChallenge(
    ['Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth-int,auth"'],
    account,
    request,
  );
  expect(modern).toMatch(/algorithm=SHA-256, qop=auth, nc=00000001, cnonce="[0-9a-f]{16}"$/);
  expect(modern).toMatch(/response="[0-9a-f]{64}"/);
  expect(answerChallenge(['Basic realm="r"', 'Digest realm="r", nonce="n", algorithm=NEW'], account, request)).toBe(
    undefined,
  );
});

test('what is no answer is passed over', () => {
  expect(readAnswer('OPTIONS sip:x SIP/2.0\r\nCall-ID: a\r\n\r\n')).toBeUndefined();
  expect(readAnswer('\r\n\r\n')).toBeUndefined();
  const answer = readAnswer('SIP/2.0 200 OK\r\ni: abc\r\nCSeq: 1 OPTIONS\r\nWarning: a\r\nwarning: b\r\n\r\nbody');
  expect(answer?.status).toBe(200);
  expect(answer?.header('Call-ID')).toEqual(['abc']);
  expect(answer?.header('Warning')).toEqual(['a', 'b']);
});
