import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { CallFacts } from '../../../src/shared/domain/call.ts';
import { linesOf, type Scenario } from '../../../src/shared/domain/scenario.ts';
import { hasChromium, launchChromium, openLab, serveLab, type LabPage, type LabSite } from './chromium-lab.ts';
import { wavOf } from '../../fixtures/sounds.ts';
import { heardBy, mine, readScenario, theirs, wire } from './practice-calls.ts';

describe.skipIf(!hasChromium)('a practice call in Chromium', () => {
  let site: LabSite;
  let browser: Browser;
  let deafBrowser: Browser;
  let lab: LabPage;
  let tibetan: Scenario;
  let mandarin: Scenario;

  beforeAll(async () => {
    [site, browser, deafBrowser, tibetan, mandarin] = await Promise.all([
      serveLab(),
      launchChromium({ isMicrophoneAllowed: true }),
      launchChromium({ isMicrophoneAllowed: false }),
      readScenario('adx-bill-question'),
      readScenario('zh-outage-report'),
    ]);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), deafBrowser.close(), site.close()]);
  });
  afterEach(async () => {
    expect(lab.errors).toEqual([]);
    await lab.page.close();
  });

  async function desk(options: Record<string, unknown> = {}, on = browser): Promise<void> {
    lab = await openLab(on, site, options);
    await lab.phone('start', wire);
    await lab.next({ type: 'registrationChanged', state: { kind: 'registered' } });
  }

  async function offered(scenario: Scenario): Promise<CallFacts> {
    const from = await lab.mark();
    expect(await lab.practice('ring', scenario)).toEqual({ ok: true });
    return (await lab.next<{ facts: CallFacts }>({ type: 'callOffered' }, from)).facts;
  }

  async function answered(scenario: Scenario): Promise<string> {
    const { callId } = await offered(scenario);
    expect(await lab.phone('answer', callId)).toEqual({ ok: true });
    await lab.next({ type: 'callConnected', callId });
    return callId;
  }

  it('rings with what the exchange told about the caller', async () => {
    await desk();
    expect(await offered(tibetan)).toMatchObject({
      direction: 'inbound',
      number: '13900000071',
      displayName: '卓玛',
      queue: '电费咨询队列',
      language: 'adx',
      region: 'hainan',
      customerId: 'c-drolma',
      isPractice: true,
    });
  });

  it('carries sound both ways, holds it, and takes it back', async () => {
    await desk();
    const callId = await answered(mandarin);
    expect(await lab.run(`lab.loud(${mine(callId)})`)).toBeGreaterThan(0.01);
    expect(await lab.run(`lab.loud(${theirs(callId)})`)).toBeGreaterThan(0.01);
    expect(await lab.run(`lab.loud(${heardBy(mandarin)})`)).toBeGreaterThan(0.01);

    expect(await lab.phone('hold', callId)).toEqual({ ok: true });
    await lab.next({ type: 'callHeld', callId });
    await lab.next({ type: 'stateChanged', state: { kind: 'onHold' } });
    expect(await lab.run('lab.microphone()')).toMatchObject({ live: 0 });
    // The fake microphone beeps every second: silence over more than that is no chance.
    expect(await lab.run(`lab.quiet(${heardBy(mandarin)}, 1500)`)).toBe(true);
    expect(await lab.run(`lab.quiet(${theirs(callId)}, 200)`)).toBe(true);

    const from = await lab.mark();
    expect(await lab.phone('resume', callId)).toEqual({ ok: true });
    await lab.next({ type: 'stateChanged', state: { kind: 'speaking' } }, from);
    expect(await lab.run(`lab.loud(${heardBy(mandarin)})`)).toBeGreaterThan(0.01);
    expect(await lab.run(`lab.loud(${theirs(callId)})`)).toBeGreaterThan(0.01);
  });

  it('is silent for the caller while muted', async () => {
    await desk();
    const callId = await answered(tibetan);
    await lab.run(`lab.loud(${heardBy(tibetan)})`);
    await lab.phone('setMuted', callId, true);
    await lab.next({ type: 'muteChanged', callId, isMuted: true });
    expect(await lab.run(`lab.quiet(${heardBy(tibetan)}, 1500)`)).toBe(true);
    await lab.phone('hold', callId);
    await lab.phone('resume', callId);
    expect(await lab.run(`lab.quiet(${heardBy(tibetan)}, 1500)`)).toBe(true);
    await lab.phone('setMuted', callId, false);
    expect(await lab.run(`lab.loud(${heardBy(tibetan)})`)).toBeGreaterThan(0.01);
  });

  it('shows captions in order, with the sound where there is one and a tone else', async () => {
    await desk();
    await answered(mandarin);
    const first = await lab.next({ type: 'captioned', caption: { lineIndex: 0 } });
    expect(first).toMatchObject({ caption: { text: linesOf(mandarin)[0]?.text, lang: 'zh-Hans', isTone: false } });
    await lab.next({ type: 'captioned', caption: { lineIndex: 1 } });
    const from = await lab.mark();
    await lab.practice('repeatLine', mandarin.id);
    expect(await lab.next({ type: 'captioned' }, from)).toMatchObject({ caption: { lineIndex: 1 } });
    await lab.practice('cancel');
    await lab.next({ type: 'stateChanged', state: { kind: 'idle' } });
    await answered(tibetan);
    expect(await lab.next({ type: 'captioned', caption: { lang: 'adx' } })).toMatchObject({
      caption: { lineIndex: 0, gloss: '您好，我是卓玛。', isTone: true },
    });
  });

  it('says what the centre has recorded before what came with the desk, and a line again whose recording is no sound', async () => {
    const recordings = { 0: wavOf(1_700).toString('base64'), 1: Buffer.from('RIFF').toString('base64') };
    await desk({ recordings });
    await answered(tibetan);
    expect(await lab.next({ type: 'captioned', caption: { lineIndex: 0 } })).toMatchObject({
      caption: { isTone: false, ms: 1_700 },
    });
    expect(await lab.next({ type: 'captioned', caption: { lineIndex: 1 } })).toMatchObject({
      caption: { isTone: true, ms: linesOf(tibetan)[1]?.toneMs },
    });
    await lab.practice('cancel');
    await lab.next({ type: 'stateChanged', state: { kind: 'idle' } });
    await answered(mandarin);
    expect(await lab.next({ type: 'captioned', caption: { lang: 'zh-Hans', lineIndex: 0 } })).toMatchObject({
      caption: { ms: 1_700 },
    });
    const file = { isTone: false, ms: expect.any(Number) as number };
    expect(await lab.next({ type: 'captioned', caption: { lang: 'zh-Hans', lineIndex: 1 } })).toMatchObject({
      caption: file,
    });
  });

  it('ends from either side, once, and rings again after it', async () => {
    await desk();
    const first = await answered(tibetan);
    expect(await lab.phone('hangUp', first)).toEqual({ ok: true });
    expect(await lab.next({ type: 'callEnded', callId: first })).toMatchObject({ reason: 'agentHungUp' });
    await lab.next({ type: 'stateChanged', state: { kind: 'idle' } });

    const second = await answered(tibetan);
    await lab.practice('tell', tibetan.id, { type: 'said', moment: 'closing.farewell', kind: 'closing.farewell' });
    expect(await lab.next({ type: 'callEnded', callId: second })).toMatchObject({ reason: 'callerHungUp' });
    const ends = await lab.run(`lab.events.filter((event) => event.type === 'callEnded').length`);
    expect(ends).toBe(2);
    expect(await lab.run('lab.microphone()')).toMatchObject({ live: 0 });
    expect(await lab.phone('hold', second)).toMatchObject({ ok: false, error: { code: 'phone.callFailed' } });
  });

  it('tells a caller who gave up from one who was refused', async () => {
    await desk();
    const { callId } = await offered(tibetan);
    await lab.practice('cancel');
    expect(await lab.next({ type: 'callEnded', callId })).toMatchObject({ reason: 'callerGaveUp' });
    await lab.next({ type: 'stateChanged', state: { kind: 'idle' } });

    const from = await lab.mark();
    const again = await offered(tibetan);
    expect(await lab.phone('reject', again.callId)).toEqual({ ok: true });
    expect(await lab.next({ type: 'callEnded', callId: again.callId })).toMatchObject({ reason: 'rejected' });
    await lab.next({ type: 'stateChanged', state: { kind: 'idle' } }, from);
  });

  it('tells the caller when nobody is on the line', async () => {
    lab = await openLab(browser, site);
    expect(await lab.practice('ring', tibetan)).toMatchObject({ ok: false, error: { code: 'phone.notRegistered' } });
  });

  it('comes back to the wire when it was cut, and a call goes on', async () => {
    await desk();
    const callId = await answered(tibetan);
    const from = await lab.mark();
    await lab.run(`lab.telephony.hub.drop('9527')`);
    await lab.next({ type: 'registrationChanged', state: { kind: 'failed' } }, from);
    await lab.next({ type: 'registrationChanged', state: { kind: 'registered' } }, from);
    expect(await lab.run(`lab.loud(${heardBy(tibetan)})`)).toBeGreaterThan(0.01);
    expect(await lab.phone('hangUp', callId)).toEqual({ ok: true });
    await lab.next({ type: 'stateChanged', state: { kind: 'idle' } }, from);
  });

  it('lets a trainee without a microphone listen, and says why nobody hears him', async () => {
    await desk({}, deafBrowser);
    const callId = await answered(mandarin);
    expect(await lab.next({ type: 'callProblem', callId })).toMatchObject({
      error: { code: 'phone.microphoneDenied' },
    });
    expect(await lab.run(`lab.loud(${theirs(callId)})`)).toBeGreaterThan(0.01);
    expect(await lab.run(`lab.quiet(${heardBy(mandarin)}, 500)`)).toBe(true);
    expect(await lab.phone('hold', callId)).toEqual({ ok: true });
    expect(await lab.phone('resume', callId)).toEqual({ ok: true });
  });

  it('takes the path of real calls when told to: ICE, DTLS and Opus over loopback', async () => {
    await desk({ practiceMedia: 'webRtc' });
    const callId = await answered(mandarin);
    expect(await lab.run(`lab.loud(${theirs(callId)})`)).toBeGreaterThan(0.01);
    expect(await lab.run(`lab.loud(${heardBy(mandarin)})`)).toBeGreaterThan(0.01);
    expect(await lab.phone('hold', callId)).toEqual({ ok: true });
    expect(await lab.run('lab.microphone()')).toMatchObject({ live: 0 });
    expect(await lab.run(`lab.quiet(${heardBy(mandarin)}, 1500, 0.001)`)).toBe(true);
    expect(await lab.phone('resume', callId)).toEqual({ ok: true });
    expect(await lab.run(`lab.loud(${heardBy(mandarin)})`)).toBeGreaterThan(0.01);
    expect(await lab.run(`lab.loud(${theirs(callId)})`)).toBeGreaterThan(0.01);
    expect(await lab.phone('hangUp', callId)).toEqual({ ok: true });
  });
});
