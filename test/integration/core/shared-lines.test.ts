import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskRecordingId, type LineDraft } from '../../../src/shared/domain/line-proposal.ts';
import type { Phrase } from '../../../src/shared/domain/phrase.ts';
import { credentials } from './desk-inputs.ts';
import { liveProfile, startLiveCentre, type LiveCentre } from './live-centre.ts';
import { demoPassword } from './demo-password.ts';
import { makeHome, openDesk, type Home, type TestDesk } from './test-desk.ts';

let homes: Home[];
let centre: LiveCentre;
/** Of a speaker, of a leader, and of somebody who works there only. */
let desks: TestDesk[];

beforeAll(async () => {
  homes = await Promise.all([makeHome(), makeHome(), makeHome()]);
  centre = await startLiveCentre(join(homes[0]?.path ?? '', 'centre'));
  for (const { path } of homes) await centre.configure(path);
  desks = await Promise.all(homes.map(({ path }) => openDesk(path, { profileName: liveProfile })));
  await Promise.all(
    ['9527', '0031', '2088'].map(async (agentNo, at) => {
      await desks[at]?.get('auth:signIn', credentials(agentNo));
      await desks[at]?.get('sync:now', {});
    }),
  );
});
afterAll(async () => {
  for (const desk of desks) await desk.close();
  await centre.stop();
  for (const home of homes) await home.remove();
});

const moment = 'greeting.number';
const text = 'བདེ་མོ། ངའི་ཨང་གྲངས་ {agentNo} ཡིན། བཤད་རོགས།';
const sound = Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.alloc(70_000, 5)]).toString('base64');

function draftOf(more: Partial<LineDraft> = {}): LineDraft {
  return {
    ...{ id: uuidv7(), lang: 'adx', moment, baseVersion: 1, text, remark: '更顺口' },
    ...{ reading: '得姆。额昂章 {agentNo} 因。谢若', gloss: '您好，我的工号是 {agentNo}，请讲。' },
    ...more,
  };
}

/** Several desks at work beside other tests: it arrives when it arrives. */
const patient = { timeout: 60_000 };

async function lineAt(desk: TestDesk): Promise<Phrase | undefined> {
  const packs = await desk.get('phrases:packs', {});
  return packs.find(({ lang }) => lang === 'adx')?.phrases.find((phrase) => phrase.moment === moment);
}

test('a line proposed at one desk is judged at another and spoken at all, with its recording', async () => {
  const [speaker, leader, other] = desks as [TestDesk, TestDesk, TestDesk];
  const { id: recording } = await speaker.get('packs:record', { data: sound });
  const draft = draftOf({ recording });
  expect(await speaker.get('packs:propose', { draft })).toMatchObject({ outcome: 'proposed' });

  await leader.heard('proposalsChanged', () => true);
  await expect.poll(() => leader.get('packs:proposals', { state: 'inReview' }), patient).toHaveLength(1);
  await expect.poll(async () => (await leader.ask('packs:recording', { id: recording })).ok, patient).toBe(true);
  const decisions = [{ id: draft.id, verdict: 'approved' as const }];
  await leader.get('packs:decide', { leader: credentials('0031').agentNo, password: demoPassword, decisions });
  expect(await lineAt(leader)).toMatchObject({ text, status: 'approved' });

  for (const desk of [speaker, other]) {
    await expect.poll(async () => (await lineAt(desk))?.status, patient).toBe('approved');
    const line = await lineAt(desk);
    expect(line).toMatchObject({ text, reviewer: '0031', version: 2 });
    await expect
      .poll(() => desk.ask('packs:recording', { id: deskRecordingId(line?.recording ?? '') ?? '' }), patient)
      .toEqual({ ok: true, value: { data: sound } });
  }
  expect(await speaker.get('packs:proposals', { lang: 'adx', moment })).toMatchObject([{ decision: { by: '0031' } }]);
});

test('what was proposed and approved at a desk without the centre arrives with the network, whoever is there by then', async () => {
  const [speaker, leader, other] = desks as [TestDesk, TestDesk, TestDesk];
  // All three have worked at the speaker's desk before.
  for (const agentNo of ['0031', '2088', '9527']) await speaker.get('auth:signIn', credentials(agentNo));
  centre.line.pullCable();
  const later = 'བདེ་མོ། ངའི་ཨང་གྲངས་ {agentNo} ཡིན། གསུངས་རོགས།';
  const draft = draftOf({ text: later, baseVersion: 2 });
  expect(await speaker.get('packs:propose', { draft })).toMatchObject({ outcome: 'proposed' });
  const decisions = [{ id: draft.id, verdict: 'approved' as const }];
  await speaker.get('packs:decide', { leader: credentials('0031').agentNo, password: demoPassword, decisions });
  expect(await lineAt(speaker)).toMatchObject({ text: later, version: 3 });
  await speaker.get('auth:signOut', {});
  // Somebody else's session delivers both, and can read neither.
  expect(await speaker.get('auth:signIn', credentials('2088'))).toMatchObject({ isOnline: false });
  centre.line.plugIn();
  await speaker.get('sync:now', {});
  for (const desk of [leader, other]) {
    await desk.get('sync:now', {});
    await expect.poll(async () => (await lineAt(desk))?.text, patient).toBe(later);
    expect(await lineAt(desk)).toMatchObject({ reviewer: '0031', version: 3 });
  }
});
