import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { SipRegistrar } from '../../fakes/sip-registrar.ts';
import { chromiumPath, launchChromium, openLab, serveLab, type LabPage, type LabSite } from './chromium-lab.ts';
import { openHiddenTab } from './hidden-tab.ts';
import { phoneConfig } from './phone-config.ts';

/** What the issue asks for. */
const noticedWithinMs = 10_000;

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
    expect(Date.now() - changedAt).toBeLessThan(2_500);
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
