import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beginClean } from './lab/begin-clean.ts';
import { agents, exchangeUsers, startCentre, type LabCentre } from './lab/centre.ts';
import { openDeskWith, type LabDesk } from './lab/desk.ts';
import { makeExchange, wssUrl, type Exchange } from './lab/exchange.ts';
import { makeLabFolder, type LabFolder } from './lab/lab-folder.ts';
import { sipPortOf, startPhone, type TrunkPhone } from './lab/phone.ts';
import { untilLoud } from './lab/recording.ts';
import { until } from './lab/until.ts';

const caller = '+8613900000071';

/** A page that crashes in a call with a real phone behind kamailio, and the next one that goes back to it. */
describe('the way back to a call that the page lost', () => {
  let lab: LabFolder;
  let exchange: Exchange;
  let centre: LabCentre;
  let phone: TrunkPhone;

  beforeAll(async () => {
    lab = makeLabFolder();
    exchange = makeExchange(lab, exchangeUsers, { [caller]: sipPortOf('first') });
    [centre, phone] = await Promise.all([startCentre(lab), startPhone(lab, caller), exchange.start()]);
  }, 300_000);
  afterAll(async () => {
    await lab.close();
  });
  beforeEach((context) => beginClean(context, exchange, phone));

  async function open(agentNo: string, returnToCall: 'redial' | 'replaces'): Promise<LabDesk> {
    const desk = await openDeskWith(lab, centre, [wssUrl], { returnToCall });
    await desk.signIn(agentNo);
    await desk.line('registered');
    return desk;
  }
  /** Writes a note, and waits until the core has it. */
  async function note({ page }: LabDesk, text: string): Promise<void> {
    await page.locator('textarea[name="notes"]').fill(text);
    await page.keyboard.press('Alt+KeyH');
    await page.keyboard.type(text);
    await page.getByTestId('call-list').getByRole('option').first().waitFor();
  }
  /** What the phone hears in a call of its own. */
  function heardBesides(file: string): string | undefined {
    const folder = join(lab.path, 'first', 'recordings');
    const files = readdirSync(folder).map((name) => join(folder, name));
    return files.find((other) => other.endsWith('-dec.wav') && other !== file);
  }
  async function goBack(desk: LabDesk): Promise<void> {
    await desk.page.getByTestId('left-call').waitFor();
    await desk.line('registered');
    await desk.page.keyboard.press('Alt+KeyA');
  }
  /** Wraps up; the call is one line of the history. */
  async function isOneRecord(desk: LabDesk): Promise<void> {
    await desk.finishWrapUp();
    await desk.page.keyboard.press('Alt+KeyH');
    const rows = desk.page.getByTestId('call-list').getByRole('option');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(1);
    await desk.page.keyboard.press('Escape');
    expect(desk.errors).toEqual([]);
  }

  it('calls the phone again, and both hear each other in the same record', async () => {
    const before = await open(agents.good, 'redial');
    await phone.dial(agents.good);
    await before.call('ringing');
    await before.answer();
    await before.loud('theirs');
    await note(before, '门牌写错');

    const heardBefore = await phone.recording('heard');

    // The phone is still in the old call when it is called again.
    const desk = await before.crash();
    await goBack(desk);
    await phone.next('CALL_INCOMING');
    phone.answer();
    await desk.call('talking');
    await desk.loud('theirs');
    await untilLoud(await until('a second recording', () => heardBesides(heardBefore)), 5);
    expect(await desk.page.locator('textarea[name="notes"]').inputValue()).toBe('门牌写错');
    await desk.endCall();
    await phone.next('CALL_CLOSED');
    await isOneRecord(desk);
    await desk.signOut();
  });

  it('takes its own old place at a far end that knows Replaces, which has nothing to press', async () => {
    const [before, far] = await Promise.all([open(agents.colleague, 'replaces'), open(agents.good, 'replaces')]);
    await far.dial(agents.colleague);
    await before.call('ringing');
    await before.answer();
    await before.loud('theirs');
    await note(before, '转接中');

    const desk = await before.crash();
    await goBack(desk);
    await desk.call('talking');
    await desk.loud('theirs');
    await far.call('talking');
    await far.loud('theirs');
    expect(desk.sip.frames.some(({ isSent, text }) => isSent && /^Replaces: /m.test(text))).toBe(true);
    await far.endCall();
    await isOneRecord(desk);
    expect(far.errors).toEqual([]);
  });
});
