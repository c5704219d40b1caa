import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callFromTrunk } from './lab/caller.ts';
import { agents, exchangeUsers, startCentre } from './lab/centre.ts';
import { openDeskWith, type LabDesk } from './lab/desk.ts';
import { makeExchange, wsUrl, type Exchange } from './lab/exchange.ts';
import { makeLabFolder, type LabFolder } from './lab/lab-folder.ts';
import { sipPortOf, startPhone, type TrunkPhone } from './lab/phone.ts';
import { untilLoud } from './lab/recording.ts';
import type { Frame } from './lab/socket-tap.ts';

const caller = '+8613900000071';
const survey = '+8613900000072';

/** A centre whose exchange wants digits as INFO, and whose callers press 1 when they were pleased most. */
const options = {
  digits: 'info',
  survey: { address: survey, ratingByKey: { '1': 5, '2': 3, '3': 1 } },
};

describe('digits and satisfaction as a centre has set them', () => {
  let lab: LabFolder;
  let exchange: Exchange;
  let desk: LabDesk;
  let phone: TrunkPhone;
  let questionnaire: TrunkPhone;

  beforeAll(async () => {
    lab = makeLabFolder();
    exchange = makeExchange(lab, exchangeUsers, { [caller]: sipPortOf('first'), [survey]: sipPortOf('second') });
    const [centre] = await Promise.all([startCentre(lab), exchange.start()]);
    [desk, phone, questionnaire] = await Promise.all([
      openDeskWith(lab, centre, [wsUrl], options),
      startPhone(lab, caller, { place: 'first', voice: 'tone-400.wav' }),
      startPhone(lab, survey, { place: 'second', voice: 'tone-1000.wav' }),
    ]);
    await desk.signIn(agents.good);
    await desk.line('registered');
  }, 300_000);
  afterAll(async () => {
    await lab.close();
  });
  afterEach(async () => {
    expect(desk.errors).toEqual([]);
    await desk.noCall();
  });

  /** The next record that the core says it has written and that tells this. */
  const recorded = (what: string, from: number) =>
    desk.core.next(({ isSent, text }) => !isSent && text.includes('"facts"') && text.includes(what), from);

  it('types digits beside the sound, one INFO each, in order', async () => {
    await phone.dial(agents.good);
    await desk.call('ringing');
    await desk.answer();
    await desk.loud('theirs');
    const from = desk.sip.frames.length;
    await desk.page.keyboard.press('Alt+KeyP');
    await desk.page.getByTestId('keypad').waitFor();
    await desk.page.keyboard.type('42#');
    expect((await phone.next('CALL_DTMF_START')).param).toBe('4');
    await desk.sip.next(({ isSent, text }) => isSent && /^Signal=#/m.test(text), from);
    const sent = desk.sip.frames.slice(from).filter(({ isSent, text }) => isSent && text.startsWith('INFO '));
    expect(sent.map(({ text }) => /^Signal=(.)/m.exec(text)?.[1])).toEqual(['4', '2', '#']);
    expect(sent[0]?.text).toMatch(/^Content-Type: application\/dtmf-relay\r$/im);
    await desk.page.keyboard.press('Escape');
    await desk.endCall();
    await desk.finishWrapUp();
  });

  it('hands the caller over to the questions with one key, and notes it', async () => {
    await phone.dial(agents.good);
    await desk.call('ringing');
    await desk.answer();
    await desk.loud('theirs');
    await questionnaire.expect();
    const from = desk.core.frames.length;
    await desk.page.keyboard.press('Alt+KeyV');
    await questionnaire.next('CALL_INCOMING');
    questionnaire.answer();
    const wrapUp = desk.page.getByTestId('wrap-up');
    await wrapUp.waitFor();
    await untilLoud(await questionnaire.recording('heard'), 20);
    expect(await wrapUp.innerText()).toContain('已转接');
    await recorded(`"transfer":{"kind":"survey","to":"${survey}"`, from);
    // Whoever rates was helped: the agent need not change what is prefilled.
    expect(await wrapUp.locator('[name="disposition"]').inputValue()).not.toBe('transferred');
    await desk.finishWrapUp();
    questionnaire.hangUp();
    await questionnaire.next('CALL_CLOSED');
  });

  it('keeps the rating that comes with the end of a call, 5 as the best whatever key it was', async () => {
    const from = desk.core.frames.length;
    const call = callFromTrunk(lab, { user: agents.good, number: '13900000011', ratesWith: '1' });
    await desk.call('ringing');
    await desk.answer();
    await desk.page.getByTestId('wrap-up').waitFor();
    await call.done;
    await recorded('"rating":5', from);
    await desk.finishWrapUp();

    // A key that nobody was told of is no rating. By his number, as the core may still speak of the first one.
    const other = '13900000012';
    const odd = callFromTrunk(lab, { user: agents.good, number: other, ratesWith: '9' });
    await desk.call('ringing');
    await desk.answer();
    await desk.page.getByTestId('wrap-up').waitFor();
    await odd.done;
    await desk.finishWrapUp();
    const isOfOther = ({ text }: Frame): boolean => text.includes('"facts"') && text.includes(`"number":"${other}"`);
    await desk.core.next((frame) => !frame.isSent && isOfOther(frame) && frame.text.includes('"wrappedUpAt"'), from);
    expect(desk.core.frames.filter((frame) => isOfOther(frame) && frame.text.includes('"rating"'))).toEqual([]);
  });
});
