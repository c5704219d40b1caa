import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callFromTrunk } from './lab/caller.ts';
import { agents, exchangeUsers, startCentre } from './lab/centre.ts';
import { openDesk, type LabDesk } from './lab/desk.ts';
import { makeExchange, wsUrl, type Exchange } from './lab/exchange.ts';
import { note } from './lab/figures.ts';
import { makeLabFolder, type LabFolder } from './lab/lab-folder.ts';

const isRegister = (text: string): boolean => text.startsWith('REGISTER ');
const isAnswer = (text: string, status: number): boolean =>
  text.startsWith(`SIP/2.0 ${status}`) && /^CSeq: \d+ REGISTER/m.test(text);

describe('being on the line of a real exchange, over ws', () => {
  let lab: LabFolder;
  let exchange: Exchange;
  let desk: LabDesk;

  beforeAll(async () => {
    lab = makeLabFolder();
    exchange = makeExchange(lab, exchangeUsers);
    desk = await openDesk(lab, await startCentre(lab), wsUrl);
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

  it('signs in while the exchange is down, says so, and is on the line when it comes up', async () => {
    await desk.signIn(agents.good);
    await desk.line('failed');
    expect(desk.sip.frames).toEqual([]);
    await exchange.start();
    await desk.line('registered');
    const asked = await desk.sip.next(({ text }) => isRegister(text));
    const taken = await desk.sip.next(({ text }) => isAnswer(text, 200));
    note('REGISTER to 200 over ws, with the challenge', taken.at - asked.at);
    await canBeCalled();
  });

  it('comes back by itself when the exchange was killed while nobody called', async () => {
    const from = desk.sip.frames.length;
    const killedAt = Date.now();
    await exchange.kill();
    await desk.line('failed');
    note('exchange killed to shown', Date.now() - killedAt);
    await exchange.start();
    const upAt = Date.now();
    await desk.sip.next(({ text }) => isAnswer(text, 200), from);
    note('exchange up again to registered', Date.now() - upAt);
    await desk.line('registered');
    await canBeCalled();
  });

  it('says a wrong password, and does not try it again', async () => {
    await desk.signOut();
    const from = desk.sip.frames.length;
    await desk.signIn(agents.wrongPassword);
    await desk.warning('phone.wrongPassword');
    await desk.line('failed');
    const frames = desk.sip.frames.slice(from);
    expect(frames.filter(({ text }) => isAnswer(text, 403))).toHaveLength(1);
    expect(frames.filter(({ isSent, text }) => isSent && isRegister(text))).toHaveLength(2);
  });

  it('says that the exchange does not know the user', async () => {
    await desk.signOut();
    const from = desk.sip.frames.length;
    await desk.signIn(agents.unknownUser);
    await desk.warning('phone.unknownUser');
    await desk.line('failed');
    expect(desk.sip.frames.slice(from).filter(({ text }) => isAnswer(text, 404))).toHaveLength(1);
  });

  it('is on the line again with the next agent', async () => {
    await desk.signOut();
    await desk.signIn(agents.good);
    await desk.line('registered');
    await canBeCalled();
  });
});
