import { afterAll, beforeAll, expect, test } from 'vitest';
import { bytesPerMb } from '../../../src/shared/domain/knowledge-cache.ts';
import { agentNoSchema } from '../../../src/shared/ids.ts';
import { demoPassword } from './demo-password.ts';
import { makeDemoHome, openDesk, type Home, type TestDesk } from './test-desk.ts';

let home: Home;
let desk: TestDesk;
beforeAll(async () => {
  home = await makeDemoHome();
  desk = await openDesk(home.path);
});
afterAll(async () => {
  await desk.close();
  await home.remove();
});

test('every stream comes from the centre, page by page as its checksums say, and nothing is put aside', async () => {
  await desk.get('auth:signIn', { agentNo: agentNoSchema.parse('9527'), password: demoPassword });
  const cache = await desk.heard('knowledgeUpdated', ({ cached, fill }) => cached > 0 && !fill);
  expect(cache).toMatchObject({ parked: 0, isPaused: false });
  expect(cache).not.toHaveProperty('problem');
  await desk.heard('directoryUpdated', () => true);
  await desk.heard('phrasesUpdated', () => true);
});

test('what it may take on the disk is a setting, which holds at once', async () => {
  await desk.get('settings:set', { knowledgeMb: 512 });
  const cache = await desk.heard('knowledgeUpdated', ({ budget }) => budget === 512 * bytesPerMb);
  expect(cache.cached).toBeGreaterThan(0);
});

test('an article that helped is found before others that say the same', async () => {
  const order = async () => (await desk.get('knowledge:search', { query: '停电', limit: 5 })).hits.map(({ id }) => id);
  const [, , third] = await order();
  if (third === undefined) throw new Error('too few articles');
  await desk.get('articles:open', { id: third });
  await desk.get('articles:mark', { id: third, change: { type: 'pinned' } });
  expect(await desk.get('articles:mark', { id: third, change: { type: 'helped' } })).toMatchObject({
    helpedVersion: 1,
  });
  await expect.poll(async () => (await order()).indexOf(third)).toBeLessThan(2);
});
