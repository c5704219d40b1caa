import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { SipRegistrar, type SipMessage } from '../../fakes/sip-registrar.ts';
import { hasChromium, launchChromium, openLab, serveLab, type LabPage, type LabSite } from './chromium-lab.ts';
import { bodyOf, FarEnd } from './far-end.ts';
import { phoneConfig } from './phone-config.ts';

/** Makes one step of the next offer wait for `lab.go()`; settles in the page when it has come that far. */
const slowDown = (step: 'createOffer' | 'setLocalDescription') => `(() => {
  const before = RTCPeerConnection.prototype.${step};
  lab.isMaking = new Promise((reached) => {
    const going = new Promise((resolve) => (lab.go = resolve));
    RTCPeerConnection.prototype.${step} = async function (...given) {
      RTCPeerConnection.prototype.${step} = before;
      const made = await before.apply(this, given);
      reached();
      await going;
      return made;
    };
  });
})()`;

const uselessAnswer = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', 'm=audio 9 RTP/AVP 0', ''].join('\r\n');

/** Holding a call is an offer to its far end; whatever becomes of it, the call goes on. */
describe.skipIf(!hasChromium)('what becomes of an offer in a call that stands', () => {
  let site: LabSite;
  let browser: Browser;
  let registrar: SipRegistrar;
  let lab: LabPage;
  let callId: string;
  let farEnd: FarEnd;

  beforeAll(async () => {
    registrar = await SipRegistrar.listen({ '9527': 'secret', caller: 'x' });
    [site, browser] = await Promise.all([serveLab(), launchChromium({ isMicrophoneAllowed: true })]);
    lab = await openLab(browser, site);
    await lab.phone('start', phoneConfig(registrar));
    await lab.next({ type: 'registrationChanged', state: { kind: 'registered' } });
  });
  afterAll(async () => {
    await Promise.all([browser.close(), site.close(), registrar.close()]);
  });

  async function ring(): Promise<void> {
    const from = await lab.mark();
    await lab.run(`lab.callIn('${registrar.url}', 'pbx.invalid', '9527', [])`);
    const { facts } = await lab.next<{ facts: { callId: string } }>({ type: 'callOffered' }, from);
    callId = facts.callId;
  }
  async function hangUp(): Promise<void> {
    await lab.phone('hangUp', callId);
    expect(await lab.next({ type: 'callEnded', callId })).toMatchObject({ reason: 'agentHungUp' });
  }
  const theirs = () => lab.run(`lab.loud(() => lab.telephony.phone.levels('${callId}').theirs)`);
  const hears = () => lab.run('lab.loud(() => lab.callerHears())');
  const refused = { ok: false, error: { code: 'phone.callFailed', retry: 'user' } };

  /** Both hear each other, and holding works from here on. */
  async function goesOn(): Promise<void> {
    await theirs();
    await hears();
    expect(await lab.phone('hold', callId)).toEqual({ ok: true });
    expect(await lab.run('lab.microphone()')).toMatchObject({ live: 0 });
    expect(await lab.phone('resume', callId)).toEqual({ ok: true });
    await hears();
    await theirs();
    expect(lab.errors).toEqual([]);
  }

  it('is not made before the far end has confirmed the answer', async () => {
    await ring();
    let held: SipMessage | undefined;
    registrar.takes = (message) => {
      if (message.method !== 'ACK') return false;
      held ??= message;
      return true;
    };
    await lab.phone('answer', callId);
    await lab.run(`void (lab.held = lab.telephony.phone.hold("${callId}"))`);
    await registrar.next(() => held !== undefined);
    const from = registrar.received.length;
    // Its own repeated 200 tells that the desk is alive, and still waits.
    await registrar.next(({ method, status }) => method === 'INVITE' && status === 200, from);
    expect(registrar.received.slice(from).some(({ method, status }) => method === 'INVITE' && !status)).toBe(false);
    registrar.takes = () => false;
    registrar.send('9527', held?.text ?? '');
    expect(await lab.run('lab.held')).toEqual({ ok: true });
    expect(await lab.phone('resume', callId)).toEqual({ ok: true });
    await goesOn();
    await hangUp();
  });

  it('goes on without the confirmation of the answer, since the far end is heard', async () => {
    await lab.run('lab.confirmWithin(2_500)');
    await ring();
    registrar.takes = ({ method }) => method === 'ACK';
    const from = registrar.received.length;
    await lab.phone('answer', callId);
    // Waits for the confirmation, and is offered when there is none.
    expect(await lab.phone('hold', callId)).toEqual({ ok: true });
    const answers = registrar.received
      .slice(from)
      .filter(({ method, status }) => method === 'INVITE' && status === 200);
    expect(answers.length, 'the answer is repeated, over a websocket as well').toBeGreaterThan(2);
    registrar.takes = () => false;
    expect(await lab.phone('resume', callId)).toEqual({ ok: true });
    await goesOn();
    const before = registrar.received.length;
    await hangUp();
    await registrar.next(({ method, status }) => method === 'BYE' && status === 200, before);
    await lab.run('lab.confirmWithin(32_000)');
  });

  it('is never made where neither a confirmation comes nor a sound: the call ends, and says why', async () => {
    await lab.run('lab.confirmWithin(2_500)');
    await ring();
    registrar.takes = ({ method, status }) => method === 'ACK' || (method === 'INVITE' && status === 200);
    await lab.phone('answer', callId);
    expect(await lab.next({ type: 'callEnded', callId })).toMatchObject({ reason: 'neverConfirmed' });
    await registrar.next(({ method, status }) => method === 'BYE' && status === undefined);
    registrar.takes = () => false;
    await lab.run('lab.caller.hangUp()');
    await lab.run('lab.confirmWithin(32_000)');
    expect(lab.errors).toEqual([]);
  });

  describe('in one and the same call', () => {
    beforeAll(async () => {
      await ring();
      await lab.phone('answer', callId);
      await theirs();
      farEnd = new FarEnd(registrar, '9527');
    });
    afterAll(hangUp);

    it.each<[string, string, readonly string[], string]>([
      ['refused', '488 Not Acceptable Here', [], ''],
      ['forgotten by the far end', '481 Call/Transaction Does Not Exist', [], ''],
      ['too late for a machine on the way', '408 Request Timeout', [], ''],
      ['sent elsewhere', '302 Moved Temporarily', [], ''],
      ['agreed to without an answer', '200 OK', [], ''],
      ['agreed to with an answer that can not be used', '200 OK', [], uselessAnswer],
    ])('goes on when it is %s', async (_, status, extra, body) => {
      farEnd.answerNext(status, extra, body);
      expect(await lab.phone('hold', callId)).toMatchObject(refused);
      await goesOn();
    });

    it.each([
      ['491', '491 Request Pending', []],
      ['500', '500 Server Internal Error', ['Retry-After: 1']],
    ])('is made again when it crossed one of the far end (%s)', async (_, status, extra) => {
      farEnd.answerNext(status, extra);
      expect(await lab.phone('hold', callId)).toEqual({ ok: true });
      expect(await lab.phone('resume', callId)).toEqual({ ok: true });
      await goesOn();
    });

    it('is refused while ours is on its way, and ours is made again', async () => {
      const ours = farEnd.swallowNext();
      await lab.run(`void (lab.held = lab.telephony.phone.hold("${callId}"))`);
      const asked = await ours;
      expect((await farEnd.reInvite(farEnd.offer)).status).toBe(491);
      farEnd.answer(asked, '491 Request Pending');
      expect(await lab.run('lab.held')).toEqual({ ok: true });
      expect(await lab.phone('resume', callId)).toEqual({ ok: true });
      await goesOn();
    });

    it.each(['createOffer', 'setLocalDescription'] as const)(
      'gives way to one of the far end while it is being made (%s)',
      async (step) => {
        await lab.run(slowDown(step));
        await lab.run(`void (lab.held = lab.telephony.phone.hold("${callId}"))`);
        await lab.run('lab.isMaking');
        const answered = await farEnd.reInvite(farEnd.offer);
        expect(answered.status).toBe(200);
        expect(bodyOf(answered)).toContain('m=audio');
        await lab.run('lab.go()');
        farEnd.ack();
        expect(await lab.run('lab.held')).toEqual({ ok: true });
        expect(await lab.phone('resume', callId)).toEqual({ ok: true });
        await goesOn();
      },
    );

    it.each([
      ['no answer', ''],
      ['an answer that can not be used', uselessAnswer],
    ])('asked for by the far end, who then gives %s, changes nothing', async (_, body) => {
      expect((await farEnd.reInvite('')).status).toBe(200);
      farEnd.ack(body);
      await goesOn();
    });

    it('asked of the desk and not to be used is refused, no more', async () => {
      expect((await farEnd.reInvite(uselessAnswer)).status).toBe(488);
      farEnd.ack();
      await goesOn();
    });

    it.each<[string, string | undefined]>([
      ['agreed to', undefined],
      ['refused, and made again', '488 Not Acceptable Here'],
      ['given up on the way, and made again', '408 Request Timeout'],
    ])('is for another path, %s: both are heard, and the meters show it', async (_, status) => {
      const from = registrar.received.length;
      const mark = await lab.mark();
      if (status !== undefined) farEnd.answerNext(status);
      await lab.run('lab.pretendPath(true)');
      await lab.next({ type: 'mediaLost', callId }, mark);
      const isPathAgreed = ({ method, status: answer }: SipMessage) => method === 'INVITE' && answer === 200;
      await registrar.next(isPathAgreed, from);
      await lab.run('lab.pretendPath(false)');
      await lab.next({ type: 'mediaBack', callId }, mark);
      await lab.run(`lab.loud(() => lab.telephony.phone.levels('${callId}').mine)`);
      await theirs();
      await hears();
      await goesOn();
    });

    it('is lost with the line, and made again on the next', async () => {
      const ours = farEnd.swallowNext();
      await lab.run(`void (lab.held = lab.telephony.phone.hold("${callId}"))`);
      await ours;
      const from = await lab.mark();
      registrar.drop('9527');
      // The microphone is silent at once; the far end is told when that is possible.
      expect(await lab.run('lab.held')).toEqual({ ok: true });
      await lab.next({ type: 'registrationChanged', state: { kind: 'registered' } }, from);
      expect(await lab.phone('resume', callId)).toEqual({ ok: true });
      await goesOn();
    });

    it('may bring the far end’s voice as another track: the meter follows it', async () => {
      await theirs();
      await lab.run('lab.renewTrack()');
      await theirs();
    });
  });
});
