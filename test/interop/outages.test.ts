import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callFromTrunk } from './lab/caller.ts';
import { agents, exchangeUsers, startCentre } from './lab/centre.ts';
import { openDesk, type LabDesk } from './lab/desk.ts';
import { makeExchange, wsUrl, type Exchange } from './lab/exchange.ts';
import { note } from './lab/figures.ts';
import { makeLabFolder, type LabFolder } from './lab/lab-folder.ts';

/** Where the exchange is found when it is not at its first address. */
const secondPort = 8090;
const noticedWithinMs = 10_000;
const shownWithinMs = 5_000;

describe('an exchange that goes away while nobody calls', () => {
  let lab: LabFolder;
  let exchange: Exchange;
  let desk: LabDesk;

  beforeAll(async () => {
    lab = makeLabFolder();
    exchange = makeExchange(lab, exchangeUsers);
    const [centre] = await Promise.all([startCentre(lab), exchange.start()]);
    desk = await openDesk(lab, centre, wsUrl, `ws://127.0.0.1:${secondPort}`);
    await desk.signIn(agents.good);
    await desk.line('registered');
  });
  afterAll(async () => {
    await lab.close();
  });
  afterEach(() => {
    expect(desk.errors).toEqual([]);
  });

  async function canBeCalled(): Promise<void> {
    const call = callFromTrunk(lab, { user: agents.good, number: '13900000011', refusedWith: 486 });
    await desk.call('ringing');
    await desk.endCall();
    await call.done;
    await desk.noCall();
  }

  /** From here on, registered anew. */
  async function registeredAfter(from: number): Promise<number> {
    const { at } = await desk.sip.next(
      ({ isSent, text }) => !isSent && text.startsWith('SIP/2.0 200') && /^CSeq: \d+ REGISTER/m.test(text),
      from,
    );
    await desk.line('registered');
    await desk.alarm(false);
    return at;
  }

  it('is found out when it freezes, said loudly, and taken up again when it thaws', async () => {
    const frozenAt = Date.now();
    exchange.freeze();
    await desk.line('failed');
    const noticedAt = Date.now();
    note('exchange frozen to noticed', noticedAt - frozenAt);
    expect(noticedAt - frozenAt).toBeLessThan(noticedWithinMs);
    await desk.alarm(true);
    expect(Date.now() - noticedAt).toBeLessThan(shownWithinMs);
    const from = desk.sip.frames.length;
    const thawnAt = Date.now();
    exchange.thaw();
    note('exchange thawn to registered', (await registeredAfter(from)) - thawnAt);
    await canBeCalled();
  });

  it('is said to be gone within five seconds when it was killed, and is back within one', async () => {
    const killedAt = Date.now();
    await exchange.kill();
    await desk.alarm(true);
    expect(Date.now() - killedAt).toBeLessThan(shownWithinMs);
    const from = desk.sip.frames.length;
    await exchange.start();
    const upAt = Date.now();
    note('exchange up again to registered', (await registeredAfter(from)) - upAt);
    await canBeCalled();
  });

  it('is found at its second address when it moved there', async () => {
    await exchange.kill();
    const from = desk.sip.frames.length;
    await exchange.start(secondPort);
    const upAt = Date.now();
    note('exchange moved to registered', (await registeredAfter(from)) - upAt);
    await canBeCalled();
  });
});
