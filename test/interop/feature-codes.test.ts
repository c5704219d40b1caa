import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOnTrunk, calleePort, type Callee } from './lab/callee.ts';
import { callFromTrunk } from './lab/caller.ts';
import { agents, exchangeUsers, startCentre } from './lab/centre.ts';
import { openDeskWith, type LabDesk } from './lab/desk.ts';
import { makeExchange, wsUrl } from './lab/exchange.ts';
import { makeLabFolder, type LabFolder } from './lab/lab-folder.ts';
import { sipPortOf, startPhone, type TrunkPhone } from './lab/phone.ts';

/** A code that the exchange refuses; the others are answered by somebody. */
const refused = '9403';
const featureCodes = {
  ...{ logIn: '*45', logOut: '*46', pause: '*47', unpause: '*48', pauseFor: { meal: refused } },
  hangUpAfterMs: 1500,
};

describe('an exchange that wants to be told by codes where an agent stands', () => {
  let lab: LabFolder;
  let desk: LabDesk;
  /** Hangs up by itself. */
  let service: Callee;
  /** Never hangs up. */
  let slow: TrunkPhone;

  beforeAll(async () => {
    lab = makeLabFolder();
    const exchange = makeExchange(lab, exchangeUsers, {
      ...{ '*45': calleePort, '*46': calleePort, '*47': calleePort },
      '*48': sipPortOf('first'),
    });
    const [centre] = await Promise.all([startCentre(lab), exchange.start()]);
    service = answerOnTrunk(lab, 'feature-code', 4);
    [desk, slow] = await Promise.all([
      openDeskWith(lab, centre, [wsUrl], { featureCodes }),
      startPhone(lab, '*48', { place: 'first', voice: 'tone-400.wav' }),
    ]);
  }, 300_000);
  afterAll(async () => {
    await lab.close();
  });

  const codes = (): string[] =>
    desk.sip.frames.flatMap(({ isSent, text }) => {
      const [, user] = (isSent && /^INVITE sip:([^@]*)@.*\r\n/.exec(text)) || [];
      // Each is asked for its password first.
      return user !== undefined && /^Proxy-Authorization:/m.test(text) ? [user] : [];
    });
  const called = (code: string, from: number) =>
    desk.sip.next(({ isSent, text }) => isSent && text.startsWith(`INVITE sip:${code}@`), from);
  const choose = (state: string) =>
    desk.page.getByTestId('agent-state').getByRole('combobox').selectOption(state, { timeout: 60_000 });
  /** The exchange takes the code, and the desk hangs up on it. */
  async function isUnpaused(): Promise<void> {
    await slow.next('CALL_INCOMING');
    slow.answer();
    await slow.next('CALL_CLOSED');
  }

  it('is called when he signs in, gets ready, pauses and signs out, in order, and never while he talks', async () => {
    await slow.expect();
    await desk.signIn(agents.good);
    await desk.line('registered');
    await called('*47', 0);
    expect(codes()[0]).toBe('*45');

    await desk.page.keyboard.press('Alt+KeyQ');
    await isUnpaused();
    await choose('BREAK.meal');
    await desk.warning('phone.codeRefusedPause');
    expect(await desk.page.getByTestId('warning-phone.codeRefusedPause').innerText()).toContain(refused);
    const beforePause = desk.sip.frames.length;
    await choose('NOT_READY');
    await called('*47', beforePause);

    await slow.expect();
    const call = callFromTrunk(lab, { user: agents.good, number: '13900000011' });
    await desk.call('ringing');
    await desk.answer();
    await desk.loud('theirs');
    await choose('READY');
    expect(codes()).toEqual(['*45', '*47', '*48', refused, '*47']);
    await desk.endCall();
    await call.done;
    await desk.finishWrapUp();
    await isUnpaused();

    await desk.signOut();
    expect(codes()).toEqual(['*45', '*47', '*48', refused, '*47', '*48', '*46']);
    await service.done;
    // One record, of the one call: those to codes are none of his.
    const begun = desk.core.frames.filter(({ isSent, text }) => isSent && text.includes('"calls:begin"'));
    expect(begun).toHaveLength(1);
    expect(desk.errors).toEqual([]);
  });
});
