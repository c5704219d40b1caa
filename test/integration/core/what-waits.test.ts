import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentials, faultDraft } from './desk-inputs.ts';
import { startCore, type KillableCore } from './killable-core.ts';
import { liveProfile, startLiveCentre, type LiveCentre } from './live-centre.ts';
import { makeHome, type Home } from './test-desk.ts';

let home: Home;
let centre: LiveCentre;
let core: KillableCore;

beforeAll(async () => {
  home = await makeHome();
  centre = await startLiveCentre(join(home.path, 'centre'));
  await centre.configure(home.path);
  core = await startCore(home.path, liveProfile);
  await core.get('auth:signIn', credentials('9527'));
  await core.heard('syncChanged', (status) => status.isOnline && status.waiting === 0);
});
afterAll(async () => {
  await core.kill();
  await centre.stop();
  await home.remove();
});

test('the page is told since when the centre is away, of each row that waits, and when all of that is over', async () => {
  const before = Date.now();
  centre.line.pullCable();
  const isSinceThen = (at = 0): boolean => at >= before && at <= Date.now();
  const away = await core.heard('syncChanged', ({ isOnline, offlineSince }) => !isOnline && isSinceThen(offlineSince));

  const ticket = await core.get('tickets:submit', { draft: faultDraft(), isClosedAtFirstContact: false });
  const told = await core.heard('syncChanged', ({ waiting }) => waiting === 1);
  // However often it is tried again, it has been away since then.
  expect(told.offlineSince).toBe(away.offlineSince);
  const page = await core.get('outbox:rows', { from: 0 });
  expect(page).toMatchObject({ total: 1, others: { waiting: 0, refused: 0 } });
  const [row] = page.rows;
  expect(row).toMatchObject({
    ...{ kind: 'ticket.submit', entityId: ticket.id, state: { kind: 'waiting' }, tried: 0, discard: 'notRefused' },
    about: { number: ticket.number },
  });
  await expect(core.get('outbox:discard', { id: row?.id ?? '' })).rejects.toThrow('outbox.mayNotGo');
  await expect(core.get('outbox:text', { id: 'nothing' })).rejects.toThrow('outbox.gone');

  centre.line.plugIn();
  const back = await core.get('sync:now', {});
  expect(back).toMatchObject({ isOnline: true, waiting: 0 });
  expect(back.offlineSince).toBeUndefined();
  expect(await core.get('outbox:rows', { from: 0 })).toMatchObject({ total: 0, rows: [] });
  expect(await core.get('outbox:discarded', { from: 0 })).toEqual({ total: 0, rows: [] });
});
