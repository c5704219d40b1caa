import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPglite } from '../../../server/engine/pglite-engine.ts';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import { ticketsAtCentre, demoServerUrl } from './centre-reader.ts';
import { credentials, faultDraft } from './desk-inputs.ts';
import { makeHome, openDesk, sourceParts, type TestDesk } from './test-desk.ts';

const dayMs = 24 * 3_600_000;

let home: Awaited<ReturnType<typeof makeHome>>;
let desk: TestDesk;
let clockAhead = 0;

beforeEach(async () => {
  home = await makeHome();
  clockAhead = 0;
  // A copy of the resources: changing an agent's password there changes it at the centre, at the server's next start.
  await cp(sourceParts.resourcesFolder, join(home.path, 'resources'), { recursive: true });
  desk = await openDesk(home.path, {
    resourcesFolder: join(home.path, 'resources'),
    now: () => Date.now() + clockAhead,
  });
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

describe('with the server', () => {
  test('wrong password, unknown agent, then a locked account that says until when', async () => {
    expect(await desk.refusal('auth:signIn', credentials('4444'))).toMatchObject({ code: 'auth.unknownAgent' });
    for (let left = 4; left >= 1; left -= 1) {
      expect(await desk.refusal('auth:signIn', credentials('9527', 'guess'))).toEqual({
        ...{ code: 'auth.wrongPassword', retry: 'user', params: { attemptsLeft: left } },
      });
    }
    const locked = await desk.refusal('auth:signIn', credentials('9527', 'guess'));
    expect(locked.code).toBe('auth.locked');
    expect(Number(locked.params?.['until'])).toBeGreaterThan(Date.now());
    expect(await desk.refusal('auth:signIn', credentials('9527'))).toMatchObject({ code: 'auth.locked' });
    expect((await desk.get('app:bootstrap', {})).knownAgents).toEqual([]);
  });

  test('a password changed at the centre opens the same seat', async () => {
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
});

describe('without the server', () => {
  test('the first sign-in needs it', async () => {
    await desk.get('auth:signIn', credentials('9527'));
    await desk.get('auth:signOut', {});
    await server(false);
    expect(await desk.refusal('auth:signIn', credentials('1001'))).toMatchObject({
      code: 'auth.firstSignInNeedsServer',
    });
    expect((await desk.get('app:bootstrap', {})).knownAgents).toEqual(['9527']);
  });

  test('a known agent works on for eight days, and no longer', async () => {
    await desk.get('auth:signIn', credentials('9527'));
    await desk.get('auth:signOut', {});
    await server(false);
    expect(await desk.refusal('auth:signIn', credentials('9527', 'guess'))).toMatchObject({
      code: 'auth.wrongPassword',
    });

    clockAhead = 7.9 * dayMs;
    expect(await desk.get('auth:signIn', credentials('9527'))).toMatchObject({
      isOnline: false,
      agent: { agentNo: '9527' },
    });
    await desk.get('auth:signOut', {});
    clockAhead = 8.1 * dayMs;
    expect(await desk.refusal('auth:signIn', credentials('9527'))).toMatchObject({ code: 'auth.offlineTermOver' });
    clockAhead = 0;
    expect(await desk.refusal('auth:signIn', credentials('9527'))).toMatchObject({ code: 'auth.clockMovedBack' });
  });

  test('when the server comes back the session goes online by itself', async () => {
    await desk.get('auth:signIn', credentials('9527'));
    await desk.get('auth:signOut', {});
    await server(false);
    await desk.get('auth:signIn', credentials('9527'));
    const ticket = await desk.get('tickets:submit', { draft: faultDraft(), isClosedAtFirstContact: false });
    await server(true);
    await desk.heard('sessionChanged', ({ session }) => session?.isOnline === true);
    await desk.heard('ticketChanged', ({ id, sync }) => id === ticket.id && sync === 'synced');
  });

  test('a session ended at the centre works on here; its rows leave with the next sign-in', async () => {
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
  });
});
