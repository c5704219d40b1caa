import { execFileSync } from 'node:child_process';
import { setTimeout as lasting } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callFromTrunk } from './lab/caller.ts';
import { agents, exchangeUsers, startCentre } from './lab/centre.ts';
import { openDeskWith, type LabDesk } from './lab/desk.ts';
import { makeExchange, wsUrl, type Exchange } from './lab/exchange.ts';
import { note } from './lab/figures.ts';
import { makeLabFolder, type LabFolder } from './lab/lab-folder.ts';
import { sipPortOf, startPhone, type TrunkPhone } from './lab/phone.ts';
import { countLoud, untilLoud } from './lab/recording.ts';
import { until } from './lab/until.ts';

const caller = '+8613900000071';
const outside = '+8613900000072';
const options = { transferTargets: [{ address: outside, kind: 'outside', label: { 'zh-CN': '外线', en: 'Outside' } }] };

/** As a cable that is pulled: nothing on this machine reaches anything. */
function plug(isIn: boolean): void {
  execFileSync('ip', ['link', 'set', 'lo', isIn ? 'up' : 'down']);
}

describe('a call whose exchange goes away', () => {
  let lab: LabFolder;
  let exchange: Exchange;
  let desk: LabDesk;
  let first: TrunkPhone;
  let second: TrunkPhone;
  /** What the caller hears. */
  let heard: string;

  beforeAll(async () => {
    lab = makeLabFolder();
    exchange = makeExchange(lab, exchangeUsers, {
      [caller]: sipPortOf('first'),
      [outside]: sipPortOf('second'),
    });
    const [centre] = await Promise.all([startCentre(lab), exchange.start()]);
    [desk, first, second] = await Promise.all([
      openDeskWith(lab, centre, [wsUrl], options),
      startPhone(lab, caller, { place: 'first', voice: 'tone-400.wav' }),
      startPhone(lab, outside, { place: 'second', voice: 'tone-1000.wav' }),
    ]);
    await desk.signIn(agents.good);
    await desk.line('registered');
  });
  afterAll(async () => {
    await lab.close();
  });
  beforeEach(async ({ onTestFailed }) => {
    await exchange.clear();
    await desk.line('registered');
    await Promise.all([desk, first, second].map((part) => part.clear()));
    onTestFailed(() => {
      const told = desk.sip.frames.filter(({ text }) => !/^CSeq: \d+ (OPTIONS|REGISTER)/m.test(text)).slice(-12);
      const frames = told.map(({ isSent, text }) => `${isSent ? '>' : '<'} ${text}`);
      process.stdout.write(`${frames.join('\n')}\n${exchange.log().slice(-3000)}`);
    });
  });
  afterEach(async () => {
    expect(desk.errors).toEqual([]);
    await desk.noCall();
  });

  const press = (key: string) => desk.page.keyboard.press(key);
  const mark = (name: 'signalling-lost' | 'media-lost', isShown: boolean) =>
    desk.page.getByTestId(name).waitFor({ state: isShown ? 'visible' : 'detached', timeout: 60_000 });

  async function talk(): Promise<void> {
    await first.dial(agents.good);
    await desk.call('ringing');
    await desk.answer();
    await desk.loud('theirs');
    heard = await first.recording('heard');
    await untilLoud(heard, 5);
  }

  /** From now on: the caller goes on hearing the agent, and the agent him. */
  async function bothHear(): Promise<void> {
    await untilLoud(heard, countLoud(heard) + 20);
    await desk.loud('theirs');
  }

  /** Whether the agent sends any sound. The phone's own recording ends with its first hold, and tells nothing after it. */
  async function sends(isSending: boolean): Promise<void> {
    if (isSending) return desk.loud('mine');
    const meter = desk.page.getByTestId('level-mine');
    await until('silence towards the caller', async () =>
      Number(await meter.getAttribute('data-level')) === 0 ? true : undefined,
    );
  }

  async function isBack(): Promise<void> {
    await desk.line('registered');
    await mark('signalling-lost', false);
  }

  /** The answer to a re-INVITE that offered the sound in this direction. */
  async function agreedOn(direction: 'sendonly' | 'sendrecv', from: number): Promise<void> {
    const { text } = await desk.sip.next(
      (frame) => frame.isSent && frame.text.startsWith('INVITE ') && frame.text.includes(`a=${direction}`),
      from,
    );
    const [cseq = ''] = /^CSeq: \d+ INVITE/m.exec(text) ?? [];
    await desk.sip.next(
      (frame) => !frame.isSent && frame.text.startsWith('SIP/2.0 200') && frame.text.includes(cseq),
      from,
    );
  }

  async function end(): Promise<void> {
    await desk.endCall();
    await first.next('CALL_CLOSED');
    await desk.finishWrapUp();
  }

  it('goes on while it is frozen, marked; is held, taken back and handed over after that', async () => {
    await talk();
    const frozenAt = Date.now();
    exchange.freeze();
    await mark('signalling-lost', true);
    note('exchange frozen in a call to marked', Date.now() - frozenAt);
    await desk.alarm(true);
    await bothHear();
    const from = desk.sip.frames.length;
    exchange.thaw();
    await isBack();
    await agreedOn('sendrecv', from);
    await bothHear();
    await press('F8');
    await desk.call('held');
    await sends(false);
    await press('F8');
    await desk.call('talking');
    await Promise.all([sends(true), desk.loud('theirs')]);
    await second.expect();
    await press('Alt+KeyX');
    await desk.page.getByTestId(`place-${outside}`).click();
    await second.next('CALL_INCOMING');
    second.answer();
    await desk.page.getByTestId('wrap-up').waitFor();
    await untilLoud(await second.recording('heard'), 20);
    second.hangUp();
    await desk.finishWrapUp();
  });

  it('is held while the exchange is dead, which learns of it when it is back', async () => {
    await talk();
    await exchange.kill();
    await mark('signalling-lost', true);
    await bothHear();
    await press('F8');
    await desk.call('held');
    await sends(false);
    const from = desk.sip.frames.length;
    await exchange.start();
    await isBack();
    await agreedOn('sendonly', from);
    await press('F8');
    await desk.call('talking');
    await Promise.all([sends(true), desk.loud('theirs')]);
    await end();
  });

  it('is ended while the exchange is dead, and for the caller when it is back', async () => {
    await talk();
    await exchange.kill();
    await mark('signalling-lost', true);
    await desk.endCall();
    await desk.finishWrapUp();
    await exchange.start();
    await desk.line('registered');
    await first.next('CALL_CLOSED');
  });

  it('hears that the caller hung up over the connection that is new', async () => {
    await talk();
    await exchange.kill();
    await mark('signalling-lost', true);
    await exchange.start();
    await isBack();
    first.hangUp();
    await desk.call('wrapUp');
    expect(await desk.page.getByTestId('wrap-up').innerText()).toContain('对方挂机');
    await desk.finishWrapUp();
  });

  it('finds its sound again when the cable was out for twenty seconds', async () => {
    await talk();
    const from = desk.sip.frames.length;
    plug(false);
    try {
      await mark('signalling-lost', true);
      await mark('media-lost', true);
      await desk.call('talking');
      await lasting(20_000);
    } finally {
      plug(true);
    }
    const pluggedAt = Date.now();
    await isBack();
    await mark('media-lost', false);
    note('cable back to sound again', Date.now() - pluggedAt);
    await agreedOn('sendrecv', from);
    await bothHear();
    await press('F8');
    await desk.call('held');
    await press('F8');
    await desk.call('talking');
    await Promise.all([sends(true), desk.loud('theirs')]);
    await end();
  });

  it('stands when the far end refuses a hold, and when it never answers one', async () => {
    const call = callFromTrunk(lab, { user: agents.good, number: '13900000011', isStubborn: true });
    await desk.call('ringing');
    await desk.answer();
    await desk.loud('theirs');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await press('F8');
      await desk.warning('phone.callFailed');
      await desk.call('talking');
      await desk.page.getByTestId('warning-phone.callFailed').getByRole('button').click();
      await Promise.all([sends(true), desk.loud('theirs')]);
    }
    const from = desk.sip.frames.length;
    await agreedOn('sendrecv', from);
    await desk.loud('theirs');
    await desk.endCall();
    await call.done;
    await desk.finishWrapUp();
  });

  it('goes on for as long as the caller is heard, though his confirmation was lost', async () => {
    const call = callFromTrunk(lab, { user: agents.good, number: '13900000012', isUnconfirmed: true });
    await desk.call('ringing');
    const from = desk.sip.frames.length;
    await desk.answer();
    await desk.loud('theirs');
    const answers = () =>
      desk.sip.frames
        .slice(from)
        .filter(({ isSent, text }) => isSent && text.startsWith('SIP/2.0 200') && /^CSeq: \d+ INVITE/m.test(text));
    // Where the library would end it: 64*T1.
    await lasting(40_000);
    expect(answers().length, 'said again after 0.5, 1.5, 3.5, 7.5 s and every 4 s from then on').toBeGreaterThan(8);
    await desk.call('talking');
    await Promise.all([sends(true), desk.loud('theirs')]);
    await desk.endCall();
    await call.done;
    await desk.finishWrapUp();
  }, 240_000);
});
