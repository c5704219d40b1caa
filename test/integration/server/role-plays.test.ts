import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RolePlayFrame, RolePlaySaid } from '../../../src/shared/sync/role-play-wire.ts';
import { longestPiece } from '../../../src/shared/sync/role-play-wire.ts';
import { invitationMs } from '../../../src/shared/training/role-play.ts';
import type { LiveEar, TestSeat } from '../../fakes/test-seat.ts';
import { createAgentFloor } from './agent-floor.ts';
import { describeContract } from './engines.ts';
import { startTestCentre, type TestCentre } from './test-centre.ts';

/** A seat with its channel, at work. */
interface Desk {
  readonly seat: TestSeat;
  readonly ear: LiveEar;
}

const scenarioId = 'zh-outage-report';
const here: RolePlayFrame = { type: 'here' };

describeContract('role-plays over the live channel', (kind) => {
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

  async function sit(): Promise<Desk> {
    const seat = await centre.openSeat();
    const ear = await signOn(seat, 'A1');
    await ear.told('seated');
    await report(ear, 1, { kind: 'NOT_READY', since: now() });
    return { seat, ear };
  }
  async function leave(...desks: readonly Desk[]): Promise<void> {
    for (const { ear } of desks) {
      ear.socket.close();
      await ear.closed;
    }
  }
  const post = ({ seat }: Desk, path: string, body: object) => seat.request('POST', `/v1/role-plays/${path}`, body);
  const say = (desk: Desk, id: string, frame: object) => post(desk, 'say', { id, frame });
  const invite = (desk: Desk, { seat }: Desk, id: string) =>
    post(desk, 'invite', { id, colleague: seat.agentNo, scenarioId, part: 'agent' });
  const heard = async ({ ear }: Desk): Promise<RolePlaySaid> => (await ear.told('rolePlay')).said;
  async function agree(one: Desk, other: Desk): Promise<string> {
    const id = randomUUID();
    await invite(one, other, id);
    await heard(other);
    expect(await post(other, 'answer', { id, answer: 'accepted' })).toMatchObject({ status: 200 });
    await heard(one);
    return id;
  }

  test('one asks, the other accepts, and what they say reaches them alone, in its order, and is written nowhere', async () => {
    const [trainee, colleague, other] = [await sit(), await sit(), await sit()];
    const id = randomUUID();
    expect(await invite(trainee, colleague, id)).toMatchObject({ status: 200 });
    expect(await colleague.ear.told('rolePlay')).toEqual({
      ...{ type: 'rolePlay', id, from: trainee.seat.agentNo },
      said: { type: 'invited', scenarioId, part: 'caller' },
    });
    await post(colleague, 'answer', { id, answer: 'accepted' });
    // His answer was lost on the way back: again it is the same, told once.
    expect(await post(colleague, 'answer', { id, answer: 'accepted' })).toMatchObject({ status: 200 });
    expect(await heard(trainee)).toEqual({ type: 'answered', answer: 'accepted' });
    const secret = 'a=ice-pwd:only-these-two-may-know';
    const frames: RolePlayFrame[] = [
      { type: 'sip', text: `INVITE\r\n${secret}${'x'.repeat(longestPiece - 100)}`, isMore: true },
      ...Array.from({ length: 20 }, (_, nth): RolePlayFrame => ({
        type: 'sip',
        text: `${String(nth)} ${'ཀ'.repeat(500)}`,
      })),
      { type: 'deed', deed: { type: 'said', moment: 'greeting', kind: 'greeting' } },
    ];
    for (const frame of frames) expect(await say(colleague, id, frame)).toMatchObject({ status: 200 });
    for (const frame of frames) expect(await heard(trainee)).toEqual({ type: 'frame', frame });
    expect(await post(trainee, 'end', { id, reason: 'over' })).toMatchObject({ status: 200 });
    expect(await heard(colleague)).toEqual({ type: 'ended', reason: 'over' });
    expect([trainee, colleague, other].flatMap(({ ear }) => ear.left()).filter((type) => type === 'rolePlay')).toEqual(
      [],
    );
    const tables = await centre.engine.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    for (const { name } of tables) {
      const rows = await centre.engine.query(`SELECT * FROM ${name} t WHERE t::text LIKE '%only-these-two%'`);
      expect(rows, name).toEqual([]);
    }
    await leave(trainee, colleague, other);
  });

  test('nobody speaks who takes no part, before both agreed, or once it is over', async () => {
    const [one, two, stranger] = [await sit(), await sit(), await sit()];
    const id = randomUUID();
    await invite(one, two, id);
    for (const desk of [one, two]) expect(await say(desk, id, here)).toMatchObject({ status: 400 });
    // Only whoever was asked answers.
    for (const desk of [one, stranger]) {
      expect(await post(desk, 'answer', { id, answer: 'accepted' })).toMatchObject({ status: 404 });
    }
    await post(two, 'answer', { id, answer: 'accepted' });
    expect(await say(stranger, id, here)).toMatchObject({ status: 404, body: { code: 'notFound' } });
    expect(await post(stranger, 'end', { id, reason: 'over' })).toMatchObject({ status: 404 });
    expect(await say(one, randomUUID(), here)).toMatchObject({ status: 404 });
    expect(await post(two, 'answer', { id, answer: 'declined' })).toMatchObject({ status: 400 });
    await post(one, 'end', { id, reason: 'liveCall' });
    expect(await post(two, 'answer', { id, answer: 'accepted' })).toMatchObject({ status: 400 });
    expect(await say(two, id, here)).toMatchObject({ status: 400 });
    // Again it changes nothing, and tells nobody.
    expect(await post(two, 'end', { id, reason: 'over' })).toMatchObject({ status: 200 });
    expect(stranger.ear.left()).not.toContain('rolePlay');
    await leave(one, two, stranger);
  });

  test('asks nobody who is not there, oneself, or under the id of another; an old invitation is void', async () => {
    const [one, two, three] = [await sit(), await sit(), await sit()];
    const away = await centre.openSeat();
    const to = (agentNo: string, id: string = randomUUID()) =>
      post(one, 'invite', { id, colleague: agentNo, scenarioId, part: 'caller' });
    expect(await to(away.agentNo)).toMatchObject({ status: 404 });
    expect(await to(one.seat.agentNo)).toMatchObject({ status: 400, body: { params: { field: 'colleague' } } });
    expect(await to('XX99')).toMatchObject({ status: 400, body: { params: { field: 'colleague' } } });
    const id = randomUUID();
    await invite(two, three, id);
    expect(await to(three.seat.agentNo, id)).toMatchObject({ status: 400, body: { params: { field: 'id' } } });
    for (let again = 0; again < 2; again += 1) {
      expect(await post(three, 'answer', { id, answer: 'busy' })).toMatchObject({ status: 200 });
    }
    expect(await post(three, 'answer', { id, answer: 'accepted' })).toMatchObject({ status: 400 });
    const late = randomUUID();
    await invite(two, one, late);
    centre.putForward(invitationMs + 60_000);
    expect(await post(one, 'answer', { id: late, answer: 'accepted' })).toMatchObject({ status: 400 });
    await leave(one, two, three);
  });

  test('takes no piece that is too long, nothing that is no frame, and no flood', async () => {
    const [one, two] = [await sit(), await sit()];
    const id = await agree(one, two);
    const refused = { status: 400, body: { code: 'request.invalid' } };
    expect(await say(one, id, { type: 'sip', text: 'x'.repeat(longestPiece + 1) })).toMatchObject(refused);
    expect(await say(one, id, { type: 'sip', text: '' })).toMatchObject(refused);
    expect(await say(one, id, { type: 'sip', text: 'x', to: '1001' })).toMatchObject(refused);
    expect(await say(one, id, { type: 'shout', text: 'x' })).toMatchObject(refused);
    // Short enough, and yet more bytes than a notice holds: escaped, each of these letters has six.
    expect(await say(one, id, { type: 'sip', text: '\u0001'.repeat(longestPiece) })).toMatchObject({
      ...{ status: 400, body: { params: { field: 'frame' } } },
    });
    let status = 200;
    let taken = 0;
    for (; status === 200 && taken < 500; taken += 1) ({ status } = await say(one, id, here));
    expect(status).toBe(429);
    // The other one is not made to wait for it.
    expect(await say(two, id, here)).toMatchObject({ status: 200 });
    await leave(one, two);
  });
});
