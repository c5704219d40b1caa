import { setTimeout as lasting } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { SipRegistrar } from '../../fakes/sip-registrar.ts';
import { chromiumPath, launchChromium, openLab, serveLab, type LabPage, type LabSite } from './chromium-lab.ts';
import { openHiddenTab } from './hidden-tab.ts';
import { sleepingBrowser } from './sleeping-browser.ts';
import { phoneConfig } from './phone-config.ts';

/** What the issue asks for. */
const noticedWithinMs = 10_000;
const atOnceMs = 2_500;

describe.skipIf(chromiumPath === undefined)('a line whose far end freezes', () => {
  let site: LabSite;
  let browser: Browser;
  let registrar: SipRegistrar;
  let lab: LabPage;

  beforeAll(async () => {
    [site, browser] = await Promise.all([serveLab(), launchChromium({ isMicrophoneAllowed: true })]);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), site.close()]);
  });
  beforeEach(async () => {
    registrar = await SipRegistrar.listen({ '9527': 'secret' });
  });
  afterEach(async () => {
    await registrar.close();
  });

  const state = (kind: string) => ({ type: 'registrationChanged', state: { kind } });

  it('is noticed, left, and taken up again when the exchange thaws', async () => {
    lab = await openLab(browser, site);
    await lab.phone('start', phoneConfig(registrar));
    await lab.next(state('registered'));
    const from = await lab.mark();
    const frozenAt = Date.now();
    registrar.fallSilent(true);
    await lab.next(state('failed'), from);
    expect(Date.now() - frozenAt).toBeLessThan(noticedWithinMs);
    const thawn = await lab.mark();
    registrar.fallSilent(false);
    await lab.next(state('registered'), thawn);
    expect(lab.errors).toEqual([]);
    await lab.page.close();
  });

  it('is asked again and again while it answers', async () => {
    lab = await openLab(browser, site);
    await lab.phone('start', phoneConfig(registrar));
    await lab.next(state('registered'));
    for (let i = 0; i < 3; i += 1) {
      await registrar.next(({ method }) => method === 'OPTIONS', registrar.received.length);
    }
    expect(await lab.run('lab.events.at(-1)')).toMatchObject(state('registered'));
    await lab.page.close();
  });

  it('is asked at once when the network changes', async () => {
    lab = await openLab(browser, site);
    await lab.phone('start', phoneConfig(registrar));
    await lab.next(state('registered'));
    const from = registrar.received.length;
    const changedAt = Date.now();
    await lab.page.context().setOffline(true);
    await lab.page.context().setOffline(false);
    await registrar.next(({ method }) => method === 'OPTIONS' || method === 'REGISTER', from);
    expect(Date.now() - changedAt).toBeLessThan(atOnceMs);
    await lab.page.close();
  });

  /** Somebody can call the seat again, over a connection that is new. */
  async function isBack(from: number): Promise<void> {
    await registrar.next(
      ({ method, status, header }) =>
        method === 'REGISTER' && status === undefined && header('Authorization') !== undefined,
      from,
    );
  }

  it.each([
    ['is asked, and left when it has forgotten the machine that slept for a moment', 6_000, noticedWithinMs],
    ['is begun anew at once by a machine that slept for longer', 23_000, atOnceMs],
  ])('%s', async (_name, sleptMs, withinMs) => {
    lab = await openLab(browser, site);
    await lab.phone('start', phoneConfig(registrar));
    await lab.next(state('registered'));
    const mark = await lab.mark();
    const wake = await sleepingBrowser(browser);
    try {
      registrar.forgetConnections();
      await lasting(sleptMs);
    } finally {
      wake();
    }
    const wokenAt = Date.now();
    await isBack(registrar.received.length);
    expect(Date.now() - wokenAt).toBeLessThan(withinMs);
    await lab.next(state('registered'), mark + 1);
    expect(lab.errors).toEqual([]);
    await lab.page.close();
  });

  it('is left when it has forgotten the page by the time that the network is back', async () => {
    lab = await openLab(browser, site);
    await lab.phone('start', phoneConfig(registrar));
    await lab.next(state('registered'));
    await lab.page.context().setOffline(true);
    registrar.forgetConnections();
    const from = registrar.received.length;
    const backAt = Date.now();
    await lab.page.context().setOffline(false);
    await isBack(from);
    expect(Date.now() - backAt).toBeLessThan(noticedWithinMs);
    await lab.page.close();
  });

  it('is noticed as soon in a tab that nobody sees, whose own timers are slowed down', async () => {
    const tab = await openHiddenTab(chromiumPath ?? '', site.url);
    try {
      await tab.run('lab.open({})');
      await tab.run(`lab.telephony.phone.start(${JSON.stringify(phoneConfig(registrar))})`);
      await tab.run(`lab.next(${JSON.stringify(state('registered'))}).then(() => true)`);
      await tab.hide();
      expect(await tab.run('lab.lateness(10)')).toBeGreaterThan(500);
      const frozenAt = Date.now();
      registrar.fallSilent(true);
      await tab.run(`lab.next(${JSON.stringify(state('failed'))}).then(() => true)`);
      expect(Date.now() - frozenAt).toBeLessThan(noticedWithinMs);
      registrar.fallSilent(false);
      const backAt = Date.now();
      await tab.run(`lab.next(${JSON.stringify(state('registered'))}, lab.events.length).then(() => true)`);
      expect(Date.now() - backAt).toBeLessThan(noticedWithinMs);
    } finally {
      await tab.close();
    }
  });
});
