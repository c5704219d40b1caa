import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultCallOptions } from '../../../../src/shared/domain/call-options.ts';
import { defaultHeaderMap } from '../../../../src/shared/domain/header-map.ts';
import type { RegistrationState } from '../../../../src/renderer/telephony/port.ts';
import { SipLine } from '../../../../src/renderer/telephony/sip/sip-line.ts';
import type { LinkEvents, OpenLink } from '../../../../src/renderer/telephony/wire/link.ts';
import { createWireHub, type WireHub } from '../../../../src/renderer/telephony/wire/wire-hub.ts';
import { manualClock, type ManualClock } from '../../../fakes/manual-clock.ts';

/** A server that can be put out of order: refuses, or takes connections and says nothing on them. */
class Server {
  readonly hub: WireHub = createWireHub();
  mode: 'good' | 'refuses' | 'hangs' | 'gone' = 'good';
  opened = 0;
  #current: LinkEvents | undefined;

  readonly open: OpenLink = (events) => {
    this.opened += 1;
    this.#current = events;
    if (this.mode === 'good') return this.hub.open(events);
    if (this.mode === 'refuses') queueMicrotask(() => events.onClosed('closed'));
    if (this.mode === 'gone') queueMicrotask(() => events.onClosed('refused'));
    return { send: () => undefined, close: () => undefined, check: () => undefined };
  };

  /** What a watch of the connection says when nobody answers any more. */
  fallSilent(): void {
    this.mode = 'hangs';
    this.#current?.onClosed('silent');
  }
}

describe('the line', () => {
  let clock: ManualClock;
  let first: Server;
  let second: Server;
  let line: SipLine;
  let states: RegistrationState[];
  let isBusy: boolean;

  beforeEach(() => {
    clock = manualClock();
    [first, second] = [new Server(), new Server()];
    states = [];
    isBusy = false;
    line = new SipLine({
      config: {
        kind: 'wire',
        user: '8001',
        domain: 'lab.invalid',
        headerMap: defaultHeaderMap,
        calls: defaultCallOptions,
      },
      servers: [first.open, second.open],
      clock,
      random: () => 0,
      handlerFactory: () => {
        throw new Error('no calls here');
      },
      isBusy: () => isBusy,
      onInvite: () => undefined,
      onRegistration: (state) => states.push(state),
    });
  });
  afterEach(() => line.stop());

  const kind = () => states.at(-1)?.kind;
  const becomes = (wanted: RegistrationState['kind']) => vi.waitFor(() => expect(kind()).toBe(wanted), 5_000);
  const registeredAt = (...servers: Server[]) =>
    vi.waitFor(() => {
      expect([first, second].filter(({ hub }) => hub.users().includes('8001'))).toEqual(servers);
      expect(kind()).toBe('registered');
    }, 5_000);
  async function signedOnAtSecond(): Promise<void> {
    first.mode = 'refuses';
    line.start();
    await becomes('failed');
    clock.advance(200);
    await registeredAt(second);
    first.mode = 'good';
  }

  it('is at the server of first choice', async () => {
    line.start();
    await registeredAt(first);
    expect(second.opened).toBe(0);
  });

  it('goes to the second server when the first is dead, and home when it is back', async () => {
    await signedOnAtSecond();
    clock.advance(310_000);
    await registeredAt(first);
  });

  it('stays where it is while a call is up, and looks again later', async () => {
    await signedOnAtSecond();
    isBusy = true;
    clock.advance(310_000);
    await vi.waitFor(() => expect(first.opened).toBe(2));
    expect(kind()).toBe('registered');
    isBusy = false;
    await vi.waitFor(() => {
      clock.advance(310_000);
      expect(first.hub.users()).toEqual(['8001']);
    });
    await registeredAt(first);
  });

  it('is registered at the next server when one falls silent, without its goodbye', async () => {
    line.start();
    await registeredAt(first);
    first.fallSilent();
    expect(kind()).toBe('failed');
    clock.advance(200);
    // The first one knows nothing of it.
    await registeredAt(first, second);
  });

  it('does not wait for its turn when the network comes back', async () => {
    first.mode = second.mode = 'refuses';
    line.start();
    await becomes('failed');
    first.mode = second.mode = 'good';
    line.nudge();
    await becomes('registered');
  });

  it('looks every second at the latest for servers where nobody listens, however long that lasts', async () => {
    first.mode = second.mode = 'gone';
    line.start();
    for (let tries = 1; tries <= 120; tries += 1) {
      await vi.waitFor(() => expect(first.opened + second.opened).toBe(tries));
      await becomes('failed');
      clock.advance(700);
    }
    first.mode = second.mode = 'good';
    clock.advance(700);
    await becomes('registered');
  });

  it('gives up a try that hangs when the network changes, and counts it for nothing', async () => {
    first.mode = 'hangs';
    line.start();
    expect(kind()).toBe('registering');
    first.mode = 'good';
    line.nudge();
    await registeredAt(first);
    expect(states.map((state) => state.kind)).not.toContain('failed');
  });

  it('begins anew after a sleep', async () => {
    line.start();
    await registeredAt(first);
    line.wake();
    expect(kind()).toBe('registering');
    await registeredAt(first);
    expect(first.opened).toBe(2);
  });
});
