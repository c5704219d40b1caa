import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { losePackets } from './lab/bad-weather.ts';
import { beginClean } from './lab/begin-clean.ts';
import { agents, exchangeUsers, startCentre } from './lab/centre.ts';
import { openDesk, type LabDesk } from './lab/desk.ts';
import { makeExchange, wsUrl, type Exchange } from './lab/exchange.ts';
import { note } from './lab/figures.ts';
import { makeLabFolder, type LabFolder } from './lab/lab-folder.ts';
import { startPhone, type TrunkPhone } from './lab/phone.ts';
import { lengthOf, untilLoud } from './lab/recording.ts';

describe('sound through a real exchange', () => {
  let lab: LabFolder;
  let exchange: Exchange;
  let desk: LabDesk;
  let phone: TrunkPhone;

  beforeAll(async () => {
    lab = makeLabFolder();
    exchange = makeExchange(lab, exchangeUsers);
    const [centre] = await Promise.all([startCentre(lab), exchange.start()]);
    [desk, phone] = await Promise.all([openDesk(lab, centre, wsUrl), startPhone(lab, '+8613900000071')]);
    await desk.signIn(agents.good);
    await desk.line('registered');
  });
  afterAll(async () => {
    await lab.close();
  });

  beforeEach((context) => beginClean(context, exchange, desk, phone));

  const keys = () => desk.page.locator('.call-keys');
  const quality = () => desk.page.getByTestId('quality');
  const graded = (grade: string) => desk.page.locator(`[data-testid="quality"][data-grade="${grade}"]`).waitFor();

  it('changes the microphone of a running call unheard, and shows how well the voices get through', async () => {
    await phone.dial(agents.good);
    await desk.call('ringing');
    await desk.answer();
    const heard = await phone.recording('heard');
    await untilLoud(heard, 5);

    const frames = desk.sip.frames.length;
    await desk.page.keyboard.press('Alt+Shift+KeyM');
    const microphone = desk.page.getByTestId('microphone');
    await microphone.selectOption({ label: 'Fake Audio Input 2' });
    await desk.page.locator('[name="echoCancellation"]').uncheck();
    await desk.page.keyboard.press('Escape');
    await untilLoud(heard, 10, lengthOf(heard));
    expect(desk.sip.frames.slice(frames).filter(({ text }) => text.startsWith('INVITE'))).toEqual([]);

    await graded('good');
    expect(await quality().innerText()).toMatch(/音质好 4\.\d\s*丢包 0%\s*抖动 \d+ ms\s*往返 \d+ ms/);
    const keysAt = await keys().boundingBox();
    const endBadWeather = losePackets(0.2);
    const badAt = Date.now();
    onTestFinished(endBadWeather);
    await graded('poor');
    expect(Number(await quality().getAttribute('data-mos'))).toBeLessThan(3.6);
    const warnings = ['agentHearsBadly', 'callerHearsBadly'].map((name) => desk.page.getByTestId(`quality-${name}`));
    await warnings[0]?.waitFor();
    note('a fifth lost on each hop to the warning', Date.now() - badAt);
    // The far end tells of its side every five seconds.
    await warnings[1]?.waitFor();
    // The agent may be about to press one of them.
    expect(await keys().boundingBox()).toEqual(keysAt);
    const goodAt = Date.now();
    endBadWeather();
    await graded('good');
    for (const warning of warnings) await warning.waitFor({ state: 'detached' });
    note('no packet lost to no warning', Date.now() - goodAt);
    await desk.endCall();
    await desk.finishWrapUp();
    expect(desk.errors).toEqual([]);
  });
});
