import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPglite } from '../../../server/engine/pglite-engine.ts';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import { ticketsAtCentre, demoServerUrl } from './centre-reader.ts';
import { credentials, faultDraft } from './desk-inputs.ts';
import { makeDemoHome, openDesk, sourceParts, type Home, type TestDesk } from './test-desk.ts';

let home: Home;
let desk: TestDesk;

beforeEach(async () => {
  home = await makeDemoHome();
  // A copy of the resources: changing an agent's password there changes it at the centre, at the server's next start.
  await cp(sourceParts.resourcesFolder, join(home.path, 'resources'), { recursive: true });
  desk = await openDesk(home.path, { resourcesFolder: join(home.path, 'resources') });
});
afterEach(async () => {
  await desk.close();
  await home.remove();
});

const server = (isOn: boolean) => desk.get('demo:setServerPower', { isOn });

async function changePassword(agentNo: string, password: string): Promise<void> {
  const path = join(home.path, 'resources/demo/agents.json');
  const file = JSON.parse(await readFile(path, 'utf8')) as { agents: { agentNo: string; password: string }[] };
  const agents = file.agents.map((agent) => (agent.agentNo === agentNo ? { ...agent, password } : agent));
  await writeFile(path, JSON.stringify({ agents }));
}

/** What a leader does when somebody leaves; the server must be stopped. */
async function endSessionsAtCentre(): Promise<void> {
  const engine = await openPglite(join(profileFolder(home.path, 'demo'), 'demo-server'), 5000);
  await engine.query('UPDATE sessions SET revoked_at = 1');
  await engine.close();
}

test('a password changed at the centre opens the same seat', { timeout: 600_000 }, async () => {
  await desk.get('auth:signIn', credentials('9527'));
  const draft = faultDraft();
  await desk.get('tickets:saveDraft', draft);
  await desk.get('auth:signOut', {});
  await server(false);
  await changePassword('9527', 'brand-new');
  await server(true);

  expect(await desk.refusal('auth:signIn', credentials('9527'))).toMatchObject({ code: 'auth.wrongPassword' });
  const session = await desk.get('auth:signIn', credentials('9527', 'brand-new'));
  expect(session).toMatchObject({ isOnline: true, warnings: [] });
  expect((await desk.get('tickets:drafts', {})).map(({ id }) => id)).toEqual([draft.id]);

  // From now on the new one opens it without the server as well, and the old one does not.
  await desk.get('auth:signOut', {});
  await server(false);
  expect(await desk.refusal('auth:signIn', credentials('9527'))).toMatchObject({ code: 'auth.wrongPassword' });
  await desk.get('auth:signIn', credentials('9527', 'brand-new'));
  expect((await desk.get('tickets:drafts', {})).map(({ id }) => id)).toEqual([draft.id]);
});

test(
  'a session ended at the centre works on here; its rows leave with the next sign-in',
  { timeout: 600_000 },
  async () => {
    await desk.get('auth:signIn', credentials('9527'));
    await desk.get('auth:signOut', {});
    await server(false);
    await desk.get('auth:signIn', credentials('9527'));
    const ticket = await desk.get('tickets:submit', { draft: faultDraft(), isClosedAtFirstContact: false });
    await endSessionsAtCentre();
    desk.forgetEvents();
    await server(true);

    const told = await desk.heard('sessionChanged', ({ reason }) => reason?.code === 'auth.sessionExpired');
    expect(told.session).toMatchObject({ isOnline: false, warnings: [{ code: 'auth.sessionExpired' }] });
    await desk.get('tickets:saveDraft', faultDraft());
    expect(await desk.get('sync:now', {})).toMatchObject({ isOnline: false });
    expect(await desk.get('tickets:list', { limit: 9 })).toMatchObject([{ id: ticket.id, sync: 'queued' }]);

    await desk.get('auth:signIn', credentials('1001'));
    await desk.heard('syncChanged', ({ isOnline, sealedWaiting }) => isOnline && sealedWaiting === 0);
    const there = await ticketsAtCentre(await demoServerUrl(home.path));
    expect(there.filter(({ number }) => number === ticket.number)).toHaveLength(1);
  },
);
