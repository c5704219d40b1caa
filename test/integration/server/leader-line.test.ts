import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leaderAskMs } from '../../../src/shared/sync/leader-wire.ts';
import type { LiveEar, TestSeat } from '../../fakes/test-seat.ts';
import { createAgentFloor } from './agent-floor.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre, type TestCentre } from './test-centre.ts';

/** A seat with its channel, at work. */
interface Stander {
  readonly seat: TestSeat;
  readonly ear: LiveEar;
}

describeContract('the leader over the live channel', (kind) => {
  let centre: TestCentre;
  let watcher: TestSeat;
  beforeAll(async () => {
    centre = await startTestCentre(kind, { pingMs: 3_600_000 });
    watcher = await centre.openSeat();
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });
  const { now, signOn, report } = createAgentFloor(() => ({ centre, watcher }));

  async function stand(role: 'agent' | 'leader', place: string): Promise<Stander> {
    const seat = await centre.openSeat({ role });
    const ear = await signOn(seat, place);
    await ear.told('seated');
    await report(ear, 1, { kind: 'READY', since: now() });
    return { seat, ear };
  }
  async function leave({ ear }: Stander): Promise<void> {
    await report(ear, 3, { kind: 'OFFLINE', since: now() });
    ear.socket.close();
    await ear.closed;
  }
  const ask = (seat: TestSeat, id: string, callId: string) =>
    seat.request('POST', '/v1/leader/ask', { id, callId }, seat.accessToken);
  const answer = (seat: TestSeat, id: string, verdict: string) =>
    seat.request('POST', '/v1/leader/answer', { id, verdict }, seat.accessToken);

  test('every leader at work is asked, the first answer counts, and the desk that asked hears of it', async () => {
    const agent = await stand('agent', 'A1');
    const other = await stand('agent', 'A2');
    const [first, second] = [await stand('leader', 'L1'), await stand('leader', 'L2')];
    const [id, callId] = [randomUUID(), randomUUID()];
    expect(await ask(agent.seat, id, callId)).toMatchObject({ status: 200, body: { leaders: 2 } });
    for (const { ear } of [first, second]) {
      expect(await ear.told('leaderAsked')).toMatchObject({ id, agentNo: agent.seat.agentNo, place: 'A1' });
    }
    expect(await answer(first.seat, id, 'confirmed')).toMatchObject({
      status: 200,
      body: { verdict: 'confirmed', by: first.seat.agentNo },
    });
    expect(await agent.ear.told('leaderAnswered')).toMatchObject({
      ...{ id, callId, verdict: 'confirmed', by: first.seat.agentNo },
    });
    expect(await second.ear.told('leaderAskOver')).toMatchObject({ id });
    // Too late: what he says is what the other said.
    expect(await answer(second.seat, id, 'refused')).toMatchObject({
      body: { verdict: 'confirmed', by: first.seat.agentNo },
    });
    const noted = await centre.engine.query<{ agent_no: string; detail: string }>(
      "SELECT agent_no, detail FROM audit WHERE kind = 'leaderAnswered'",
    );
    expect(noted.map(({ agent_no, detail }) => [agent_no, JSON.parse(detail) as unknown])).toEqual([
      [first.seat.agentNo, { request: id, verdict: 'confirmed' }],
    ]);
    // Who is no leader hears nothing of it; what comes after it shows that it would have come.
    await report(other.ear, 2, { kind: 'NOT_READY', since: now() });
    expect(other.ear.left()).toEqual([]);
    for (const each of [agent, other, first, second]) await leave(each);
  });

  test('nobody answers who is no leader, who asked himself, or after the time', async () => {
    const agent = await stand('agent', 'A1');
    const leader = await stand('leader', 'L1');
    const own = randomUUID();
    expect(await ask(leader.seat, own, randomUUID())).toMatchObject({ body: { leaders: 0 } });
    expect(await answer(leader.seat, own, 'confirmed')).toMatchObject({ status: 404 });
    const id = randomUUID();
    await ask(agent.seat, id, randomUUID());
    expect(await answer(agent.seat, id, 'confirmed')).toMatchObject({ status: 403 });
    expect(await answer(leader.seat, randomUUID(), 'confirmed')).toMatchObject({ status: 404 });
    // Somebody else's id is not taken over.
    expect(await ask(watcher, id, randomUUID())).toMatchObject({ status: 403 });
    centre.putForward(leaderAskMs + 1000);
    await leader.seat.signIn(password);
    expect(await answer(leader.seat, id, 'confirmed')).toMatchObject({ status: 404 });
    for (const each of [agent, leader]) each.ear.socket.close();
  });

  test('asked anew, the earlier question is nobody’s to answer; a desk that was away hears what it missed', async () => {
    const agent = await stand('agent', 'A1');
    const [earlier, id, callId] = [randomUUID(), randomUUID(), randomUUID()];
    await ask(agent.seat, earlier, callId);
    await ask(agent.seat, id, callId);
    agent.ear.socket.close();
    await agent.ear.closed;
    const leader = await stand('leader', 'L1');
    const asked = await leader.ear.told('leaderAsked');
    expect(asked).toMatchObject({ id });
    expect(await answer(leader.seat, earlier, 'confirmed')).toMatchObject({ status: 404 });
    expect(await answer(leader.seat, id, 'refused')).toMatchObject({ body: { verdict: 'refused' } });
    const back = await signOn(agent.seat, 'A1');
    expect(await back.told('leaderAnswered')).toMatchObject({ id, callId, verdict: 'refused' });
    for (const ear of [back, leader.ear]) ear.socket.close();
  });

  test('a leader at somebody else’s desk is known by his password, and guessing is counted', async () => {
    const agent = await centre.openSeat();
    const leader = await centre.addAgent('leader');
    const check = (agentNo: string, given: string) =>
      agent.request('POST', '/v1/leader/check', { agentNo, password: given }, agent.accessToken);
    expect(await check(leader, password)).toMatchObject({ status: 200, body: { leader } });
    expect(await check(agent.agentNo, password)).toMatchObject({ status: 403, body: { code: 'auth.notAllowed' } });
    for (const attemptsLeft of [4, 3, 2, 1]) {
      expect(await check(leader, 'guess')).toMatchObject({ status: 401, body: { params: { attemptsLeft } } });
    }
    expect(await check(leader, 'guess')).toMatchObject({ status: 423 });
    expect(await check(leader, password)).toMatchObject({ status: 423 });
    // It opened nothing.
    const [{ count } = { count: '' }] = await centre.engine.query<{ count: string }>(
      'SELECT count(*)::text AS count FROM sessions WHERE agent_no = $1',
      [leader],
    );
    expect(count).toBe('0');
    const noted = await centre.engine.query<{ kind: string; agent_no: string; detail: string }>(
      "SELECT kind, agent_no, detail FROM audit WHERE device_id = $1 AND kind <> 'signIn' ORDER BY seq",
      [agent.deviceId],
    );
    const askedBy = agent.agentNo;
    expect(noted.map(({ kind, agent_no, detail }) => [kind, agent_no, JSON.parse(detail) as unknown])).toEqual([
      ['leaderChecked', leader, { askedBy }],
      ['signInRefused', askedBy, { code: 'auth.notAllowed' }],
      ...Array.from({ length: 4 }, () => ['signInRefused', leader, { code: 'auth.wrongPassword' }]),
      ['signInRefused', leader, { code: 'auth.locked' }],
    ]);
  });
});
