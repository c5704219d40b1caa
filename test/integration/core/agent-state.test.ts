import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import type { AgentReport } from '../../../src/shared/domain/agent-report.ts';
import type { Colleague } from '../../../src/shared/domain/colleague.ts';
import { agentNoSchema, type AgentNo } from '../../../src/shared/ids.ts';
import { colleaguesAnswerSchema } from '../../../src/shared/sync/wire.ts';
import { startFaultyProxy, type FaultyProxy } from '../../fakes/faulty-proxy.ts';
import type { TestSeat } from '../../fakes/test-seat.ts';
import { pgliteKind } from '../server/engines.ts';
import { password, startTestCentre, type TestCentre } from '../server/test-centre.ts';
import { faultDraft } from './desk-inputs.ts';
import { startCore } from './killable-core.ts';
import { makeHome, openDesk, type TestDesk } from './test-desk.ts';

const profileName = 'live';
const kind = pgliteKind();
let centre: TestCentre;
let watcher: TestSeat;

beforeAll(async () => {
  centre = await startTestCentre(kind);
  watcher = await centre.openSeat();
});
afterAll(async () => {
  await centre.stop();
  await kind.dispose();
});

/** A workstation on a line of its own to the centre. */
interface Station {
  readonly home: string;
  readonly line: FaultyProxy;
  readonly desk: TestDesk;
  remove(): Promise<void>;
}

async function makeStation(): Promise<Omit<Station, 'desk'>> {
  const home = await makeHome();
  const line = await startFaultyProxy(centre.url);
  const folder = profileFolder(home.path, profileName);
  await mkdir(folder, { recursive: true });
  const { sealingKey, signingKey } = centre;
  const address = { name: '测试中心', url: line.url, sealingKey, signingKey };
  const profile = { schemaVersion: 1, name: profileName, kind: 'live', centre: address };
  await writeFile(join(folder, 'profile.json'), JSON.stringify(profile));
  return {
    ...{ home: home.path, line },
    async remove() {
      await line.close();
      await home.remove();
    },
  };
}

async function openStation(place?: string): Promise<Station> {
  const station = await makeStation();
  const desk = await openDesk(station.home, { profileName, ...(place !== undefined && { place }) });
  return {
    ...{ ...station, desk },
    async remove() {
      await desk.close();
      await station.remove();
    },
  };
}

const credentials = (agentNo: AgentNo): { agentNo: AgentNo; password: string } => ({ agentNo, password });
const report = (state: Partial<AgentReport>): { report: AgentReport } => ({
  report: { kind: 'READY', since: Date.now(), isOnCall: false, ...state },
});
const seen = async (agentNo: AgentNo): Promise<Colleague | undefined> => {
  const { body } = await watcher.request('GET', '/v1/colleagues');
  return colleaguesAnswerSchema.parse(body).colleagues.find((entry) => entry.agentNo === agentNo);
};
/** Once the centre has the agent stand there. */
async function stands(agentNo: AgentNo, as: Colleague['kind']): Promise<Colleague> {
  for (;;) {
    const colleague = await seen(agentNo);
    if (colleague?.kind === as) return colleague;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const historyOf = async (agentNo: AgentNo): Promise<string[]> => {
  const rows = await centre.engine.query<{ kind: string }>(
    'SELECT kind FROM agent_states WHERE agent_no = $1 ORDER BY since, seq',
    [agentNo],
  );
  return rows.map((row) => row.kind);
};

describe('where an agent stands', () => {
  let agentNo: AgentNo;
  let station: Station;
  beforeEach(async () => {
    agentNo = agentNoSchema.parse(await centre.addAgent());
    station = await openStation();
  });
  afterEach(() => station.remove());

  test('reaches the centre, and a page that loads anew goes on with it', async () => {
    const { desk } = station;
    expect(await desk.get('auth:signIn', credentials(agentNo))).not.toHaveProperty('standing');
    const since = Date.now() - 5 * 60_000;
    await desk.get('agent:reportState', report({ kind: 'BREAK', reason: 'meal', since }));
    const colleague = await stands(agentNo, 'BREAK');
    expect(Math.abs((colleague.since ?? 0) - since)).toBeLessThan(5000);
    expect((await desk.get('app:bootstrap', {})).session?.standing).toEqual({ kind: 'BREAK', reason: 'meal', since });
    // A call goes with its page: the agent is where he would have been after it.
    const rest = { kind: 'NOT_READY' } as const;
    await desk.get('agent:reportState', { ...report({ kind: 'TALKING', isOnCall: true }), rest });
    expect((await desk.get('app:bootstrap', {})).session?.standing).toMatchObject(rest);
    await desk.get('auth:signOut', {});
    await stands(agentNo, 'OFFLINE');
  });

  test('hours without the centre arrive in their order', async () => {
    const { desk, line } = station;
    await desk.get('auth:signIn', credentials(agentNo));
    await desk.get('agent:reportState', report({ kind: 'READY' }));
    await stands(agentNo, 'READY');
    line.pullCable();
    await desk.heard('syncChanged', ({ isOnline }) => !isOnline);
    await desk.get('agent:reportState', report({ kind: 'TALKING', isOnCall: true }));
    await desk.get('agent:reportState', report({ kind: 'ACW' }));
    await desk.get('agent:reportState', report({ kind: 'BREAK', reason: 'rest' }));
    expect((await desk.get('app:bootstrap', {})).session?.standing).toMatchObject({ kind: 'BREAK' });
    line.plugIn();
    await desk.get('sync:now', {});
    await stands(agentNo, 'BREAK');
    expect(await historyOf(agentNo)).toEqual(['READY', 'TALKING', 'ACW', 'BREAK']);
  });

  test('more than fits into one message after the other arrives whole, with what happens meanwhile behind it', async () => {
    const { desk, line } = station;
    await desk.get('auth:signIn', credentials(agentNo));
    await desk.get('agent:reportState', report({ kind: 'READY' }));
    await stands(agentNo, 'READY');
    line.pullCable();
    await desk.heard('syncChanged', ({ isOnline }) => !isOnline);
    const kinds = Array.from({ length: 250 }, (_, index) => (index % 2 === 0 ? 'TALKING' : 'ACW'));
    for (const stood of kinds) await desk.get('agent:reportState', report({ kind: stood }));
    line.plugIn();
    await desk.get('sync:now', {});
    await desk.get('agent:reportState', report({ kind: 'BREAK', reason: 'rest' }));
    await stands(agentNo, 'BREAK');
    expect(await historyOf(agentNo)).toEqual(['READY', ...kinds, 'BREAK']);
  });

  test('a leader’s word reaches the page, one that loads meanwhile too', async () => {
    const { desk } = station;
    await desk.get('auth:signIn', credentials(agentNo));
    await desk.get('agent:reportState', report({ kind: 'READY' }));
    await stands(agentNo, 'READY');
    expect(await centre.server.board.force(agentNo, agentNoSchema.parse('0031'))).toBe(true);
    const { by, at } = await desk.heard('agentForced', () => true);
    expect(by).toBe('0031');
    expect((await desk.get('app:bootstrap', {})).session?.standing).toEqual({
      ...{ kind: 'NOT_READY', reason: 'FORCED', since: at },
    });
    await desk.get('agent:reportState', report({ kind: 'NOT_READY', reason: 'FORCED', since: at }));
    await stands(agentNo, 'NOT_READY');
  });

  test('colleagues are told with their state; without the centre as they were, marked as stale', async () => {
    const { desk, line } = station;
    await desk.get('auth:signIn', credentials(agentNo));
    await desk.heard('syncChanged', ({ isOnline }) => isOnline);
    const other = agentNoSchema.parse(await centre.addAgent());
    const first = await desk.get('colleagues:list', {});
    expect(first).toMatchObject({ isStale: false });
    expect(first.colleagues.find((entry) => entry.agentNo === other)).toMatchObject({ kind: 'OFFLINE' });
    const second = await openStation();
    await second.desk.get('auth:signIn', credentials(other));
    desk.forgetEvents();
    await second.desk.get('agent:reportState', report({ kind: 'READY' }));
    await desk.heard('colleaguesChanged', () => true);
    await stands(other, 'READY');
    const list = await desk.get('colleagues:list', {});
    expect(list.colleagues.find((entry) => entry.agentNo === other)).toMatchObject({ kind: 'READY' });
    line.pullCable();
    expect(await desk.get('colleagues:list', {})).toEqual({ ...list, isStale: true });
    await second.remove();
  });
});

describe('the same agent at two desks', () => {
  let agentNo: AgentNo;
  let old: Station;
  let fresh: Station;
  beforeEach(async () => {
    agentNo = agentNoSchema.parse(await centre.addAgent());
    [old, fresh] = [await openStation('甲-12'), await openStation('乙-3')];
  });
  afterEach(async () => {
    await old.remove();
    await fresh.remove();
  });

  test('the newer takes over; the older ends its call and what it wrote leaves, then it signs off', async () => {
    await old.desk.get('auth:signIn', credentials(agentNo));
    await old.desk.get('agent:reportState', report({ kind: 'TALKING', isOnCall: true }));
    await stands(agentNo, 'TALKING');
    const { standing, warnings } = await fresh.desk.get('auth:signIn', credentials(agentNo));
    expect({ standing, warnings }).toEqual({ standing: undefined, warnings: [] });

    const taken = await old.desk.heard('sessionChanged', ({ reason }) => reason?.code === 'auth.takenOver');
    expect(taken.session?.agent.agentNo).toBe(agentNo);
    expect(taken.reason?.params).toMatchObject({ place: '乙-3', at: expect.any(Number) });
    const took = await fresh.desk.heard('sessionChanged', ({ session }) => (session?.warnings.length ?? 0) > 0);
    expect(took.session?.warnings).toEqual([
      { code: 'auth.tookOver', retry: 'none', params: { place: '甲-12', at: expect.any(Number) } },
    ]);

    // The call goes on, and its ticket is written here.
    const ticket = await old.desk.get('tickets:submit', { draft: faultDraft(), isClosedAtFirstContact: false });
    await old.desk.get('agent:reportState', report({ kind: 'ACW' }));
    await fresh.desk.get('agent:reportState', report({ kind: 'READY' }));
    expect((await old.desk.get('app:bootstrap', {})).session).not.toBeNull();
    await old.desk.get('agent:reportState', report({ kind: 'OFFLINE' }));
    const ended = await old.desk.heard('sessionChanged', ({ session }) => session === null);
    expect(ended.reason).toMatchObject({ code: 'auth.takenOver', params: { place: '乙-3' } });
    const numbers = (await watcher.pullAll('tickets')).items.map((item) =>
      item.op === 'put' ? (item.body as { number: string }).number : '',
    );
    expect(numbers).toContain(ticket.number);
    expect(await seen(agentNo)).toMatchObject({ kind: 'READY' });
  });

  test('who signed on later without the centre has the agent when it is back', async () => {
    for (const { desk } of [old, fresh]) {
      await desk.get('auth:signIn', credentials(agentNo));
      await desk.get('sync:now', {});
      await desk.get('auth:signOut', {});
    }
    for (const { line } of [old, fresh]) line.pullCable();
    expect(await old.desk.get('auth:signIn', credentials(agentNo))).toMatchObject({ isOnline: false });
    await old.desk.get('agent:reportState', report({ kind: 'READY' }));
    const ticket = await old.desk.get('tickets:submit', { draft: faultDraft(), isClosedAtFirstContact: false });
    expect(await fresh.desk.get('auth:signIn', credentials(agentNo))).toMatchObject({ isOnline: false });
    await fresh.desk.get('agent:reportState', report({ kind: 'READY' }));
    for (const { desk } of [old, fresh]) desk.forgetEvents();
    // The later one comes back first, and keeps the agent all the same.
    fresh.line.plugIn();
    await fresh.desk.get('sync:now', {});
    await stands(agentNo, 'READY');
    old.line.plugIn();
    await old.desk.get('sync:now', {});
    await old.desk.heard(
      'sessionChanged',
      ({ session, reason }) => session !== null && reason?.code === 'auth.takenOver',
    );
    await old.desk.get('agent:reportState', report({ kind: 'OFFLINE' }));
    await old.desk.heard('sessionChanged', ({ session }) => session === null);
    const numbers = (await watcher.pullAll('tickets')).items.map((item) =>
      item.op === 'put' ? (item.body as { number: string }).number : '',
    );
    expect(numbers).toContain(ticket.number);
    expect((await fresh.desk.get('app:bootstrap', {})).session).not.toBeNull();
  });
});

describe('a desk that dies', () => {
  test('goes on with the break, killed and restarted, and signed in again within the grace', async () => {
    const agentNo = agentNoSchema.parse(await centre.addAgent());
    const station = await makeStation();
    const since = Date.now() - 3 * 60_000;
    const core = await startCore(station.home, profileName);
    await core.get('auth:signIn', credentials(agentNo));
    await core.get('agent:reportState', report({ kind: 'BREAK', reason: 'training', since }));
    await stands(agentNo, 'BREAK');
    station.line.pullCable();
    const handle = core.handle();
    await core.kill();
    // Without the centre, from what the seat holds.
    const restarted = await startCore(station.home, profileName, handle);
    const { session } = await restarted.get('app:bootstrap', {});
    expect(session?.standing).toEqual({ kind: 'BREAK', reason: 'training', since });
    station.line.plugIn();
    await restarted.kill();
    // Without the handle, from what the centre knows.
    const anew = await startCore(station.home, profileName);
    const signedIn = await anew.get('auth:signIn', credentials(agentNo));
    expect(signedIn.standing).toMatchObject({ kind: 'BREAK', reason: 'training' });
    expect(Math.abs((signedIn.standing?.since ?? 0) - since)).toBeLessThan(5000);
    await anew.kill();
    await station.remove();
  });
});
