import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import { ticketsAtCentre } from './centre-reader.ts';
import { callFrom, credentials, faultDraft } from './desk-inputs.ts';
import { liveProfile, startLiveCentre, type LiveCentre } from './live-centre.ts';
import { makeHome, openDesk, type Home, type TestDesk } from './test-desk.ts';

let home: Home;
let centre: LiveCentre;
let desk: TestDesk;

beforeAll(async () => {
  home = await makeHome();
  centre = await startLiveCentre(join(home.path, 'centre'));
  await centre.configure(home.path);
  desk = await openDesk(home.path, { profileName: liveProfile });
  // Both have worked at this machine before.
  for (const agentNo of ['2088', '1001']) {
    await desk.get('auth:signIn', credentials(agentNo));
    await desk.get('sync:now', {});
  }
  await desk.get('auth:signOut', {});
});
afterAll(async () => {
  await desk.close();
  await centre.stop();
  await home.remove();
});

const secret = '此句只有写工单的人能读';

test('tickets of one agent leave with whoever signs in next, exactly once, unread', async () => {
  const before = (await ticketsAtCentre(centre.url)).length;
  centre.line.pullCable();
  expect(await desk.get('auth:signIn', credentials('2088'))).toMatchObject({ isOnline: false });
  const call = callFrom('13900000012');
  await desk.get('calls:begin', call);
  const drafts = [1, 2, 3].map(() => faultDraft({ description: secret, callId: call.callId }));
  const tickets = [];
  for (const draft of drafts) {
    tickets.push(await desk.get('tickets:submit', { draft, isClosedAtFirstContact: false }));
  }
  await desk.get('auth:signOut', {});

  expect(await desk.get('auth:signIn', credentials('1001'))).toMatchObject({ isOnline: false });
  const status = await desk.get('sync:status', {});
  expect(status).toMatchObject({ isOnline: false, waiting: 0 });
  expect(status.sealedWaiting).toBeGreaterThanOrEqual(3);
  expect(await desk.get('tickets:list', { limit: 50 })).toEqual([]);
  expect(await desk.get('calls:list', { limit: 50 })).toEqual([]);
  expect(await filesHolding(profileFolder(home.path, liveProfile), secret)).toEqual([]);

  desk.forgetEvents();
  // Bad luck on top: the server takes the first push and its answer never comes back.
  centre.line.dropAnswers(3);
  centre.line.plugIn();
  await desk.get('sync:now', {});
  await desk.heard('syncChanged', ({ isOnline, sealedWaiting }) => isOnline && sealedWaiting === 0);
  expect((await desk.get('app:bootstrap', {})).session).toMatchObject({ isOnline: true, agent: { agentNo: '1001' } });
  const there = await ticketsAtCentre(centre.url);
  expect(there).toHaveLength(before + 3);
  for (const { number, id } of tickets) {
    expect(there.filter((ticket) => ticket.number === number).map((ticket) => ticket.id)).toEqual([id]);
  }

  // Back at his seat, their author sees them arrived, and sends nothing twice.
  desk.forgetEvents();
  await desk.get('auth:signIn', credentials('2088'));
  await desk.heard('syncChanged', ({ isOnline, waiting }) => isOnline && waiting === 0);
  expect((await desk.get('tickets:list', { limit: 50 })).map(({ sync }) => sync)).toEqual([
    'synced',
    'synced',
    'synced',
  ]);
  expect(await ticketsAtCentre(centre.url)).toHaveLength(before + 3);
});

/** Files below the folder with this text in them, in UTF-8 or UTF-16. */
async function filesHolding(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'))) found.push(path);
  }
  return found;
}
