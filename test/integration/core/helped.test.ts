import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callFrom, credentials } from './desk-inputs.ts';
import { liveProfile, startLiveCentre, type LiveCentre } from './live-centre.ts';
import { makeHome, openDesk, type Home, type TestDesk } from './test-desk.ts';

let homes: Home[];
let centre: LiveCentre;
let desks: [TestDesk, TestDesk];

beforeAll(async () => {
  homes = [await makeHome(), await makeHome()];
  centre = await startLiveCentre(join(homes[0]?.path ?? '', 'centre'));
  const open = async (home: Home | undefined, agentNo: string): Promise<TestDesk> => {
    await centre.configure(home?.path ?? '');
    const desk = await openDesk(home?.path ?? '', { profileName: liveProfile });
    await desk.get('auth:signIn', credentials(agentNo));
    await desk.get('sync:now', {});
    return desk;
  };
  desks = [await open(homes[0], '2088'), await open(homes[1], '1001')];
});
afterAll(async () => {
  for (const desk of desks) await desk.close();
  await centre.stop();
  for (const home of homes) await home.remove();
});

const order = async (desk: TestDesk) =>
  (await desk.get('knowledge:search', { query: '停电', limit: 8 })).hits.map(({ id }) => id);

test('what helped at one desk is counted at the centre, and moves the article up at another', async () => {
  const [one, two] = desks;
  const before = await order(two);
  const id = before.at(-1);
  if (id === undefined) throw new Error('too few articles');
  // Said of many calls while the line is down: all of it travels later.
  centre.line.pullCable();
  for (let i = 0; i < 30; i += 1) {
    const call = callFrom('13900000012');
    await one.get('calls:begin', call);
    const said = { id, change: { type: 'helped', callId: call.callId } } as const;
    expect(await one.get('articles:mark', said)).toMatchObject({ helpedCallId: call.callId });
    await one.get('articles:mark', said);
  }
  centre.line.plugIn();
  await one.get('sync:now', {});
  await one.heard('syncChanged', ({ isOnline, waiting }) => isOnline && waiting === 0);
  await two.get('sync:now', {});
  await expect.poll(async () => (await two.get('knowledge:article', { id })).helped).toBe(30);
  await expect.poll(async () => (await order(two)).indexOf(id)).toBeLessThan(before.indexOf(id));
});

test('nothing that is said in a practice call leaves the desk', async () => {
  const [one] = desks;
  const [id] = await order(one);
  if (id === undefined) throw new Error('too few articles');
  const { helped } = await one.get('knowledge:article', { id });
  const call = callFrom('13900000012', { isPractice: true });
  await one.get('calls:begin', call);
  await one.get('articles:mark', { id, change: { type: 'helped', callId: call.callId } });
  centre.line.pullCable();
  const { waiting } = await one.get('sync:status', {});
  expect(await one.refusal('articles:notRight', { id, callId: call.callId })).toMatchObject({
    code: 'article.practice',
  });
  const strange = { id, callId: callFrom('13900000012').callId };
  expect(await one.refusal('articles:notRight', strange)).toMatchObject({ code: 'call.notFound' });
  expect((await one.get('sync:status', {})).waiting).toBe(waiting);
  expect((await one.get('articles:open', { id })).mark).not.toHaveProperty('notRightVersion');
  // It was not used up: after the practice it is on its way.
  await one.get('articles:notRight', { id });
  expect((await one.get('sync:status', {})).waiting).toBe(waiting + 1);
  centre.line.plugIn();
  // The one that does travel shows that the other did not.
  const atWork = callFrom('13900000012');
  await one.get('calls:begin', atWork);
  await one.get('articles:mark', { id, change: { type: 'helped', callId: atWork.callId } });
  const counted = async (): Promise<number> => {
    await one.get('sync:now', {});
    return (await one.get('knowledge:article', { id })).helped;
  };
  await expect.poll(counted).toBe(helped + 1);
});
