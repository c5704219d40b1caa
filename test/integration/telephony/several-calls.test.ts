import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { v7 as uuidv7 } from 'uuid';
import type { CallFacts } from '../../../src/shared/domain/call.ts';
import type { Scenario } from '../../../src/shared/domain/scenario.ts';
import { hasChromium, launchChromium, openLab, serveLab, type LabPage, type LabSite } from './chromium-lab.ts';
import { heardBy, mine, readScenario, theirs, wire } from './practice-calls.ts';

/** Whole SIP agents on the wire in memory; the sounds as a browser mixes them. */
describe.skipIf(!hasChromium)('several calls of one desk in Chromium', () => {
  let site: LabSite;
  let browser: Browser;
  let lab: LabPage;
  let tibetan: Scenario;
  let mandarin: Scenario;

  beforeAll(async () => {
    [site, browser, tibetan, mandarin] = await Promise.all([
      serveLab(),
      launchChromium({ isMicrophoneAllowed: true }),
      readScenario('adx-bill-question'),
      readScenario('zh-outage-report'),
    ]);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), site.close()]);
  });
  beforeEach(async () => {
    lab = await openLab(browser, site);
    await lab.phone('start', wire);
    await lab.next({ type: 'registrationChanged', state: { kind: 'registered' } });
    await lab.practice('staff');
  });
  afterEach(async () => {
    expect(lab.errors).toEqual([]);
    await lab.page.close();
  });

  async function answered(scenario: Scenario): Promise<string> {
    const from = await lab.mark();
    expect(await lab.practice('ring', scenario)).toEqual({ ok: true });
    const { facts } = await lab.next<{ facts: CallFacts }>({ type: 'callOffered' }, from);
    expect(await lab.phone('answer', facts.callId)).toEqual({ ok: true });
    return facts.callId;
  }
  async function dial(address: string): Promise<string> {
    const callId = uuidv7();
    expect(await lab.phone('dial', callId, address, { isPractice: true })).toEqual({ ok: true });
    return callId;
  }
  async function reached(address: string): Promise<string> {
    const callId = await dial(address);
    await lab.next({ type: 'callConnected', callId });
    return callId;
  }
  const ended = (callId: string) => lab.next<{ reason: string }>({ type: 'callEnded', callId });

  it('calls a colleague, is heard by nobody before the answer, and talks after it', async () => {
    const callId = await dial('8820');
    await lab.next({ type: 'callProgressed', callId, isHeard: false });
    await lab.next({ type: 'callConnected', callId });
    expect(await lab.run(`lab.loud(${theirs(callId)})`)).toBeGreaterThan(0.01);
    expect(await lab.run(`lab.loud(${mine(callId)})`)).toBeGreaterThan(0.01);
    expect(await lab.phone('hangUp', callId)).toEqual({ ok: true });
    expect(await ended(callId)).toMatchObject({ reason: 'agentHungUp' });
    expect(await lab.run('lab.microphone()')).toMatchObject({ live: 0 });
  });

  it('tells a busy line from a call given up, and what is no address from both', async () => {
    expect(await ended(await dial('8886'))).toMatchObject({ reason: 'busy' });
    const callId = await dial('8887');
    await lab.next({ type: 'callProgressed', callId });
    expect(await lab.phone('hangUp', callId)).toEqual({ ok: true });
    expect(await ended(callId)).toMatchObject({ reason: 'agentHungUp' });
    const wrong = uuidv7();
    expect(await lab.phone('dial', wrong, 'sip:nobody@', { isPractice: true })).toMatchObject({
      ok: false,
      error: { code: 'phone.invalidNumber' },
    });
    expect(await ended(wrong)).toMatchObject({ reason: 'unknownNumber' });
    expect(await lab.run('lab.microphone()')).toMatchObject({ live: 0 });
  });

  it('lets a second caller ring while the first is talked to, and keeps a third away', async () => {
    await answered(mandarin);
    const from = await lab.mark();
    expect(await lab.practice('ring', tibetan)).toEqual({ ok: true });
    await lab.next({ type: 'callOffered', facts: { number: tibetan.caller.number } }, from);
    const third = { ...mandarin, id: 'third', caller: { ...mandarin.caller, number: '13900000033' } };
    expect(await lab.practice('ring', third)).toMatchObject({ ok: false, error: { code: 'phone.callFailed' } });
  });

  it('sends the microphone to one call only when the first is on hold', async () => {
    const first = await answered(mandarin);
    await lab.phone('hold', first);
    const second = await answered(tibetan);
    expect(await lab.run(`lab.loud(${heardBy(tibetan)})`)).toBeGreaterThan(0.01);
    expect(await lab.run(`lab.quiet(${heardBy(mandarin)}, 1500)`)).toBe(true);
    await lab.phone('hold', second);
    await lab.phone('resume', first);
    expect(await lab.run(`lab.loud(${heardBy(mandarin)})`)).toBeGreaterThan(0.01);
    expect(await lab.run(`lab.quiet(${heardBy(tibetan)}, 1500)`)).toBe(true);
  });

  it('hands a caller over, who goes there, and says when the place rings', async () => {
    const callId = await answered(mandarin);
    await lab.phone('hold', callId);
    expect(await lab.phone('transfer', callId, { address: '8810' })).toEqual({ ok: true });
    await lab.next({ type: 'transferRinging', callId });
    expect(await ended(callId)).toMatchObject({ reason: 'transferred' });
    await lab.next({ type: 'stateChanged', scenario: { id: mandarin.id }, state: { kind: 'idle' } });
  });

  it('keeps a caller whom nobody took', async () => {
    const callId = await answered(mandarin);
    await lab.phone('hold', callId);
    expect(await lab.phone('transfer', callId, { address: '8886' })).toMatchObject({
      ok: false,
      error: { code: 'phone.transferBusy' },
    });
    expect(await lab.phone('resume', callId)).toEqual({ ok: true });
    expect(await lab.run(`lab.loud(${heardBy(mandarin)})`)).toBeGreaterThan(0.01);
  });

  it('connects the caller with the colleague who was asked', async () => {
    const caller = await answered(mandarin);
    await lab.phone('hold', caller);
    const colleague = await reached('8820');
    expect(await lab.phone('transfer', caller, { callId: colleague })).toEqual({ ok: true });
    expect(await ended(caller)).toMatchObject({ reason: 'transferred' });
    expect(await ended(colleague)).toMatchObject({ reason: 'callerHungUp' });
    expect(await lab.run('lab.microphone()')).toMatchObject({ live: 0 });
  });

  it('mixes three: each hears the other two, muted only each other, and the last two stay', async () => {
    const caller = await answered(mandarin);
    await lab.phone('hold', caller);
    const colleague = await reached('8820');
    await lab.phone('resume', caller);
    await lab.phone('mix', [caller, colleague]);
    await lab.phone('setMuted', caller, true);
    await lab.phone('setMuted', colleague, true);
    // Nobody but the colleague can be the one he hears now, and the other way round.
    expect(await lab.run(`lab.loud(${heardBy(mandarin)})`)).toBeGreaterThan(0.01);
    expect(await lab.run(`lab.loud(${mine(colleague)})`)).toBeGreaterThan(0.01);
    expect(await lab.run(`lab.loud(${theirs(caller)})`)).toBeGreaterThan(0.01);
    expect(await lab.run(`lab.loud(${theirs(colleague)})`)).toBeGreaterThan(0.01);
    await lab.phone('setMuted', caller, false);
    await lab.phone('hangUp', colleague);
    await lab.phone('mix', []);
    await ended(colleague);
    expect(await lab.run(`lab.loud(${heardBy(mandarin)})`)).toBeGreaterThan(0.01);
    expect(await lab.run(`lab.loud(${theirs(caller)})`)).toBeGreaterThan(0.01);
  });

  it('sends digits', async () => {
    const callId = await reached('8810');
    expect(await lab.phone('sendDigits', callId, '1*#')).toEqual({ ok: true });
    await lab.phone('hangUp', callId);
    expect(await lab.phone('sendDigits', callId, '1')).toMatchObject({ ok: false });
  });
});
