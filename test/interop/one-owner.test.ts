import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beginClean } from './lab/begin-clean.ts';
import { agents, exchangeUsers, startCentre } from './lab/centre.ts';
import { openDesk, type LabDesk } from './lab/desk.ts';
import { makeExchange, wsUrl, type Exchange } from './lab/exchange.ts';
import { makeLabFolder, type LabFolder } from './lab/lab-folder.ts';
import { startPhone, type TrunkPhone } from './lab/phone.ts';
import { countLoud, untilLoud } from './lab/recording.ts';
import { tapSockets } from './lab/socket-tap.ts';

describe('two windows of a seat in a call with a real phone', () => {
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
  }, 300_000);
  afterAll(async () => {
    await lab.close();
  });
  beforeEach((context) => beginClean(context, exchange, desk, phone));
  afterEach(() => {
    expect(desk.errors).toEqual([]);
  });

  it('are one phone: the second shows the call, stays off the line, and leaves the sound alone', async () => {
    await phone.dial(agents.good);
    await desk.call('ringing');
    await desk.answer();
    const heard = await phone.recording('heard');
    await untilLoud(heard, 5);
    const from = desk.sip.frames.length;

    const other = await desk.page.context().newPage();
    const line = tapSockets(other, (url) => url.startsWith(wsUrl));
    await other.goto(new URL('/', desk.page.url()).href);
    await other.locator('[data-testid="call-card"][data-state="talking"]').waitFor({ timeout: 60_000 });
    await other.getByTestId('phone-elsewhere').waitFor();
    for (const key of ['F8', 'F9', 'F4']) await other.keyboard.press(key);
    await Promise.all([untilLoud(heard, countLoud(heard) + 20), desk.loud('theirs')]);
    await other.close();
    await Promise.all([untilLoud(heard, countLoud(heard) + 20), desk.loud('theirs')]);

    expect(line.frames).toEqual([]);
    const said = desk.sip.frames.slice(from).filter(({ isSent, text }) => isSent && !/^(OPTIONS|SIP)/.test(text));
    expect(said).toEqual([]);
    await desk.endCall();
    await phone.next('CALL_CLOSED');
    await desk.finishWrapUp();
  });
});
