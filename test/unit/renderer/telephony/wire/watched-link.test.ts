import { beforeEach, describe, expect, it } from 'vitest';
import { linkWatchTimes } from '../../../../../src/shared/call/link-watch.ts';
import type { LinkEvents } from '../../../../../src/renderer/telephony/wire/link.ts';
import { watchedLinks } from '../../../../../src/renderer/telephony/wire/watched-link.ts';
import { manualClock, type ManualClock } from '../../../../fakes/manual-clock.ts';

describe('a watched connection', () => {
  let clock: ManualClock;
  let far: LinkEvents;
  let sent: string[];
  let heard: string[];
  let ends: string[];
  let open: ReturnType<typeof watchedLinks>;

  beforeEach(() => {
    clock = manualClock();
    sent = [];
    heard = [];
    ends = [];
    open = watchedLinks(
      (events) => {
        far = events;
        return { send: (message) => void sent.push(message), close: () => ends.push('left'), check: () => undefined };
      },
      { clock, user: '80 01', domain: 'lab.invalid' },
    );
  });
  const connect = () => {
    const link = open({
      onOpen: () => undefined,
      onMessage: (message) => heard.push(message),
      onClosed: (end) => ends.push(end),
    });
    far.onOpen();
    return link;
  };
  const ask = (): string => {
    clock.advance(linkWatchTimes.idleMs);
    return sent.at(-1) ?? '';
  };
  const answer = (ping: string): void => {
    far.onMessage(`SIP/2.0 404 Not Here\r\n${ping.split('\r\n').slice(1).join('\r\n')}`);
  };

  it('asks with a whole request, and keeps the answer to itself', () => {
    connect();
    const ping = ask();
    expect(ping).toMatch(/^OPTIONS sip:lab\.invalid SIP\/2\.0\r\n/);
    expect(ping).toContain('From: <sip:80%2001@lab.invalid>;tag=');
    answer(ping);
    expect(heard).toEqual([]);
    clock.advance(linkWatchTimes.idleMs + linkWatchTimes.patienceMs - 1);
    expect(ends).toEqual([]);
    expect(sent).toHaveLength(2);
  });

  it('leaves a far end that does not answer, once', () => {
    connect();
    clock.advance(60_000);
    expect(ends).toEqual(['left', 'silent']);
    expect(sent).toHaveLength(1);
  });

  it('takes any message for life, and passes it on', () => {
    connect();
    for (let i = 0; i < 20; i += 1) {
      clock.advance(2_500);
      far.onMessage('SIP/2.0 200 OK\r\n\r\n');
    }
    far.onMessage('\r\n\r\n');
    expect(ends).toEqual([]);
    expect(sent).toHaveLength(1);
    expect(heard).toHaveLength(20);
  });

  it('finds out soon when there is doubt', () => {
    const link = connect();
    link.check();
    expect(sent).toHaveLength(1);
    clock.advance(linkWatchTimes.checkMs);
    expect(ends).toEqual(['left', 'silent']);
  });

  it('asks no more after it was closed', () => {
    connect().close();
    clock.advance(60_000);
    expect(sent).toEqual([]);
    expect(ends).toEqual(['left']);
  });

  const connectUnanswered = (times: number): void => {
    for (let i = 0; i < times; i += 1) {
      connect();
      far.onMessage('SIP/2.0 200 OK\r\n\r\n');
      clock.advance(60_000);
    }
  };

  it('stops asking an exchange that answers everything but this', () => {
    connectUnanswered(3);
    expect(ends).toHaveLength(6);
    sent = [];
    connect().check();
    far.onMessage('SIP/2.0 200 OK\r\n\r\n');
    clock.advance(600_000);
    expect(ends).toHaveLength(6);
    // Once, in case it does by now.
    expect(sent).toHaveLength(1);
  });

  it('goes on asking one that answers after all', () => {
    connectUnanswered(3);
    ends = [];
    connect();
    far.onMessage('SIP/2.0 200 OK\r\n\r\n');
    answer(sent.at(-1) ?? '');
    expect(ends).toEqual([]);
    clock.advance(linkWatchTimes.idleMs + linkWatchTimes.patienceMs);
    expect(ends).toEqual(['left', 'silent']);
  });

  it('finds one out that froze soon after every connect', () => {
    for (let i = 0; i < 6; i += 1) {
      ends = [];
      connect();
      far.onMessage('SIP/2.0 200 OK\r\n\r\n');
      answer(sent.at(-1) ?? '');
      clock.advance(linkWatchTimes.idleMs + linkWatchTimes.patienceMs);
      expect(ends).toEqual(['left', 'silent']);
    }
  });
});
