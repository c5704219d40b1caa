import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { scenarioSchema, type Scenario } from '../../../src/shared/domain/scenario.ts';
import { defaultSound } from '../../../src/shared/domain/sound.ts';
import { defaultCallOptions } from '../../../src/shared/domain/call-options.ts';
import { defaultHeaderMap } from '../../../src/shared/domain/header-map.ts';
import { hasChromium, launchChromium, openLab, serveLab, type LabPage, type LabSite } from './chromium-lab.ts';

const wire = {
  kind: 'wire',
  user: '9527',
  domain: 'practice.invalid',
  headerMap: defaultHeaderMap,
  calls: defaultCallOptions,
};
const first = 'Fake Audio Input 1';
const second = 'Fake Audio Input 2';
const heard = '() => lab.telephony.practice.heardLevel("zh-outage-report")';
const choice = (label: string) => ({ ...defaultSound, microphone: { id: 'of an earlier browser profile', label } });

describe.skipIf(!hasChromium)('the devices of a desk in Chromium', () => {
  let site: LabSite;
  let browser: Browser;
  let lab: LabPage;
  let mandarin: Scenario;

  beforeAll(async () => {
    [site, browser] = await Promise.all([serveLab(), launchChromium({ isMicrophoneAllowed: true })]);
    const file = join(import.meta.dirname, '../../../resources/scenarios/zh-outage-report.json');
    mandarin = scenarioSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  });
  afterAll(async () => {
    await Promise.all([browser.close(), site.close()]);
  });
  afterEach(async () => {
    expect(lab.errors).toEqual([]);
    await lab.page.close();
  });

  const configure = (settings: object) => lab.run(`lab.telephony.sound.configure(${JSON.stringify(settings)})`);
  const inUse = <T>() => lab.run<T>('lab.telephony.sound.devices()');
  /** Settles when the open microphones are just these; the change itself takes a moment. */
  const open = (...labels: string[]) =>
    lab.page.waitForFunction(`JSON.stringify(lab.openMicrophones()) === '${JSON.stringify(labels)}'`);

  async function talking(practiceMedia: string): Promise<string> {
    lab = await openLab(browser, site, { practiceMedia });
    await lab.phone('start', wire);
    await lab.next({ type: 'registrationChanged', state: { kind: 'registered' } });
    await lab.practice('ring', mandarin);
    const { facts } = await lab.next<{ facts: { callId: string } }>({ type: 'callOffered' });
    expect(await lab.phone('answer', facts.callId)).toEqual({ ok: true });
    await lab.run(`lab.loud(${heard})`);
    return facts.callId;
  }

  it.each(['handedOver', 'webRtc'])('replaces the microphone of a running call, %s', async (practiceMedia) => {
    const callId = await talking(practiceMedia);
    await configure(choice(second));
    await open(second);
    await lab.run(`lab.quiet(${heard}, 100, 0.001)`);
    expect(await lab.run(`lab.loud(${heard})`)).toBeGreaterThan(0.01);
    // Muted it stays muted, whatever it is replaced with.
    await lab.phone('setMuted', callId, true);
    await configure(choice(first));
    await open(first);
    expect(await lab.run(`lab.quiet(${heard}, 1500, 0.001)`)).toBe(true);
    await lab.phone('setMuted', callId, false);
    expect(await lab.run(`lab.loud(${heard})`)).toBeGreaterThan(0.01);
    await lab.phone('hangUp', callId);
    await open();
  });

  it('falls back when the microphone is pulled out in a call, and goes back to it', async () => {
    await talking('handedOver');
    await configure(choice(second));
    await open(second);
    await lab.run(`lab.pullOut('${second}')`);
    await lab.next({ type: 'deviceLost', role: 'microphone', label: second });
    await open('Fake Default Audio Input');
    await lab.run(`lab.quiet(${heard}, 100, 0.001)`);
    expect(await lab.run(`lab.loud(${heard})`)).toBeGreaterThan(0.01);
    await lab.run(`lab.plugIn('${second}')`);
    await lab.next({ type: 'deviceReturned', role: 'microphone', label: second });
    await open(second);
    expect(await lab.run(`lab.loud(${heard})`)).toBeGreaterThan(0.01);
  });

  it('changes the processing of the microphone while it is open', async () => {
    await talking('handedOver');
    const processing = [{ label: '', echoCancellation: false, noiseSuppression: false, autoGainControl: true }];
    await configure({ ...defaultSound, processing });
    await lab.page.waitForFunction('lab.processing()?.noiseSuppression === false');
    expect(await lab.run('lab.processing()')).toEqual({
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: true,
    });
  });

  it('sends calls and ring to the devices that were chosen', async () => {
    await talking('handedOver');
    const [speaker, ringing] = ['Fake Audio Output 1', 'Fake Audio Output 2'].map((label) => ({ id: '', label }));
    await configure({ ...defaultSound, speaker, ringing });
    await lab.run('lab.telephony.ringer.start("ring")');
    const labelsOf = (what: string) => lab.run(`lab.outputs('${what}')`);
    await lab.page.waitForFunction(`lab.outputs('elements').includes('Fake Audio Output 1')`);
    await lab.page.waitForFunction(`lab.outputs('contexts').includes('Fake Audio Output 2')`);
    expect(await labelsOf('elements')).toEqual(['Fake Audio Output 1']);
    expect(await labelsOf('contexts')).toEqual(['Fake Audio Output 1', 'Fake Audio Output 2']);
  });

  it('listens to the microphone without a call, and lets go of it', async () => {
    lab = await openLab(browser, site);
    await lab.run(`lab.telephony.sound.openMonitor().then(({ value }) => { lab.monitor = value; })`);
    expect(await lab.run('lab.loud(() => lab.monitor.level())')).toBeGreaterThan(0.01);
    expect(await inUse<{ inputs: { label: string }[] }>()).toMatchObject({
      inputs: [{ label: first }, { label: second }],
      microphone: { kind: 'system' },
    });
    await configure(choice(second));
    await open(second);
    expect(await lab.run('lab.loud(() => lab.monitor.level())')).toBeGreaterThan(0.01);
    await lab.run('lab.monitor.close()');
    await open();
  });

  it.each(['webRtc', 'direct'])('calls itself and says what was heard, %s', async (way) => {
    lab = await openLab(browser, site);
    // Two ends that can't find each other, as on a machine without any network.
    if (way === 'direct') await lab.run('RTCPeerConnection.prototype.addIceCandidate = () => Promise.resolve()');
    await lab.run('lab.stages = []');
    const stages = '(stage) => setTimeout(() => lab.stages.push([stage, lab.openMicrophones().length]))';
    const heard = await lab.run(`lab.telephony.sound.testCall(${stages}, new AbortController().signal)`);
    expect(heard).toMatchObject({ ok: true, value: { way, verdict: 'good' } });
    // Nothing of what is played is recorded again.
    expect(await lab.run('lab.stages')).toEqual([
      ['recording', 1],
      ['playing', 0],
    ]);
    await open();
  });

  it('ends a call to itself when it is told to', async () => {
    lab = await openLab(browser, site);
    await lab.run(`(() => {
      const over = new AbortController();
      return lab.telephony.sound.testCall(() => over.abort(), over.signal);
    })()`);
    await open();
  });
});
