import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/renderer/telephony/clock/clock.ts';
import { joinGuest } from '../../../../src/renderer/telephony/practice/guest-link.ts';
import { createRelay, type Relay } from '../../../../src/renderer/telephony/wire/relay-link.ts';
import type { Link, OpenLink } from '../../../../src/renderer/telephony/wire/link.ts';
import { createWireHub } from '../../../../src/renderer/telephony/wire/wire-hub.ts';

const clock: Clock = { now: () => 0, after: () => () => undefined, onGap: () => () => undefined };

function message(method: string, user: string, viaHost: string, extra: readonly string[] = []): string {
  const lines = [
    `${method} sip:${user}@practice.invalid SIP/2.0`,
    `Via: SIP/2.0/WS ${viaHost};branch=z9hG4bK1`,
    `From: <sip:13900000108@practice.invalid>;tag=1`,
    `To: <sip:${user}@practice.invalid>`,
    'Call-ID: guest-1',
    `CSeq: 1 ${method}`,
    ...extra,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}
const register = (user: string, viaHost: string): string =>
  message('REGISTER', user, viaHost, [`Contact: <sip:${user}@${viaHost}>;expires=300`]);

interface Peer {
  readonly link: Link;
  next(): Promise<string>;
}

function open(openLink: OpenLink): Peer {
  const [heard, waiting] = [[] as string[], [] as ((text: string) => void)[]];
  const onMessage = (text: string): void => {
    const look = waiting.shift();
    if (look) look(text);
    else heard.push(text);
  };
  const link = openLink({ onOpen: () => undefined, onMessage, onClosed: () => undefined });
  const next = (): Promise<string> => {
    const text = heard.shift();
    return text === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(text);
  };
  return { link, next };
}

/** A desk on its exchange of practice, and the agent of a caller at another desk. */
async function twoDesks() {
  const hub = createWireHub();
  const desk = open(hub.open);
  desk.link.send(register('1001', 'desk.invalid'));
  await desk.next();
  const far: { relay?: Relay } = {};
  const near = createRelay((piece) => far.relay?.hear(piece), 100);
  far.relay = createRelay((piece) => near.hear(piece), 100);
  const around = { isFree: true };
  const end = joinGuest({ inside: hub.open, outside: near.open, isFree: () => around.isFree }, clock);
  return { hub, desk, caller: open(far.relay.open), end, around };
}

describe('a caller from another desk on the exchange of practice', () => {
  it('rings the desk and hears its answers', async () => {
    const { desk, caller } = await twoDesks();
    caller.link.send(message('INVITE', '1001', 'guest.invalid'));
    const invite = await desk.next();
    expect(invite).toMatch(/^INVITE sip:1001@/);
    desk.link.send(invite.replace(/^.*\r\n/, 'SIP/2.0 180 Ringing\r\n'));
    expect(await caller.next()).toMatch(/^SIP\/2\.0 180/);
    desk.link.send(message('BYE', '13900000108', 'desk.invalid').replace('practice.invalid SIP', 'guest.invalid SIP'));
    expect(await caller.next()).toMatch(/^BYE/);
  });

  it('neither registers there, nor does anything but call', async () => {
    const { hub, desk, caller } = await twoDesks();
    for (const user of ['1001', '*', '0031']) caller.link.send(register(user, 'guest.invalid'));
    for (const method of ['REFER', 'MESSAGE', 'OPTIONS', 'SUBSCRIBE', 'INFO']) {
      caller.link.send(message(method, '1001', 'guest.invalid'));
    }
    caller.link.send('no SIP at all');
    caller.link.send(message('INVITE', '1001', 'guest.invalid'));
    // In their order: what was let through would be there before it.
    expect(await desk.next()).toMatch(/^INVITE/);
    expect(hub.users()).toEqual(['1001']);
  });

  it('is told at once that the desk is busy while it is in a real call, and rings it after', async () => {
    const { desk, caller, around } = await twoDesks();
    around.isFree = false;
    caller.link.send(message('INVITE', '1001', 'guest.invalid'));
    expect(await caller.next()).toMatch(/^SIP\/2\.0 486 /);
    around.isFree = true;
    caller.link.send(message('INVITE', '1001', 'guest.invalid', ['X-Second: yes']));
    expect(await desk.next()).toContain('X-Second: yes');
  });

  it('is cut off for good when the two have done', async () => {
    const { hub, desk, caller, end } = await twoDesks();
    end();
    caller.link.send(message('INVITE', '1001', 'guest.invalid'));
    const other = open(hub.open);
    other.link.send(message('INVITE', '1001', 'other.invalid'));
    expect(await desk.next()).toContain('other.invalid');
  });
});
