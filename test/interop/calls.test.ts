import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beginClean } from './lab/begin-clean.ts';
import { callFromTrunk, type SippCall } from './lab/caller.ts';
import { agents, exchangeUsers, startCentre } from './lab/centre.ts';
import { openDesk, type LabDesk } from './lab/desk.ts';
import { makeExchange, wssUrl, type Exchange } from './lab/exchange.ts';
import { note } from './lab/figures.ts';
import { makeLabFolder, type LabFolder } from './lab/lab-folder.ts';
import { startPhone, type TrunkPhone } from './lab/phone.ts';
import { loudnessOf, untilLoud } from './lab/recording.ts';

describe('calls through a real exchange, over wss', () => {
  let lab: LabFolder;
  let exchange: Exchange;
  let desk: LabDesk;
  let phone: TrunkPhone;

  beforeAll(async () => {
    lab = makeLabFolder();
    exchange = makeExchange(lab, exchangeUsers);
    const [centre] = await Promise.all([startCentre(lab), exchange.start()]);
    [desk, phone] = await Promise.all([openDesk(lab, centre, wssUrl), startPhone(lab, '+8613900000071')]);
    await desk.signIn(agents.good);
    await desk.line('registered');
    await desk.sync();
    const asked = await desk.sip.next(({ text }) => text.startsWith('REGISTER '));
    const taken = await desk.sip.next(({ text }) => text.startsWith('SIP/2.0 200'));
    note('REGISTER to 200 over wss, with the challenge', taken.at - asked.at);
  });
  afterAll(async () => {
    await lab.close();
  });
  beforeEach((context) => beginClean(context, exchange, desk, phone));
  afterEach(async () => {
    expect(desk.errors).toEqual([]);
    await desk.line('registered');
  });

  /** The time between a message that sipp sent and the first of its answers that begins so. */
  function between(call: SippCall, from: RegExp, to: RegExp): number {
    const messages = call.messages();
    const start = messages.find(({ isSent, firstLine }) => isSent && from.test(firstLine));
    const end = messages.find(({ isSent, firstLine }) => !isSent && to.test(firstLine));
    if (!start || !end) throw new Error(`not there: ${JSON.stringify(messages)}`);
    return end.at - start.at;
  }

  /** A call that is answered, heard and ended by the agent. */
  async function take(call: SippCall): Promise<void> {
    await desk.call('ringing');
    await desk.answer();
    await desk.loud('theirs');
    await desk.endCall();
    await call.done;
    await desk.finishWrapUp();
  }

  const goodCall = () => take(callFromTrunk(lab, { user: agents.good, number: '13900000011' }));

  it('pops greeting and card of a Tibetan caller before the answer, hears him, and hangs up', async () => {
    const headers = [
      'X-Queue: =?UTF-8?B?55S16LS55ZKo6K+i?=',
      'X-Language: bo',
      'X-Dialect: amdo',
      'X-Customer-Id: c-drolma',
      'X-Region: hainan',
    ];
    // Not her own telephone: who she is stands in the header.
    const call = callFromTrunk(lab, { user: agents.good, number: '13900000099', headers });
    await desk.call('ringing');
    const { prompt, customer, card } = await screen();
    expect(prompt).toMatchObject({ moment: 'greeting', lang: 'adx' });
    expect(prompt.text).toContain('བདེ་མོ');
    expect(prompt.text).toContain('您好');
    expect(customer).toContain('共和县');
    expect(card).toContain('卓玛');
    expect(card).toContain('电费咨询');
    await take(call);
    note('INVITE to 180', between(call, /^INVITE/, /^SIP\/2\.0 180/));
  });

  it('greets in Kham where only the region tells the dialect', async () => {
    const headers = ['X-Language: bo', 'X-Region: yushu'];
    const call = callFromTrunk(lab, { user: agents.good, number: '13912345678', headers });
    await desk.call('ringing');
    const { prompt, customer } = await screen();
    expect(prompt).toMatchObject({ moment: 'greeting', lang: 'khg' });
    expect(prompt.text).toContain('བཀྲ་ཤིས་བདེ་ལེགས');
    expect(customer).not.toContain('卓玛');
    await take(call);
  });

  it('carries sound both ways until the caller hangs up', async () => {
    await phone.dial(agents.good);
    await desk.call('ringing');
    const from = desk.sip.frames.length;
    const pressedAt = Date.now();
    await desk.answer();
    const answer = await desk.sip.next(({ isSent, text }) => isSent && text.startsWith('SIP/2.0 200'), from);
    await Promise.all([desk.loud('theirs'), desk.loud('mine')]);
    const heard = await phone.recording('heard');
    const said = await phone.recording('said');
    await untilLoud(heard, 5);
    phone.hangUp();
    await desk.call('wrapUp');
    await phone.next('CALL_CLOSED');
    expect(await desk.page.getByTestId('wrap-up').innerText()).toContain('对方挂机');
    await desk.finishWrapUp();
    expect(loudnessOf(heard)).toBeGreaterThan(0.005);
    expect(loudnessOf(said)).toBeGreaterThan(0.02);
    note('answer pressed to 200', answer.at - pressedAt);
    note('200 to the first packet at the caller', (await phone.next('CALL_RTPESTAB')).at - answer.at);
  });

  it('stops ringing when the caller gives up', async () => {
    await phone.dial(agents.good);
    await desk.call('ringing');
    await phone.next('CALL_RINGING');
    const from = desk.sip.frames.length;
    phone.hangUp();
    await desk.noCall();
    const ended = await desk.sip.next(({ isSent, text }) => isSent && text.startsWith('SIP/2.0 487'), from);
    expect(ended.text).toContain('INVITE');
    await phone.next('CALL_CLOSED');
  });

  it('rejects with 486', async () => {
    await phone.dial(agents.good);
    await desk.call('ringing');
    await desk.endCall();
    expect((await phone.next('CALL_CLOSED')).param).toMatch(/^486/);
    await desk.noCall();
  });

  it('refuses an offer without a DTLS fingerprint, says so, and takes the next call', async () => {
    const from = desk.sip.frames.length;
    const call = callFromTrunk(lab, {
      user: agents.good,
      number: '13900000011',
      isUnbridged: true,
      refusedWith: 488,
    });
    await call.done;
    const invite = await desk.sip.next(({ isSent, text }) => !isSent && text.startsWith('INVITE'), from);
    expect(invite.text).not.toContain('fingerprint');
    await desk.warning('phone.mediaFailed');
    await desk.noCall();
    await goodCall();
  });

  it('shows a call with garbage in its headers sanely, and takes the next one', async () => {
    const headers = [
      'P-Asserted-Identity: "never closed <sip:',
      'X-Language: \u202Econstructor;;;q=zz',
      'X-Dialect: __proto__',
      'X-Customer-Id: <script>alert(1)</script>',
      `X-Queue: ${'队'.repeat(3000)}`,
      'X-Region: =?UTF-8?B?%%%?=',
      'User-to-User: zz;encoding=hex',
      'Call-Info: <javascript:alert(1)>;purpose=icon',
    ];
    const call = callFromTrunk(lab, { user: agents.good, number: '13900000055', headers });
    await desk.call('ringing');
    const { prompt, card } = await screen();
    // A language that nobody knows: Mandarin, and the screen says so.
    expect(prompt.lang).toBe('zh-Hans');
    const note = await desk.page.getByTestId('unknown-language').innerText();
    expect(note).not.toContain('\u202E');
    expect(card).toContain('139 0000 0055');
    expect(card).not.toContain('\u202E');
    expect(card.length).toBeLessThan(300);
    await take(call);
    await goodCall();
  });

  interface Screen {
    readonly prompt: { readonly moment: string; readonly lang: string; readonly text: string };
    readonly customer: string;
    readonly card: string;
  }

  /** What stands there once the caller was looked up. */
  async function screen(): Promise<Screen> {
    const prompt = desk.page.getByTestId('prompt');
    await prompt.waitFor();
    const customer = desk.page.getByTestId('customer-card');
    await customer.filter({ hasNotText: '正在查找' }).waitFor();
    const [moment, lang, text, customerText, card] = await Promise.all([
      prompt.getAttribute('data-moment'),
      prompt.getAttribute('data-lang'),
      prompt.innerText(),
      customer.innerText(),
      desk.page.getByTestId('call-card').innerText(),
    ]);
    return { prompt: { moment: moment ?? '', lang: lang ?? '', text }, customer: customerText, card };
  }
});
