import type { Page } from '@playwright/test';
import { heldAtCentre, trainingAtCentre } from './support/centre.ts';
import { expect, test } from './support/live-desks.ts';
import { expectWellShown, showView, testedViews, usualSize } from './support/views.ts';

const scenario = 'zh-pension-elder';
const card = (page: Page) => page.getByTestId('role-play');
const inState = (page: Page, state: string) => expect(card(page)).toHaveAttribute('data-state', state);
/** What comes next: accept, ring, say, hang up. */
const step = (page: Page): Promise<void> => page.keyboard.press('Alt+Shift+KeyK');

/** Notes every connection for sound that the page makes from here on. */
const watchPeers = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const Peer = window.RTCPeerConnection;
    const peers: RTCPeerConnection[] = [];
    window.RTCPeerConnection = class extends Peer {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        peers.push(this);
      }
    };
    Object.assign(window, { peers });
  });

/** Of the last one: bytes of sound that have arrived from the other desk, and how much sound was in them. */
const heardBy = (page: Page): Promise<{ bytes: number; energy: number }> =>
  page.evaluate(async () => {
    const peer = (window as unknown as { peers: RTCPeerConnection[] }).peers.at(-1);
    const heard = { bytes: 0, energy: 0 };
    for (const report of (await peer?.getStats())?.values() ?? []) {
      const { type, bytesReceived = 0, totalAudioEnergy = 0 } = report as Partial<RTCInboundRtpStreamStats>;
      if (type !== 'inbound-rtp') continue;
      heard.bytes += bytesReceived;
      heard.energy += totalAudioEnergy;
    }
    return heard;
  });

async function invite(page: Page, colleague: string, part: 'agent' | 'caller'): Promise<void> {
  await page.keyboard.press('Alt+Shift+KeyJ');
  await page.getByTestId('training-pane-pair').click();
  const form = page.getByTestId('pair-pane');
  await form.getByTestId('pair-invite').click();
  await expect(form.getByRole('alert')).toContainText('请选同事');
  await form.locator('[name="pairColleague"]').selectOption(colleague);
  await form.locator('[name="pairScenario"]').selectOption(scenario);
  await form
    .locator('[name="pairPart"]')
    .nth(part === 'agent' ? 0 : 1)
    .check();
  await form.getByTestId('pair-invite').click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

async function look(page: Page, state: string): Promise<void> {
  for (const view of testedViews) {
    await showView(page, view);
    await page.setViewportSize(usualSize);
    await card(page).scrollIntoViewIfNeeded();
    await expectWellShown(page, `role-play, ${state}`, view);
  }
  await showView(page, { locale: 'zh-CN', theme: 'light' });
}

test('two at two desks play a call with their own voices, change parts, and nothing of it leaves but its score', async ({
  site,
}) => {
  test.setTimeout(400_000);
  await site.startCentre();
  const [one, other] = [await site.open('1001'), await site.open('0031')];
  const [trainee, leader] = [one.page, other.page];
  await one.sync();
  const centre = await site.centreUrl();
  for (const page of [trainee, leader]) await watchPeers(page);
  const held = async () => ({
    tickets: await heldAtCentre(centre, 'tickets'),
    calls: await heldAtCentre(centre, 'calls'),
    tasks: await heldAtCentre(centre, 'tasks'),
  });
  const before = await held();
  const guide = leader.getByTestId('caller-guide');

  await test.step('invited by name and scenario, accepted by one key', async () => {
    await invite(trainee, '0031', 'agent');
    await inState(trainee, 'inviting');
    await inState(leader, 'invited');
    await expect(card(leader)).toContainText('1001 请你一起对练');
    await look(leader, 'invited');
    await step(leader);
    await inState(trainee, 'ready');
    await expect(card(trainee)).toContainText('练习，不是真电话');
    await expect(leader.getByTestId('role-play-ring')).toBeEnabled();
    await expect(guide).toContainText('你的话');
  });

  await test.step('rings on the real phone of the trainee, and both hear each other', async () => {
    await step(leader);
    await expect(one.callCard).toHaveAttribute('data-state', 'ringing');
    await expect(one.callCard).toContainText('练习');
    await one.answer();
    await inState(leader, 'talking');
    await expect(trainee.getByTestId('captions')).toContainText('来电者由同事扮演');
    for (const page of [trainee, leader]) {
      const { bytes } = await heardBy(page);
      await expect.poll(async () => (await heardBy(page)).bytes).toBeGreaterThan(bytes + 2000);
      await expect.poll(async () => (await heardBy(page)).energy).toBeGreaterThan(0);
    }
    await expect
      .poll(async () => Number(await trainee.getByTestId('level-theirs').getAttribute('data-level')))
      .toBeGreaterThan(0);
  });

  await test.step('what the trainee does shows whoever plays where it leads', async () => {
    await expect(guide).toHaveAttribute('data-said', '0');
    await step(leader);
    await expect(guide).toHaveAttribute('data-said', '1');
    await expect(one.prompt).toHaveAttribute('data-moment', 'greeting');
    await trainee.keyboard.press('Alt+KeyS');
    await expect(leader.getByTestId('guide-way-0')).toContainText('刚做了');
    await look(leader, 'guide');
    await trainee.keyboard.press('Alt+KeyR');
    await expect(card(leader)).toContainText('对方请你再说一遍');
    await step(leader);
    await expect(guide).not.toHaveAttribute('data-step', 'start');
    await expect(card(leader)).not.toContainText('对方请你再说一遍');
    await trainee.keyboard.press('F8');
    await expect(card(leader)).toContainText('对方让你等候');
    await expect(one.callCard).toHaveAttribute('data-state', 'held');
    await trainee.keyboard.press('F8');
    await expect(card(leader)).not.toContainText('对方让你等候');
  });

  await test.step('hung up by the caller: the sheet is the trainee’s, the marks come from the colleague’s ear', async () => {
    await leader.keyboard.press('F4');
    await inState(leader, 'over');
    const sheet = trainee.getByTestId('score-sheet');
    await expect(sheet.locator('[data-criterion="greetingInTime"]')).toHaveAttribute('data-outcome', 'met');
    await expect(sheet.locator('[data-criterion="silence"]')).not.toHaveAttribute('data-outcome', 'notApplicable');
    const score = /\d+/.exec(await sheet.getByRole('heading').innerText())?.[0] ?? '';
    await expect(leader.getByTestId('role-play-score')).toContainText(`1001 得了 ${score} 分`);
    await leader.locator('[name="colleague-tone"]').selectOption('4');
    await expect(trainee.getByTestId('listener-marks').locator('[name="mark-tone"]')).toHaveValue('4');
    await expect(trainee.getByTestId('listener-marks').locator('[name="listener"]')).toHaveValue('0031');
    await look(leader, 'over');
    await look(trainee, 'over-beside-wrap-up');
  });

  await test.step('parts swapped; a real call of whoever plays the caller goes first', async () => {
    await trainee.getByTestId('role-play-swap').click();
    await expect(card(leader)).toHaveAttribute('data-part', 'agent');
    await expect(card(trainee)).toHaveAttribute('data-part', 'caller');
    await trainee.keyboard.press('Alt+KeyW');
    await expect(one.callCard).toHaveCount(0);
    await expect(trainee.getByTestId('role-play-ring')).toBeEnabled();
    await step(trainee);
    await expect(other.callCard).toHaveAttribute('data-state', 'ringing');
    await other.answer();
    await inState(trainee, 'talking');
    await one.callFrom('13900000099');
    await inState(trainee, 'talking');
    await expect(one.callCard.locator('[data-phase="ringing"]')).toContainText('⇧ F4');
    await one.answer();
    for (const page of [trainee, leader]) await expect(card(page)).toContainText('来了真电话');
    await expect(leader.getByTestId('wrap-up')).toBeVisible();
    await one.hangUp();
    for (const page of [trainee, leader]) {
      await page.keyboard.press('Alt+KeyW');
      await expect(page.getByTestId('call-card')).toHaveCount(0);
      await step(page);
      await expect(card(page)).toHaveCount(0);
    }
  });

  await test.step('who is in a call is not disturbed', async () => {
    await other.ring('zh-outage-report');
    await invite(trainee, '0031', 'caller');
    await expect(card(trainee)).toContainText('没有打扰对方');
    await expect(card(leader)).toHaveCount(0);
    await other.answer();
    await other.hangUp();
    await leader.keyboard.press('Alt+KeyW');
    await expect(other.callCard).toHaveCount(0);
  });

  await test.step('a colleague whose desk is gone in the middle is missed, and what was done is kept', async () => {
    await step(trainee);
    await invite(trainee, '0031', 'caller');
    await inState(leader, 'invited');
    await step(leader);
    await expect(trainee.getByTestId('role-play-ring')).toBeEnabled();
    await step(trainee);
    await expect(other.callCard).toHaveAttribute('data-state', 'ringing');
    await other.answer();
    await inState(trainee, 'talking');
    await one.sync();
    await one.close();
    await expect(card(leader)).toContainText('没有回音', { timeout: 60_000 });
    await expect(leader.getByTestId('wrap-up')).toBeVisible();
    await leader.keyboard.press('Alt+KeyW');
    await expect(other.callCard).toHaveCount(0);
    await leader.keyboard.press('Alt+Shift+KeyJ');
    await leader.getByTestId('training-pane-pair').click();
    const log = leader.getByTestId('pair-log').getByRole('listitem');
    await expect(log).toHaveCount(3);
    await expect(log.nth(0)).toContainText('对方失联');
    await expect(log.nth(1)).toContainText('来了真电话');
    await expect(log.nth(2)).toContainText('我演来电者，1001 当坐席');
    for (const view of testedViews) {
      await leader.keyboard.press('Escape');
      await showView(leader, view);
      await leader.keyboard.press('Alt+Shift+KeyJ');
      await leader.getByTestId('training-pane-pair').click();
      await expectWellShown(leader, 'role-plays of an agent', view);
    }
    await leader.keyboard.press('Escape');
  });

  await other.sync();
  const kept = await held();
  expect(kept.tickets).toEqual(before.tickets);
  expect(kept.tasks).toEqual(before.tasks);
  // The real call that went first, and none of those that were played.
  expect(kept.calls.length - before.calls.length).toBe(1);
  const { entries } = await trainingAtCentre(centre, '1001');
  expect(entries).toMatchObject([
    { kind: 'practice', result: { scenarioId: scenario, heard: { marks: { tone: 4 } } } },
  ]);
  const fromDesks = site.asked().filter((method) => method !== 'REGISTER' && method !== 'OPTIONS');
  // All of it the one call from outside.
  expect(fromDesks.filter((method) => method === 'INVITE')).toHaveLength(1);
});
