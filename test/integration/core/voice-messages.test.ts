import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import type { TaskRow } from '../../../src/shared/domain/task.ts';
import { credentials } from './desk-inputs.ts';
import { liveProfile, startLiveCentre, type LiveCentre } from './live-centre.ts';
import { makeHome, openDesk, sourceParts, type Home, type TestDesk } from './test-desk.ts';

let homes: readonly [Home, Home];
let centre: LiveCentre;
let desk: TestDesk;
let colleague: TestDesk;

beforeAll(async () => {
  homes = [await makeHome(), await makeHome()];
  centre = await startLiveCentre(join(homes[0].path, 'centre'));
  for (const { path } of homes) await centre.configure(path);
  [desk, colleague] = await Promise.all([
    openDesk(homes[0].path, { profileName: liveProfile }),
    openDesk(homes[1].path, { profileName: liveProfile }),
  ]);
  await desk.get('auth:signIn', credentials('1001'));
  await colleague.get('auth:signIn', credentials('2088'));
});
afterAll(async () => {
  await desk.close();
  await colleague.close();
  await centre.stop();
  for (const home of homes) await home.remove();
});

const wav = readFileSync(join(sourceParts.resourcesFolder, 'demo', 'messages', 'zh-no-power.wav'));
const messageAt = async (of: TestDesk): Promise<TaskRow | undefined> =>
  (await of.get('tasks:list', {})).find(({ kind, language }) => kind === 'offHours' && language === 'zh-Hans');
async function message(): Promise<TaskRow> {
  const task = await messageAt(desk);
  if (!task) throw new Error('the message is not there');
  return task;
}

test('a sound comes by itself, is heard without the centre, and is never plain on the disk', async () => {
  await expect.poll(async () => (await messageAt(desk))?.hasSound, { timeout: 20_000 }).toBe(true);
  centre.line.pullCable();
  const { id } = await message();
  const { data } = await desk.get('tasks:sound', { id });
  expect(Buffer.from(data, 'base64').equals(wav)).toBe(true);
  const folder = profileFolder(homes[0].path, liveProfile);
  const names = readdirSync(folder).filter((name) => name.startsWith('directory.db'));
  expect(names).toContain('directory.db');
  for (const name of names) expect(readFileSync(join(folder, name)).includes(wav.subarray(2000, 2064))).toBe(false);
});

test('handed over without the centre, it is the colleague’s as soon as that is back, and his alone', async () => {
  const { id } = await message();
  await desk.get('tasks:change', { id, change: { type: 'taken' } });
  expect(await desk.get('tasks:held', {})).toMatchObject([{ id, assignee: '1001', isUnsent: true }]);
  const note = '没打通，下午再打';
  await desk.get('tasks:change', { id, change: { type: 'handedOver', to: credentials('2088').agentNo, note } });
  expect(await messageAt(desk)).toBeUndefined();
  expect(await desk.refusal('tasks:sound', { id })).toMatchObject({ code: 'task.takenByOther' });
  expect(await desk.get('tasks:held', {})).toEqual([]);
  centre.line.plugIn();
  await desk.get('sync:now', {});
  await expect
    .poll(() => messageAt(colleague), { timeout: 20_000 })
    .toMatchObject({ place: 'mine', handOver: { by: '1001', to: '2088', note } });
  await colleague.get('tasks:change', { id, change: { type: 'taken' } });
  expect((await messageAt(colleague))?.handOver).not.toHaveProperty('to');
});

test('closed, its sound is gone from both desks', async () => {
  const task = await messageAt(colleague);
  if (!task) throw new Error('the message is not there');
  await expect.poll(async () => (await messageAt(colleague))?.hasSound, { timeout: 20_000 }).toBe(true);
  await colleague.get('tasks:change', { id: task.id, change: { type: 'done' } });
  for (const of of [colleague, desk]) {
    await of.get('sync:now', {});
    expect(await of.refusal('tasks:sound', { id: task.id })).toMatchObject({
      code: expect.stringMatching(/^task\.(closed|notFound|takenByOther)$/) as string,
    });
  }
  await expect
    .poll(() => desk.refusal('tasks:sound', { id: task.id }), { timeout: 20_000 })
    .toMatchObject({ code: 'task.notFound' });
});
