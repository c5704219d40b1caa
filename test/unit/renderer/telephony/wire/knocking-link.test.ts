import { beforeEach, describe, expect, it } from 'vitest';
import { knockingLinks } from '../../../../../src/renderer/telephony/wire/knocking-link.ts';
import type { Link, OpenLink } from '../../../../../src/renderer/telephony/wire/link.ts';
import type { Reach } from '../../../../../src/shared/ipc/dial-commands.ts';
import { manualClock, type ManualClock } from '../../../../fakes/manual-clock.ts';

describe('a link that knocks before it opens', () => {
  let clock: ManualClock;
  let opened: number;
  let said: string[];
  let asked: PromiseWithResolvers<Reach>;
  const open: OpenLink = (events) => {
    opened += 1;
    events.onOpen();
    return {
      send: (message) => said.push(`sent ${message}`),
      close: () => said.push('left'),
      check: () => said.push('checked'),
    };
  };

  beforeEach(() => {
    clock = manualClock();
    opened = 0;
    said = [];
    asked = Promise.withResolvers();
  });

  function start(from: OpenLink = open): Link {
    return knockingLinks(
      from,
      () => asked.promise,
      clock,
    )({
      onOpen: () => said.push('open'),
      onMessage: () => undefined,
      onClosed: (end) => said.push(end),
    });
  }
  async function answer(reach: Reach): Promise<void> {
    asked.resolve(reach);
    await asked.promise;
  }

  it.each(['open', 'unknown'] as const)('opens where the answer is %s, and carries what is sent', async (reach) => {
    const link = start();
    expect(opened).toBe(0);
    expect(() => link.send('early')).toThrow();
    await answer(reach);
    link.send('REGISTER');
    link.check();
    link.close();
    expect(said).toEqual(['open', 'sent REGISTER', 'checked', 'left']);
  });

  it('opens nothing where nobody listens', async () => {
    start();
    await answer('closed');
    clock.advance(60_000);
    expect([opened, said]).toEqual([0, ['refused']]);
  });

  it('opens without an answer when the core is busy, or gone', async () => {
    start();
    clock.advance(1_200);
    expect(opened).toBe(1);
    await answer('closed');
    expect([opened, said]).toEqual([1, ['open']]);

    asked = Promise.withResolvers();
    start();
    asked.reject(new Error('the core is gone'));
    await expect.poll(() => opened).toBe(2);
  });

  it('opens nothing that was given up meanwhile', async () => {
    start().close();
    await answer('open');
    clock.advance(60_000);
    expect([opened, said]).toEqual([0, []]);
  });

  it('is closed where the page may not open the address', async () => {
    start(() => {
      throw new SyntaxError('no such address');
    });
    await answer('open');
    expect(said).toEqual(['closed']);
  });
});
