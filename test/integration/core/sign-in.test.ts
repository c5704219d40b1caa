import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { credentials, faultDraft } from './desk-inputs.ts';
import { liveProfile, startLiveCentre, type LiveCentre } from './live-centre.ts';
import { makeHome, openDesk, type Home, type TestDesk } from './test-desk.ts';

const dayMs = 24 * 3_600_000;

let centreHome: Home;
let centre: LiveCentre;
let home: Home;
let desk: TestDesk;
let clockAhead = 0;

beforeAll(async () => {
  centreHome = await makeHome();
  centre = await startLiveCentre(join(centreHome.path, 'centre'));
});
afterAll(async () => {
  await centre.stop();
  await centreHome.remove();
});

// A machine of its own for each test; the centre is the same, so each test has its own agent.
beforeEach(async () => {
  clockAhead = 0;
  home = await makeHome();
  await centre.configure(home.path);
  desk = await openDesk(home.path, { profileName: liveProfile, now: () => Date.now() + clockAhead });
});
afterEach(async () => {
  centre.line.plugIn();
  await desk.close();
  await home.remove();
});

/** Signs in once with the server, so that the seat is there, and loses the line. */
async function workedHereBefore(agentNo: string): Promise<void> {
  await desk.get('auth:signIn', credentials(agentNo));
  await desk.get('auth:signOut', {});
  centre.line.pullCable();
}

test('wrong password, unknown agent, then a locked account that says until when', async () => {
  expect(await desk.refusal('auth:signIn', credentials('4444'))).toMatchObject({ code: 'auth.unknownAgent' });
  for (let left = 4; left >= 1; left -= 1) {
    const refused = await desk.refusal('auth:signIn', credentials('3066', 'guess'));
    expect(refused).toEqual({ code: 'auth.wrongPassword', retry: 'user', params: { attemptsLeft: left } });
  }
  const locked = await desk.refusal('auth:signIn', credentials('3066', 'guess'));
  expect(locked.code).toBe('auth.locked');
  expect(Number(locked.params?.['until'])).toBeGreaterThan(Date.now());
  expect(await desk.refusal('auth:signIn', credentials('3066'))).toMatchObject({ code: 'auth.locked' });
  expect((await desk.get('app:bootstrap', {})).knownAgents).toEqual([]);
});

test('the desk goes to another profile only while nobody is signed in, or about to be', async () => {
  const signingIn = desk.ask('auth:signIn', credentials('9527'));
  const leaving = desk.ask('profiles:open', { name: 'demo' });
  expect((await signingIn).ok).toBe(true);
  expect(await leaving).toMatchObject({ error: { code: 'profile.signedIn' } });
  for (const name of ['profiles:list', 'profiles:open'] as const) {
    expect(await desk.refusal(name, { name: 'demo' })).toMatchObject({ code: 'profile.signedIn' });
  }
  await desk.get('auth:signOut', {});
  expect(await desk.get('profiles:list', {})).toMatchObject({ current: liveProfile });
  expect(await desk.get('profiles:open', { name: 'demo' })).toEqual({ address: null });
});

test('the first sign-in needs the server', async () => {
  await workedHereBefore('9527');
  expect(await desk.refusal('auth:signIn', credentials('1001'))).toMatchObject({ code: 'auth.firstSignInNeedsServer' });
  expect((await desk.get('app:bootstrap', {})).knownAgents).toEqual(['9527']);
});

test('a server that answers nonsense is no reason to be refused at a desk one knows', async () => {
  await workedHereBefore('1001');
  centre.line.plugIn();
  centre.line.failNext(1);
  expect(await desk.get('auth:signIn', credentials('1001'))).toMatchObject({ isOnline: false });
  await desk.heard('sessionChanged', ({ session }) => session?.isOnline === true);
});

test('a known agent works on for eight days, and no longer', async () => {
  await workedHereBefore('2088');
  expect(await desk.refusal('auth:signIn', credentials('2088', 'guess'))).toMatchObject({ code: 'auth.wrongPassword' });

  clockAhead = 7.9 * dayMs;
  expect(await desk.get('auth:signIn', credentials('2088'))).toMatchObject({
    isOnline: false,
    agent: { agentNo: '2088' },
  });
  await desk.get('auth:signOut', {});
  clockAhead = 8.1 * dayMs;
  expect(await desk.refusal('auth:signIn', credentials('2088'))).toMatchObject({ code: 'auth.offlineTermOver' });
  clockAhead = 0;
  expect(await desk.refusal('auth:signIn', credentials('2088'))).toMatchObject({ code: 'auth.clockMovedBack' });
});

test('when the server comes back the session goes online by itself', async () => {
  await workedHereBefore('9527');
  await desk.get('auth:signIn', credentials('9527'));
  const ticket = await desk.get('tickets:submit', { draft: faultDraft(), isClosedAtFirstContact: false });
  centre.line.plugIn();
  await desk.heard('sessionChanged', ({ session }) => session?.isOnline === true);
  await desk.heard('ticketChanged', ({ id, sync }) => id === ticket.id && sync === 'synced');
});

test('a live profile has no server to switch off', async () => {
  expect(await desk.get('app:bootstrap', {})).toMatchObject({ isServerPowered: true, demoAgents: [] });
  expect(await desk.refusal('demo:setServerPower', { isOn: false })).toMatchObject({ code: 'profile.notDemo' });
});
