import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { SipRegistrar } from '../../fakes/sip-registrar.ts';
import { hasChromium, launchChromium, openLab, serveLab, type LabPage, type LabSite } from './chromium-lab.ts';
import { phoneConfig } from './phone-config.ts';

/** A code of the exchange, behind which another phone answers; nobody has the other one. */
const code = '600*';
const unknownCode = '*99';

interface Offered {
  readonly facts: { readonly callId: string };
}

describe.skipIf(!hasChromium)('a code of the exchange', () => {
  let site: LabSite;
  let browser: Browser;
  let registrar: SipRegistrar;
  let seat: LabPage;
  let service: LabPage;

  beforeAll(async () => {
    [site, browser] = await Promise.all([serveLab(), launchChromium({ isMicrophoneAllowed: true })]);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), site.close()]);
  });
  beforeEach(async () => {
    registrar = await SipRegistrar.listen({ '9527': 'secret', [code]: 'secret' });
    [seat, service] = await Promise.all([openLab(browser, site), openLab(browser, site)]);
    await Promise.all([
      seat.phone('start', phoneConfig(registrar)),
      service.phone('start', phoneConfig(registrar, { user: code })),
    ]);
    const registered = { type: 'registrationChanged', state: { kind: 'registered' } };
    await Promise.all([seat.next(registered), service.next(registered)]);
  });
  afterEach(async () => {
    expect([...seat.errors, ...service.errors]).toEqual([]);
    await Promise.all([seat.page.close(), service.page.close()]);
    await registrar.close();
  });

  async function answered(from: number): Promise<string> {
    const { facts } = await service.next<Offered>({ type: 'callOffered' }, from);
    await service.phone('answer', facts.callId);
    await service.next({ type: 'callConnected', callId: facts.callId }, from);
    return facts.callId;
  }

  it('is called without a microphone and without a call of the agent, and is over when the exchange hangs up', async () => {
    const mark = await seat.mark();
    const call = seat.phone('callCode', code, 15_000);
    const callId = await answered(0);
    await service.phone('hangUp', callId);
    expect(await call).toEqual({ ok: true });
    expect(await seat.mark()).toBe(mark);
    expect(await seat.run('lab.microphone()')).toEqual({ live: 0, ended: 0 });
  });

  it('is hung up on when the exchange does not, and the next one goes out after it', async () => {
    const calls = seat.run(
      `lab.telephony.phone.callCode('${code}', 300).then(() => lab.telephony.phone.callCode('${code}', 300))`,
    );
    let from = 0;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const callId = await answered(from);
      from = await service.mark();
      await service.next({ type: 'callEnded', callId, reason: 'callerHungUp' });
    }
    expect(await calls).toEqual({ ok: true });
  });

  it('that nobody knows is said to have failed', async () => {
    expect(await seat.phone('callCode', unknownCode, 300)).toMatchObject({
      ok: false,
      error: { code: 'phone.callFailed' },
    });
  });
});
