import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import { articleIdSchema } from '../../../src/shared/ids.ts';
import { credentials } from './desk-inputs.ts';
import { liveProfile, startLiveCentre, type LiveCentre } from './live-centre.ts';
import { makeHome, openDesk, sourceParts, type Home, type TestDesk } from './test-desk.ts';

const id = articleIdSchema.parse('zh.meter-anomaly');
let home: Home;
let centre: LiveCentre;
let desk: TestDesk;
let folder: string;
/** How far the desk's clock is ahead, ms. */
let ahead = 0;
const now = (): number => Date.now() + ahead;

beforeAll(async () => {
  home = await makeHome();
  centre = await startLiveCentre(join(home.path, 'centre'));
  await centre.configure(home.path);
  folder = join(profileFolder(home.path, liveProfile), 'enclosures');
  desk = await openDesk(home.path, { profileName: liveProfile, now });
  await desk.get('auth:signIn', credentials('2088'));
});
afterAll(async () => {
  await desk.close();
  await centre.stop();
  await home.remove();
});

const picture = async () => {
  const { article } = await desk.get('knowledge:article', { id });
  const [enclosure] = article.enclosures ?? [];
  if (!enclosure) throw new Error('the article has no picture');
  return enclosure;
};

test('pictures come after the articles by themselves, and are shown without the centre', async () => {
  const { sha256, size } = await picture();
  await desk.heard('enclosureCame', (came) => came.sha256 === sha256);
  await expect.poll(() => desk.get('knowledge:enclosures', {})).toMatchObject({ count: 4, awaited: 0 });
  centre.line.pullCable();
  const { data } = await desk.get('knowledge:enclosure', { id, sha256 });
  expect(Buffer.from(data, 'base64')).toHaveLength(size);
});

test('what came with the desk is shown as well where nothing was fetched, and nothing that the article does not name', async () => {
  const { sha256 } = await picture();
  writeFileSync(join(folder, sha256), 'damaged');
  await desk.get('knowledge:enclosure', { id, sha256 });
  expect(existsSync(join(folder, sha256))).toBe(false);
  expect(await desk.refusal('knowledge:enclosure', { id, sha256: '0'.repeat(64) })).toMatchObject({
    code: 'article.notFound',
  });
});

test('one that was damaged behind its back is found in a pause, and fetched again', async () => {
  const { sha256, size } = await picture();
  centre.line.plugIn();
  await desk.get('sync:now', {});
  await expect.poll(() => desk.get('knowledge:enclosures', {})).toMatchObject({ awaited: 0 });
  const whole = readFileSync(join(folder, sha256));
  writeFileSync(join(folder, sha256), Buffer.from(whole).fill(7, size - 1));
  desk.forgetEvents();
  // No command from here on: a minute of the desk's own clock in which nobody does anything.
  ahead += 61_000;
  await desk.heard('enclosureCame', (came) => came.sha256 === sha256);
  expect(readFileSync(join(folder, sha256))).toEqual(whole);
});

test('one that is neither here nor with the desk is asked for, and tells when it has come', async () => {
  await desk.close();
  centre.line.plugIn();
  // A desk that brings no articles and no pictures of its own.
  const resourcesFolder = join(sourceParts.resourcesFolder, 'public');
  desk = await openDesk(home.path, { profileName: liveProfile, resourcesFolder });
  await desk.get('auth:signIn', credentials('2088'));
  const { sha256, size } = await picture();
  writeFileSync(join(folder, sha256), Buffer.alloc(size, 1));
  expect(await desk.refusal('knowledge:enclosure', { id, sha256 })).toMatchObject({ code: 'article.enclosureMissing' });
  await desk.heard('enclosureCame', (came) => came.sha256 === sha256);
  expect((await desk.get('knowledge:enclosure', { id, sha256 })).data).not.toBe('');
});
