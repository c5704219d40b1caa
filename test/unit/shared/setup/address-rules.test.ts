import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  domainProblem,
  exchangeAddressProblem,
  iceAddressProblem,
  serverAddressProblem,
} from '../../../../src/shared/setup/address-rules.ts';

describe('address of the central server', () => {
  test.each([
    'https://desk.example.org',
    'https://desk.example.org:8443/tashi/',
    'https://10.20.30.40',
    'https://[2001:db8::7]:8443',
    'HTTPS://DESK.EXAMPLE.ORG',
    'http://127.0.0.1:4711',
    'http://[::1]:80',
    'http://localhost:4711',
  ])('%s is right', (text) => expect(serverAddressProblem(text)).toBeUndefined());

  test.each([
    ['desk.example.org', 'address'],
    ['https:/desk.example.org', 'address'],
    ['https://', 'address'],
    ['https://desk..example.org', 'address'],
    ['https://desk.example.org:0', 'address'],
    ['https://desk.example.org:70000', 'address'],
    ['https://300.1.1.1', 'address'],
    ['https://127.1', 'address'],
    ['https://[::g]', 'address'],
    ['https://desk example.org', 'address'],
    ['https://desk.example.org/a b', 'address'],
    ['https://客服.example.org', 'address'],
    ['https://good.example\\@evil.example', 'address'],
    ['http://localhost\\.evil.example', 'address'],
    ['ftp://desk.example.org', 'scheme'],
    ['wss://desk.example.org', 'scheme'],
    ['http://desk.example.org', 'needsTls'],
    ['http://127.0.0.2', 'needsTls'],
    ['http://localhost.evil.example', 'needsTls'],
    ['http://127.0.0.1@evil.example', 'needsTls'],
    ['https://user:secret@desk.example.org', 'addressParts'],
    ['https://desk.example.org/?a=b', 'addressParts'],
    ['https://desk.example.org/#top', 'addressParts'],
  ])('%s: %s', (text, code) => expect(serverAddressProblem(text)?.code).toBe(code));

  test('what is accepted leads exactly where it reads', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'https',
        'http',
        'ftp',
        ':',
        '//',
        '/',
        '\\',
        '@',
        '#',
        '?',
        '.',
        ':80',
        '[::1]',
        '%2e',
        ' ',
        '\t',
      ),
      fc.constantFrom('127.0.0.1', 'localhost', 'evil.example', 'desk.example.org', '0x7f.1', '2130706433', '１２７'),
      fc.string({ maxLength: 3 }),
    );
    const loopback = ['127.0.0.1', '[::1]', 'localhost'];
    fc.assert(
      fc.property(fc.constantFrom('', 'http://', 'https://'), fc.array(piece, { maxLength: 6 }), (start, pieces) => {
        const text = start + pieces.join('');
        if (serverAddressProblem(text) !== undefined) return;
        const { protocol, hostname, username, password, search, hash } = new URL(text);
        expect(protocol === 'https:' || loopback.includes(hostname)).toBe(true);
        expect([username, password, search, hash]).toEqual(['', '', '', '']);
        const written = text.toLowerCase().slice(text.indexOf('//') + 2);
        expect(written.startsWith(hostname)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('the other addresses', () => {
  test('the exchange is reached over wss, or ws on this machine', () => {
    for (const text of ['wss://pbx.example.org:8443/ws', 'wss://pbx.example.org/sip?room=4', 'ws://127.0.0.1:8088'])
      expect(exchangeAddressProblem(text)).toBeUndefined();
    expect(exchangeAddressProblem('ws://pbx.example.org')).toEqual({ code: 'needsTls', params: { start: 'wss://' } });
    expect(exchangeAddressProblem('https://pbx.example.org')?.code).toBe('scheme');
    expect(exchangeAddressProblem('wss://pbx.example.org#x')?.code).toBe('addressParts');
  });

  test.each(['pbx.example.org', 'pbx', '10.1.2.3', '[2001:db8::7]'])('domain %s is right', (text) => {
    expect(domainProblem(text)).toBeUndefined();
  });
  test.each(['sip:pbx.example.org', 'pbx.example.org:5060', '8001@pbx.example.org', 'a b', '1.2.3'])(
    'domain %s is not',
    (text) => expect(domainProblem(text)?.code).toBe('domain'),
  );

  test.each(['stun:stun.example.org', 'stun:10.0.0.1:3478', 'turns:turn.example.org:5349?transport=tcp', 'turn:[::1]'])(
    'ICE server %s is right',
    (text) => expect(iceAddressProblem(text)).toBeUndefined(),
  );
  test.each(['stun://stun.example.org', 'stun:', 'stun.example.org', 'stun:a?transport=udp', 'turn:a:0', 'turn:a?x=1'])(
    'ICE server %s is not',
    (text) => expect(iceAddressProblem(text)?.code).toBe('iceAddress'),
  );
});
