import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import { agentNoSchema, type AgentNo } from '../../../src/shared/ids.ts';
import { startFaultyProxy, type FaultyProxy } from '../../fakes/faulty-proxy.ts';
import { pgliteKind } from '../server/engines.ts';
import { password, startTestCentre, type TestCentre } from '../server/test-centre.ts';
import { callFrom } from './desk-inputs.ts';
import { makeHome, openDesk, type Home, type TestDesk } from './test-desk.ts';

const profileName = 'live';
const kind = pgliteKind();
let centre: TestCentre;

interface Station {
  readonly home: Home;
  readonly line: FaultyProxy;
  readonly desk: TestDesk;
  readonly agentNo: AgentNo;
}
const stations: Station[] = [];

/** Somebody signed in at a desk of his own, and at work. */
async function open(role: 'agent' | 'leader', place: string): Promise<Station> {
  const home = await makeHome();
  const line = await startFaultyProxy(centre.url);
  const folder = profileFolder(home.path, profileName);
  await mkdir(folder, { recursive: true });
  const { sealingKey, signingKey } = centre;
  const profile = {
    ...{ schemaVersion: 1, name: profileName, kind: 'live' },
    centre: { name: '测试中心', url: line.url, sealingKey, signingKey },
  };
  await writeFile(join(folder, 'profile.json'), JSON.stringify(profile));
  const desk = await openDesk(home.path, { profileName, place });
  const agentNo = agentNoSchema.parse(await centre.addAgent(role));
  await desk.get('auth:signIn', { agentNo, password });
  await desk.get('agent:reportState', { report: { kind: 'READY', since: Date.now(), isOnCall: false } });
  const station = { home, line, desk, agentNo };
  stations.push(station);
  return station;
}

let agent: Station;
let leader: Station;
beforeAll(async () => {
  centre = await startTestCentre(kind);
  agent = await open('agent', 'A1');
  leader = await open('leader', 'L1');
});
afterAll(async () => {
  for (const { desk, line, home } of stations) {
    await desk.close();
    await line.close();
    await home.remove();
  }
  await centre.stop();
  await kind.dispose();
});

const callId = callFrom('13900000042').callId;

/** Once the leader's desk has told the centre that he is there. */
async function askLeaders(): Promise<string> {
  const isThere = async (): Promise<boolean> => {
    const { colleagues } = await agent.desk.get('colleagues:list', {});
    return colleagues.some(({ agentNo, kind: stands }) => agentNo === leader.agentNo && stands === 'READY');
  };
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 50));
  const { id, leaders } = await agent.desk.get('leader:ask', { callId });
  expect(leaders).toBe(1);
  return id;
}

test('a leader at another desk is asked, and his answer reaches the call', async () => {
  for (const verdict of ['refused', 'confirmed'] as const) {
    const id = await askLeaders();
    await leader.desk.heard('leaderRequestsChanged', () => true);
    const requests = await leader.desk.get('leader:requests', {});
    expect(requests.at(-1)).toMatchObject({ id, agentNo: agent.agentNo, place: 'A1' });
    expect(await agent.desk.get('leader:requests', {})).toEqual([]);
    agent.desk.forgetEvents();
    const by = leader.agentNo;
    expect(await leader.desk.get('leader:answer', { id, verdict })).toEqual({ verdict, by });
    await agent.desk.heard(
      'leaderAnswered',
      (event) => event.id === id && event.verdict === verdict && event.by === by,
    );
    expect((await leader.desk.get('leader:requests', {})).map((request) => request.id)).not.toContain(id);
    leader.desk.forgetEvents();
  }
});

test('what is not there to be answered is said to be over', async () => {
  const id = '01890a5d-ac96-774b-bcce-b302099a8057';
  expect(await leader.desk.refusal('leader:answer', { id, verdict: 'confirmed' })).toMatchObject({
    code: 'leader.askOver',
  });
});

test('a leader who never signed in here confirms by his own password where the centre can be reached', async () => {
  const his = { agentNo: leader.agentNo, password };
  const { desk, line } = agent;
  expect(await desk.refusal('leader:confirm', his)).toMatchObject({ code: 'auth.leaderUnknownHere' });
  expect(await desk.get('leader:confirm', { ...his, mayAskCentre: true })).toEqual({ leader: leader.agentNo });
  expect(await desk.refusal('leader:confirm', { ...his, password: 'guess', mayAskCentre: true })).toMatchObject({
    code: 'auth.wrongPassword',
  });
  const own = { agentNo: agent.agentNo, password, mayAskCentre: true };
  expect(await desk.refusal('leader:confirm', own)).toMatchObject({ code: 'auth.notALeader' });
  line.pullCable();
  expect(await desk.refusal('leader:confirm', { ...his, mayAskCentre: true })).toMatchObject({
    code: 'auth.leaderUnknownHere',
  });
  expect(await desk.refusal('leader:ask', { callId })).toMatchObject({ code: 'server.unreachable' });
});
