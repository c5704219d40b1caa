import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { SipRegistrar } from '../../fakes/sip-registrar.ts';
import { hasChromium, launchChromium, openLab, serveLab, type LabPage, type LabSite } from './chromium-lab.ts';
import { phoneConfig } from './phone-config.ts';
import { plainScenario } from '../../fixtures/plain-scenario.ts';

const fingerprint =
  'a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF';

describe.skipIf(!hasChromium)('the phone on an exchange over a websocket', () => {
  let site: LabSite;
  let browser: Browser;
  let deafBrowser: Browser;
  let registrar: SipRegistrar;
  let lab: LabPage;

  beforeAll(async () => {
    [site, browser, deafBrowser] = await Promise.all([
      serveLab(),
      launchChromium({ isMicrophoneAllowed: true }),
      launchChromium({ isMicrophoneAllowed: false }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), deafBrowser.close(), site.close()]);
  });
  beforeEach(async () => {
    registrar = await SipRegistrar.listen({ '9527': 'secret', caller: 'x' });
  });
  afterEach(async () => {
    expect(lab.errors).toEqual([]);
    await lab.page.close();
    await registrar.close();
  });

  const config = (overrides: Record<string, unknown> = {}) => phoneConfig(registrar, overrides);

  async function desk(overrides: Record<string, unknown> = {}, on = browser): Promise<void> {
    lab = await openLab(on, site);
    await lab.phone('start', config(overrides));
  }
  const registered = (from = 0) => lab.next({ type: 'registrationChanged', state: { kind: 'registered' } }, from);
  const failed = (from = 0) =>
    lab.next<{ state: { error: { code: string }; nextTryAt?: number } }>(
      { type: 'registrationChanged', state: { kind: 'failed' } },
      from,
    );

  function invite(extra: readonly string[], body: string): void {
    const lines = [
      'INVITE sip:9527@pbx.invalid SIP/2.0',
      'Via: SIP/2.0/WS raw.invalid;branch=z9hG4bKraw1',
      'Max-Forwards: 70',
      'From: <sip:13900000011@pbx.invalid>;tag=raw',
      'To: <sip:9527@pbx.invalid>',
      'Call-ID: raw-1',
      'CSeq: 1 INVITE',
      'Contact: <sip:raw@raw.invalid;transport=ws>',
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      ...extra,
    ];
    registrar.deliver('9527', lines, body);
  }
  const sdp = (...lines: string[]) =>
    [
      'v=0',
      'o=- 1 1 IN IP4 127.0.0.1',
      's=-',
      't=0 0',
      'm=audio 9 UDP/TLS/RTP/SAVPF 0',
      'c=IN IP4 0.0.0.0',
      ...lines,
      '',
    ].join('\r\n');

  it('registers with a digest, under its user in the Contact, and signs off', async () => {
    await desk();
    await registered();
    const accepted = registrar.received.find((message) => message.header('Authorization'));
    expect(accepted?.header('Contact')).toMatch(/^<sip:9527@[\w-]+\.invalid;transport=ws>/);
    await lab.phone('stop');
    expect(registrar.received.at(-1)?.header('Contact')).toMatch(/expires=0/);
    await lab.next({ type: 'registrationChanged', state: { kind: 'off' } });
  });

  it('says a wrong password and does not try it again and again', async () => {
    await desk({ password: 'wrong' });
    const { state } = await failed();
    expect(state).toMatchObject({ error: { code: 'phone.wrongPassword' } });
    expect(state).not.toHaveProperty('nextTryAt');
    expect(registrar.received.filter(({ method }) => method === 'REGISTER')).toHaveLength(2);
    const from = await lab.mark();
    await lab.phone('start', config());
    await registered(from);
  });

  it('takes a 403 for a wrong password as well', async () => {
    lab = await openLab(browser, site);
    registrar.refuse(403);
    await lab.phone('start', config());
    expect((await failed()).state).toMatchObject({ error: { code: 'phone.wrongPassword' } });
  });

  it('registers anew when the socket was cut', async () => {
    await desk();
    await registered();
    const [from, seen] = [await lab.mark(), registrar.received.length];
    registrar.dropEverybody();
    expect((await failed(from)).state).toMatchObject({ error: { code: 'phone.notRegistered' } });
    await registered(from);
    const anew = await registrar.next((message) => message.method === 'REGISTER', seen);
    expect(anew.header('Call-ID')).not.toBe(registrar.received[0]?.header('Call-ID'));
  });

  it('waits for an exchange that is down, and is back when it is', async () => {
    await desk();
    await registered();
    const from = await lab.mark();
    await registrar.goDown();
    await failed(from);
    await lab.next({ type: 'registrationChanged', state: { kind: 'registering' } }, from);
    await registrar.comeBack();
    await registered(from);
  });

  it('goes to the next server when the first is dead', async () => {
    await desk({ servers: ['ws://127.0.0.1:9', registrar.url] });
    await registered();
  });

  it('does not believe in a registration that nobody answers', async () => {
    lab = await openLab(browser, site);
    registrar.fallSilent(true);
    await lab.phone('start', config());
    expect((await failed()).state).toMatchObject({ error: { code: 'phone.notRegistered' } });
    registrar.fallSilent(false);
    await registered();
  });

  it('takes a real call: headers, WebRTC both ways, hold, a cut of the signalling, the end', async () => {
    await desk();
    await registered();
    const headers = [
      'X-Queue: =?UTF-8?B?5oql5L+u?=',
      'X-Language: bo-x-khams',
      'P-Asserted-Identity: <tel:+8613900000011>',
    ];
    expect(await lab.run(`lab.callIn('${registrar.url}', 'pbx.invalid', '9527', ${JSON.stringify(headers)})`)).toEqual({
      ok: true,
    });
    const { facts } = await lab.next<{ facts: { callId: string } }>({ type: 'callOffered' });
    expect(facts).toMatchObject({ number: '+8613900000011', queue: '报修', language: 'khg', isPractice: false });
    const { callId } = facts;
    expect(await lab.phone('answer', callId)).toEqual({ ok: true });
    const theirs = `() => lab.telephony.phone.levels('${callId}').theirs`;
    expect(await lab.run(`lab.loud(${theirs})`)).toBeGreaterThan(0.01);
    expect(await lab.run('lab.loud(() => lab.callerHears())')).toBeGreaterThan(0.01);

    expect(await lab.phone('hold', callId)).toEqual({ ok: true });
    expect(await lab.run('lab.microphone()')).toMatchObject({ live: 0 });
    expect(await lab.phone('resume', callId)).toEqual({ ok: true });

    const from = await lab.mark();
    registrar.drop('9527');
    await failed(from);
    await registered(from);
    expect(await lab.run(`lab.loud(${theirs})`)).toBeGreaterThan(0.01);
    expect(await lab.phone('hangUp', callId)).toEqual({ ok: true });
    expect(await lab.next({ type: 'callEnded', callId })).toMatchObject({ reason: 'agentHungUp' });
    await lab.page.waitForFunction('lab.callerIsGone');
  });

  it('answers the BYE of the caller', async () => {
    await desk();
    await registered();
    await lab.run(`lab.callIn('${registrar.url}', 'pbx.invalid', '9527', [])`);
    const { facts } = await lab.next<{ facts: { callId: string } }>({ type: 'callOffered' });
    await lab.phone('answer', facts.callId);
    await lab.run('lab.caller.hangUp()');
    expect(await lab.next({ type: 'callEnded' })).toMatchObject({ reason: 'callerHungUp' });
    expect((await registrar.next((message) => message.method === 'BYE' && message.status !== undefined)).status).toBe(
      200,
    );
  });

  it('refuses a second caller while the first still rings', async () => {
    await desk();
    await registered();
    await lab.run(`lab.callIn('${registrar.url}', 'pbx.invalid', '9527', [])`);
    await lab.next({ type: 'callOffered' });
    invite([], sdp(fingerprint));
    const busy = await registrar.next(
      (message) => message.header('Call-ID') === 'raw-1' && (message.status ?? 0) >= 300,
    );
    expect(busy.status).toBe(486);
    expect(await lab.run(`lab.events.filter((event) => event.type === 'callOffered').length`)).toBe(1);
  });

  it('keeps a call ringing while the microphone is denied, so that the agent can try again', async () => {
    await desk({}, deafBrowser);
    await registered();
    await lab.run(`lab.callIn('${registrar.url}', 'pbx.invalid', '9527', [])`);
    const { facts } = await lab.next<{ facts: { callId: string } }>({ type: 'callOffered' });
    const denied = { ok: false, error: { code: 'phone.microphoneDenied' } };
    expect(await lab.phone('answer', facts.callId)).toMatchObject(denied);
    expect(await lab.phone('answer', facts.callId)).toMatchObject(denied);
    await lab.page.context().grantPermissions(['microphone']);
    expect(await lab.phone('answer', facts.callId)).toEqual({ ok: true });
  });

  it('refuses an offer without a fingerprint, says so, and stays registered', async () => {
    await desk();
    await registered();
    invite([], sdp());
    const refusal = await registrar.next((message) => message.method === 'INVITE' && (message.status ?? 0) >= 300);
    expect(refusal.status).toBe(488);
    expect(await lab.next({ type: 'callProblem' })).toMatchObject({ error: { code: 'phone.mediaFailed' } });
    expect(await lab.next({ type: 'callEnded' })).toMatchObject({ reason: 'mediaFailed' });
    await lab.run(`lab.callIn('${registrar.url}', 'pbx.invalid', '9527', [])`);
    await lab.next({ type: 'callOffered', facts: { number: 'caller' } });
  });

  it('survives an offer that only looks playable', async () => {
    await desk();
    await registered();
    invite([], sdp(fingerprint, 'a=nonsense'));
    const { facts } = await lab.next<{ facts: { callId: string } }>({ type: 'callOffered' });
    expect(await lab.phone('answer', facts.callId)).toMatchObject({ ok: false, error: { code: 'phone.mediaFailed' } });
    expect(await lab.next({ type: 'callEnded' })).toMatchObject({ reason: 'mediaFailed' });
    expect(await lab.run('lab.microphone()')).toMatchObject({ live: 0 });
  });

  it('takes garbage in headers for what it is', async () => {
    await desk();
    await registered();
    const garbage = [
      'P-Asserted-Identity: "never closed <sip:',
      'X-Language: \u202E\u0007constructor',
      'X-Customer-Id: <script>',
      `X-Queue: ${'队'.repeat(5000)}`,
      'User-to-User: zz;encoding=hex',
      'X-Region: =?UTF-8?B?%%%?=',
    ];
    registrar.deliver('9527', ['INVITE', 'not a message at all']);
    invite(garbage, sdp(fingerprint));
    const { facts } = await lab.next<{ facts: Record<string, string> }>({ type: 'callOffered' });
    expect(facts).toMatchObject({ number: '13900000011', userToUser: 'zz', queue: '队'.repeat(80) });
    expect(facts).not.toHaveProperty('language');
    expect(facts).not.toHaveProperty('customerId');
  });

  it('knows when another desk took the call', async () => {
    await desk();
    await registered();
    invite([], sdp(fingerprint));
    await lab.next({ type: 'callOffered' });
    registrar.deliver('9527', [
      'CANCEL sip:9527@pbx.invalid SIP/2.0',
      'Via: SIP/2.0/WS raw.invalid;branch=z9hG4bKraw1',
      'Max-Forwards: 70',
      'From: <sip:13900000011@pbx.invalid>;tag=raw',
      'To: <sip:9527@pbx.invalid>',
      'Call-ID: raw-1',
      'CSeq: 1 CANCEL',
      'Reason: SIP;cause=200;text="Call completed elsewhere"',
    ]);
    expect(await lab.next({ type: 'callEnded' })).toMatchObject({ reason: 'answeredElsewhere' });
  });

  it('practises beside the real exchange, which hears nothing of it', async () => {
    await desk();
    await registered();
    await lab.run(`lab.telephony.hub.users()[0]`);
    const caller = { number: '139', displayName: '周', queue: '', region: '', languageHeader: 'zh' };
    const scenario = plainScenario('zh-Hans', caller);
    const before = registrar.received.length;
    expect(await lab.practice('ring', scenario)).toEqual({ ok: true });
    expect(await lab.next({ type: 'callOffered' })).toMatchObject({ facts: { isPractice: true } });
    expect(registrar.received).toHaveLength(before);
  });
});
