import { afterEach, describe, expect, it } from 'vitest';
import type { Link } from '../../../../src/renderer/telephony/wire/link.ts';
import { createWireHub, type WireHub } from '../../../../src/renderer/telephony/wire/wire-hub.ts';

interface Peer {
  readonly link: Link;
  readonly inbox: string[];
  readonly opened: Promise<void>;
  readonly closed: Promise<void>;
  next(): Promise<string>;
}

const links: Link[] = [];
afterEach(() => {
  for (const link of links.splice(0)) link.close();
});

function join(hub: WireHub): Peer {
  const inbox: string[] = [];
  const opened = Promise.withResolvers<undefined>();
  const closed = Promise.withResolvers<undefined>();
  const waiting: ((message: string) => void)[] = [];
  let read = 0;
  const link = hub.open({
    onOpen: () => opened.resolve(undefined),
    onMessage: (message) => {
      inbox.push(message);
      waiting.shift()?.(message);
    },
    onClosed: () => closed.resolve(undefined),
  });
  links.push(link);
  const next = (): Promise<string> => {
    const message = inbox[read];
    read += 1;
    return message === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(message);
  };
  return { link, inbox, opened: opened.promise, closed: closed.promise, next };
}

function request(method: string, uri: string, viaHost: string, extra: readonly string[] = []): string {
  return [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/WS ${viaHost};branch=z9hG4bK1`,
    'From: <sip:a@wire>;tag=1',
    `To: <${uri}>`,
    'Call-ID: 1',
    `CSeq: 1 ${method}`,
    ...extra,
    '',
    '',
  ].join('\r\n');
}
const register = (user: string, viaHost: string, expires = 300) =>
  request('REGISTER', `sip:${user}@wire`, viaHost, [`Contact: <sip:${user}@${viaHost}>;expires=${expires}`]);

describe('the wire', () => {
  it('opens after the call that asked for it, and answers REGISTER', async () => {
    const hub = createWireHub();
    const desk = join(hub);
    await desk.opened;
    desk.link.send(register('9527', 'desk.invalid'));
    expect(await desk.next()).toMatch(/^SIP\/2\.0 200 OK\r\n[\s\S]*Contact: <sip:9527@desk\.invalid>;expires=300\r\n/);
    expect(hub.users()).toEqual(['9527']);
    desk.link.send(register('9527', 'desk.invalid', 0));
    await desk.next();
    expect(hub.users()).toEqual([]);
  });

  it('never delivers in the turn of the sender, and keeps the order', async () => {
    const hub = createWireHub();
    const [desk, caller] = [join(hub), join(hub)];
    desk.link.send(register('9527', 'desk.invalid'));
    await desk.next();
    for (let i = 0; i < 50; i += 1)
      caller.link.send(request('INFO', 'sip:9527@wire', 'caller.invalid', [`X-No: ${i}`]));
    expect(desk.inbox).toHaveLength(1);
    for (let i = 0; i < 50; i += 1) expect(await desk.next()).toContain(`X-No: ${i}\r\n`);
  });

  it('takes answers back by Via, and requests to a host before a user', async () => {
    const hub = createWireHub();
    const [desk, caller] = [join(hub), join(hub)];
    desk.link.send(register('9527', 'desk.invalid'));
    await desk.next();
    caller.link.send(request('INVITE', 'sip:9527@wire', 'caller.invalid'));
    const invite = await desk.next();
    desk.link.send(invite.replace(/^.*\r\n/, 'SIP/2.0 180 Ringing\r\n'));
    expect(await caller.next()).toMatch(/^SIP\/2\.0 180/);
    desk.link.send(request('BYE', 'sip:9527@caller.invalid', 'desk.invalid'));
    expect(await caller.next()).toMatch(/^BYE/);
  });

  it('answers 480 where nobody is, but never an ACK', async () => {
    const hub = createWireHub();
    const caller = join(hub);
    caller.link.send(request('ACK', 'sip:nobody@wire', 'caller.invalid'));
    caller.link.send('garbage');
    caller.link.send(request('INVITE', 'sip:nobody@wire', 'caller.invalid'));
    expect(await caller.next()).toMatch(/^SIP\/2\.0 480 /);
    expect(caller.inbox).toHaveLength(1);
  });

  it('forgets who was cut off, and tells them', async () => {
    const hub = createWireHub();
    const desk = join(hub);
    desk.link.send(register('9527', 'desk.invalid'));
    await desk.next();
    hub.drop('9527');
    await desk.closed;
    expect(hub.users()).toEqual([]);
  });
});
