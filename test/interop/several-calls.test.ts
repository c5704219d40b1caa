import { setTimeout as lasting } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beginClean } from './lab/begin-clean.ts';
import { answerOnTrunk, calleePort } from './lab/callee.ts';
import { callFromTrunk } from './lab/caller.ts';
import { agents, exchangeUsers, startCentre } from './lab/centre.ts';
import { openDeskWith, type LabDesk } from './lab/desk.ts';
import { makeExchange, wssUrl, type Exchange } from './lab/exchange.ts';
import { makeLabFolder, type LabFolder } from './lab/lab-folder.ts';
import { sipPortOf, startPhone, type TrunkPhone } from './lab/phone.ts';
import { countLoud, lengthOf, loudnessAt, oneSecond, untilLong, untilLoud } from './lab/recording.ts';

const caller = '+8613900000071';
const outside = '+8613900000072';
const early = '+8613900000073';

const options = {
  transferTargets: [{ address: outside, kind: 'outside', label: { 'zh-CN': '外线', en: 'Outside' } }],
  autoAnswer: [{ queue: 'auto', afterMs: 3000 }],
};

/** Calls that are more than one leg, between a seat in Chromium and real phones behind kamailio and rtpengine. */
describe('several calls through a real exchange', () => {
  let lab: LabFolder;
  let exchange: Exchange;
  let desk: LabDesk;
  let colleague: LabDesk;
  /** Speaks at 400 Hz, the second one at 1000: what is heard in a mix tells who it was. */
  let first: TrunkPhone;
  let second: TrunkPhone;

  beforeAll(async () => {
    lab = makeLabFolder();
    const trunk = { [caller]: sipPortOf('first'), [outside]: sipPortOf('second'), [early]: calleePort };
    exchange = makeExchange(lab, exchangeUsers, trunk);
    const [centre] = await Promise.all([startCentre(lab), exchange.start()]);
    [desk, colleague, first, second] = await Promise.all([
      openDeskWith(lab, centre, [wssUrl], options),
      openDeskWith(lab, centre, [wssUrl], options),
      startPhone(lab, caller, { place: 'first', voice: 'tone-400.wav' }),
      startPhone(lab, outside, { place: 'second', voice: 'tone-1000.wav' }),
    ]);
    await desk.signIn(agents.good);
    await colleague.signIn(agents.colleague);
    await Promise.all([desk.line('registered'), colleague.line('registered')]);
  }, 300_000);
  afterAll(() => lab.close());
  beforeEach((context) => beginClean(context, exchange, desk, colleague, first, second));
  afterEach(async () => {
    expect([...desk.errors, ...colleague.errors]).toEqual([]);
    await desk.noCall();
  });

  /** The first phone calls in and is answered. */
  async function talkToFirst(): Promise<void> {
    await first.dial(agents.good);
    await desk.call('ringing');
    await desk.answer();
    await desk.loud('theirs');
  }
  async function end(): Promise<void> {
    await desk.endCall();
    await desk.finishWrapUp();
  }
  const press = (key: string) => desk.page.keyboard.press(key);
  const muted = (): Promise<void> => desk.page.getByText('已静音').first().waitFor();

  describe('calling out', () => {
    it('reaches a phone, with sound both ways', async () => {
      await second.expect();
      await desk.dial('139 0000 0072');
      await desk.call('dialing');
      await second.next('CALL_INCOMING');
      second.answer();
      await desk.call('talking');
      await desk.loud('theirs');
      await untilLoud(await second.recording('heard'), 5);
      await desk.endCall();
      await second.next('CALL_CLOSED');
      await desk.finishWrapUp();
    });

    it('hears what a number says before it answers', async () => {
      const callee = answerOnTrunk(lab, 'heard-early');
      await desk.dial(early);
      await desk.page.getByText('对方尚未接听').waitFor();
      await desk.call('talking');
      await desk.loud('theirs');
      await desk.endCall();
      await callee.done;
      await desk.finishWrapUp();
    });

    it.each([
      ['9486', 'phone.busy'],
      ['9404', 'phone.unknownNumber'],
      ['9603', 'phone.declined'],
      ['9480', 'phone.unreachable'],
    ])('says in words what %s comes to', async (number, code) => {
      await desk.dial(number);
      await Promise.all([desk.warning(code), desk.noCall()]);
      await desk.page.getByTestId(`warning-${code}`).getByRole('button').click();
    });

    it('gives up before anybody answers', async () => {
      await second.expect();
      await desk.dial(outside);
      await second.next('CALL_INCOMING');
      await desk.endCall();
      await second.next('CALL_CLOSED');
      await desk.noCall();
    });
  });

  describe('a second caller', () => {
    it('is answered while the first waits, and swapped back', async () => {
      await talkToFirst();
      const heardByFirst = await first.recording('heard');
      await untilLoud(heardByFirst, 5);
      await second.dial(agents.good);
      await desk.beside('waiting-call', 'ringing');
      await press('F2');
      await desk.beside('other-leg', 'held');
      await untilLoud(await second.recording('heard'), 5);
      await press('Alt+KeyB');
      await desk.page.getByTestId('call-card').filter({ hasText: '139 0000 0071' }).waitFor();
      await desk.call('talking');
      await desk.loud('theirs');
      await desk.endCall();
      await first.next('CALL_CLOSED');
      second.hangUp();
      await second.next('CALL_CLOSED');
      await desk.page.getByTestId('wrap-up').waitFor();
      await press('Alt+KeyW');
      await desk.page.getByTestId('call-card').filter({ hasNotText: '0072' }).waitFor();
      await desk.finishWrapUp();
    });

    it('is refused by his own key', async () => {
      await talkToFirst();
      await second.dial(agents.good);
      await desk.beside('waiting-call', 'ringing');
      await press('Shift+F4');
      expect((await second.next('CALL_CLOSED')).param).toMatch(/^486/);
      await desk.call('talking');
      await desk.endCall();
      await first.next('CALL_CLOSED');
      await desk.finishWrapUp();
    });
  });

  describe('hold and digits', () => {
    // What is sent on hold is shown with a browser as the far end: this phone's recording ends with the first hold.
    it('is held and taken back', async () => {
      await talkToFirst();
      await press('F8');
      await desk.call('held');
      await press('F8');
      await desk.call('talking');
      await desk.loud('theirs');
      await end();
    });

    it('sends no sound when muted, and again after it', async () => {
      await talkToFirst();
      const heard = await first.recording('heard');
      await untilLoud(heard, 5);
      await press('F9');
      await muted();
      // What was under way at that moment may still come: in buffers on both sides, and in that of the file.
      const settled = lengthOf(heard) + oneSecond;
      // The fake microphone beeps every second: what lasts longer and is not heard was not sent.
      const quietUntil = settled + 2.5 * oneSecond;
      await untilLong(heard, quietUntil);
      expect(countLoud(heard, settled, quietUntil)).toBe(0);
      await press('F9');
      await untilLoud(heard, 10, settled);
      await end();
    });

    it('types digits into the call, in the sound itself', async () => {
      await talkToFirst();
      const from = desk.sip.frames.length;
      await press('Alt+KeyP');
      await desk.page.getByTestId('keypad').waitFor();
      await desk.page.keyboard.type('5');
      expect((await first.next('CALL_DTMF_START')).param).toBe('5');
      expect(desk.sip.frames.slice(from).some(({ text }) => text.startsWith('INFO '))).toBe(false);
      await press('Escape');
      await end();
    });
  });

  describe('handing over', () => {
    it('sends the caller on, who then talks there', async () => {
      await talkToFirst();
      await second.expect();
      await press('Alt+KeyX');
      await desk.page.getByTestId(`place-${outside}`).click();
      await desk.call('transferring');
      await second.next('CALL_INCOMING');
      second.answer();
      await desk.page.getByTestId('wrap-up').waitFor();
      const heard = await second.recording('heard');
      await untilLoud(heard, 20);
      expect(loudnessAt(heard, 400)).toBeGreaterThan(0.02);
      await desk.finishWrapUp();
      second.hangUp();
      await second.next('CALL_CLOSED');
    });

    it('has him back, with a word why, when nobody takes him', async () => {
      await talkToFirst();
      await press('Alt+KeyX');
      await desk.page.keyboard.type('9486');
      await press('Enter');
      await desk.warning('phone.transferBusy');
      await desk.call('talking');
      await desk.loud('theirs');
      await end();
    });

    it('asks a colleague, goes back, asks again and connects the two (REFER, Replaces)', async () => {
      const call = callFromTrunk(lab, { user: agents.good, number: '13900000011', isSentOn: true });
      await desk.call('ringing');
      await desk.answer();
      await desk.loud('theirs');
      await press('Alt+KeyC');
      await desk.page.keyboard.type(agents.colleague);
      await press('Enter');
      await colleague.call('ringing');
      await colleague.answer();
      await desk.beside('consult-leg', 'talking');
      await colleague.loud('theirs');
      await press('Alt+KeyX');
      await desk.page.getByTestId('wrap-up').waitFor();
      // The colleague pressed nothing: the caller stands in the place of the desk.
      await colleague.page.getByTestId('call-card').filter({ hasText: '139 0000 0011' }).waitFor();
      await colleague.call('talking');
      await colleague.loud('theirs');
      await colleague.endCall();
      await call.done;
      await colleague.finishWrapUp();
      await desk.finishWrapUp();
    });
  });

  describe('three who talk', () => {
    /** File of what the second phone hears. */
    async function talkByThree(): Promise<string> {
      // Another desk as the caller: what it hears after a hold can be seen, a phone's recording has ended by then.
      await colleague.dial(agents.good);
      await desk.call('ringing');
      await desk.answer();
      await desk.loud('theirs');
      await second.expect();
      await press('Alt+KeyC');
      await desk.page.getByTestId(`place-${outside}`).click();
      await second.next('CALL_INCOMING');
      second.answer();
      await desk.beside('consult-leg', 'talking');
      await press('Alt+KeyJ');
      await desk.page.locator('[data-testid="call-card"][data-conference="true"][data-state="talking"]').waitFor();
      return second.recording('heard');
    }
    const alone = () => desk.page.locator('[data-conference="false"][data-state="talking"]').waitFor();

    it('hear each other, and two stay when the one who was asked leaves', async () => {
      const heard = await talkByThree();
      // Without the desk's own sound, so that what each one hears can only be the other.
      await press('F9');
      await muted();
      await Promise.all([untilLoud(heard, countLoud(heard) + 10), colleague.loud('theirs', 0.1)]);
      await press('F9');
      second.hangUp();
      await second.next('CALL_CLOSED');
      await alone();
      await Promise.all([desk.loud('theirs'), colleague.loud('theirs')]);
      await end();
      await colleague.finishWrapUp();
    });

    it('are two when the caller leaves', async () => {
      const heard = await talkByThree();
      await colleague.endCall();
      await colleague.finishWrapUp();
      await alone();
      await Promise.all([untilLoud(heard, countLoud(heard) + 10), desk.loud('theirs')]);
      await desk.endCall();
      await second.next('CALL_CLOSED');
      await desk.clear();
    });

    it('are ended by a key of its own only', async () => {
      await talkByThree();
      await press('F4');
      await desk.page.getByRole('dialog').waitFor();
      await press('Escape');
      await Promise.all([desk.loud('theirs'), colleague.loud('theirs')]);
      await press('F4');
      await desk.page.getByRole('dialog').waitFor();
      await press('Digit2');
      await second.next('CALL_CLOSED');
      await colleague.finishWrapUp();
      await desk.clear();
    });
  });

  it('answers a queue by itself, after it rang for a while that was seen', async () => {
    await press('Alt+KeyQ');
    const call = callFromTrunk(lab, { user: agents.good, number: '13900000011', headers: ['X-Queue: auto'] });
    await desk.page.getByTestId('auto-answer').waitFor();
    await desk.call('talking');
    await desk.loud('theirs');
    await desk.endCall();
    await call.done;
    const messages = call.messages();
    const at = (pattern: RegExp) => messages.find(({ firstLine }) => pattern.test(firstLine))?.at ?? 0;
    expect(at(/^SIP\/2\.0 200/) - at(/^SIP\/2\.0 180/)).toBeGreaterThan(2500);
    await desk.finishWrapUp();

    const again = callFromTrunk(lab, { user: agents.good, number: '13900000011', headers: ['X-Queue: auto'] });
    await desk.page.getByTestId('auto-answer').waitFor();
    await press('Escape');
    await desk.page.getByTestId('auto-answer').waitFor({ state: 'detached' });
    await lasting(3500);
    await desk.call('ringing');
    await desk.answer();
    await desk.endCall();
    await again.done;
    await desk.finishWrapUp();
  });
});
