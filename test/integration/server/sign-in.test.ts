import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepLine } from '../../../server/auth/agent-line.ts';
import { offlineGrantSchema, offlineTermMs } from '../../../src/shared/sync/wire.ts';
import { sealTo, TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

const minuteMs = 60_000;

describeContract('sign-in', (kind) => {
  let centre: TestCentre;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  async function newSeat(): Promise<TestSeat> {
    return new TestSeat(centre.url, await centre.addAgent());
  }

  test('brings the agent, tokens, an offline term signed by the centre and ticket numbers', async () => {
    const seat = await newSeat();
    const answer = await seat.signIn(password);
    expect(answer.agent.agentNo).toBe(seat.agentNo);
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: centre.signingKey }, format: 'jwk' });
    const { payload, signature } = answer.offlineGrant;
    expect(verify(null, Buffer.from(payload), key, Buffer.from(signature, 'base64url'))).toBe(true);
    const grant = offlineGrantSchema.parse(JSON.parse(payload));
    expect(grant).toEqual({
      agentNo: seat.agentNo,
      deviceId: seat.deviceId,
      issuedAt: answer.serverTime,
      offlineUntil: answer.serverTime + offlineTermMs,
    });
    expect(answer.numberBlocks).toHaveLength(1);
  });

  test('gives every agent of a machine the same directory key, another machine another', async () => {
    const first = await newSeat();
    const second = new TestSeat(centre.url, await centre.addAgent(), first.deviceId);
    const elsewhere = new TestSeat(centre.url, first.agentNo);
    const key = (await first.signIn(password)).directoryKey;
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
    expect((await second.signIn(password)).directoryKey).toBe(key);
    expect((await elsewhere.signIn(password)).directoryKey).not.toBe(key);
  });

  test('brings the line of an agent who has one, which the database alone does not give away', async () => {
    const seat = await newSeat();
    expect(await seat.signIn(password)).not.toHaveProperty('sip');
    const line = { user: '8001', password: '线路密码' };
    const { crypto } = centre.server.centre;
    await keepLine(centre.engine, crypto, seat.agentNo, line);
    expect((await seat.signIn(password)).sip).toEqual(line);
    const rows = await centre.engine.query<{ sealed_password: string }>('SELECT * FROM agent_lines');
    expect(JSON.stringify(rows)).not.toContain(line.password);
    const another = await newSeat();
    await keepLine(centre.engine, crypto, another.agentNo, { user: '8002', password: 'x' });
    await centre.engine.query('UPDATE agent_lines SET sealed_password = $1 WHERE agent_no = $2', [
      rows[0]?.sealed_password ?? '',
      another.agentNo,
    ]);
    expect(await another.signIn(password)).not.toHaveProperty('sip');
    await keepLine(centre.engine, crypto, seat.agentNo, undefined);
    expect(await seat.signIn(password)).not.toHaveProperty('sip');
  });

  test('tells an unknown agent from a wrong password and counts the tries left', async () => {
    const stranger = await new TestSeat(centre.url, 'nobody1').trySignIn(password);
    expect(stranger).toMatchObject({ status: 401, body: { code: 'auth.unknownAgent' } });
    const seat = await newSeat();
    for (const attemptsLeft of [4, 3]) {
      const answer = await seat.trySignIn('wrong');
      expect(answer).toMatchObject({ status: 401, body: { code: 'auth.wrongPassword', params: { attemptsLeft } } });
    }
    await seat.signIn(password);
    expect(await seat.trySignIn('wrong')).toMatchObject({ body: { params: { attemptsLeft: 4 } } });
  });

  test('locks after five wrong tries for ten minutes, then for twenty', async () => {
    const seat = await newSeat();
    const lockedFor = async (): Promise<number> => {
      for (let count = 0; count < 4; count += 1) await seat.trySignIn('wrong');
      const before = centre.server.centre.now();
      const answer = await seat.trySignIn('wrong');
      expect(answer).toMatchObject({ status: 423, body: { code: 'auth.locked' } });
      return (answer.body as { params: { until: number } }).params.until - before;
    };
    expect(Math.round((await lockedFor()) / minuteMs)).toBe(10);
    expect(await seat.trySignIn(password)).toMatchObject({ status: 423, body: { code: 'auth.locked' } });
    centre.putForward(10 * minuteMs + 1000);
    expect(Math.round((await lockedFor()) / minuteMs)).toBe(20);
    centre.putForward(20 * minuteMs + 1000);
    await seat.signIn(password);
    expect(Math.round((await lockedFor()) / minuteMs)).toBe(10);
  });

  test('a stranger’s wrong tries lock out strangers, never a device the agent has signed in at', async () => {
    const seat = await newSeat();
    await seat.signIn(password);
    const strangers = Array.from({ length: 5 }, () => new TestSeat(centre.url, seat.agentNo));
    const answers = await Promise.all(strangers.map((stranger) => stranger.trySignIn('wrong')));
    expect(answers.map((answer) => answer.status).sort()).toEqual([401, 401, 401, 401, 423]);
    const newcomer = new TestSeat(centre.url, seat.agentNo);
    expect(await newcomer.trySignIn(password)).toMatchObject({ status: 423 });
    expect(await seat.trySignIn('wrong')).toMatchObject({ status: 401, body: { params: { attemptsLeft: 4 } } });
    await seat.signIn(password);
    // Signing in there gives the strangers no new tries.
    expect(await newcomer.trySignIn(password)).toMatchObject({ status: 423 });
    centre.putForward(10 * minuteMs + 1000);
    await newcomer.signIn(password);
  });

  test('a known device is locked by its own wrong tries, and alone', async () => {
    const seat = await newSeat();
    await seat.signIn(password);
    for (let count = 0; count < 5; count += 1) await seat.trySignIn('wrong');
    expect(await seat.trySignIn(password)).toMatchObject({ status: 423, body: { code: 'auth.locked' } });
    await new TestSeat(centre.url, seat.agentNo).signIn(password);
    expect(await seat.trySignIn(password)).toMatchObject({ status: 423 });
    centre.putForward(10 * minuteMs + 1000);
    await seat.signIn(password);
  });

  test('lets no more than five tries through when they come at once', async () => {
    const seat = await newSeat();
    const answers = await Promise.all(Array.from({ length: 12 }, () => seat.trySignIn('wrong')));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(4);
    expect(answers.filter((answer) => answer.status === 423)).toHaveLength(8);
  });

  test('one locked agent does not keep out another', async () => {
    const [locked, other] = [await newSeat(), await newSeat()];
    for (let count = 0; count < 5; count += 1) await locked.trySignIn('wrong');
    await expect(other.signIn(password)).resolves.toBeDefined();
  });

  test('keeps out an agent who left, but only once he proved who he is', async () => {
    const seat = await newSeat();
    await centre.engine.query('UPDATE agents SET is_active = false WHERE agent_no = $1', [seat.agentNo]);
    expect(await seat.trySignIn('wrong')).toMatchObject({ status: 401, body: { code: 'auth.wrongPassword' } });
    expect(await seat.trySignIn(password)).toMatchObject({ status: 403, body: { code: 'auth.notAllowed' } });
  });

  test('refuses what does not fit, naming the field and never its value', async () => {
    const seat = await newSeat();
    const good = {
      protocolVersion: 1,
      agentNo: seat.agentNo,
      password,
      deviceId: seat.deviceId,
      numbersLeft: 0,
      authorKey: seat.authorKey,
    };
    const cases: [string, unknown][] = [
      ['protocolVersion', 2],
      ['agentNo', "x' OR 1=1"],
      ['password', ''],
      ['deviceId', 'here'],
      ['numbersLeft', -1],
      ['authorKey', 'AAAA'],
    ];
    for (const [field, value] of cases) {
      const answer = await seat.request('POST', '/v1/auth/sign-in', { ...good, [field]: value }, '');
      expect(answer, field).toMatchObject({ status: 400, body: { code: 'request.invalid', params: { field } } });
    }
  });

  test('recovers the key of one’s own seat only', async () => {
    const [seat, other] = [await newSeat(), await newSeat()];
    await seat.signIn(password);
    await other.signIn(password);
    const dataKey = randomBytes(32);
    const seal = (aad: string): Promise<string> => sealTo(centre.sealingKey, 'tashi-desk/seat-key/1', aad, dataKey);
    const recover = (by: TestSeat, deviceId: string, sealedKey: string): ReturnType<TestSeat['request']> =>
      by.request('POST', '/v1/auth/recover-key', { deviceId, sealedKey });

    const own = await seal(`${seat.agentNo}\n${seat.deviceId}`);
    expect(await recover(seat, seat.deviceId, own)).toMatchObject({
      status: 200,
      body: { dataKey: dataKey.toString('base64url') },
    });
    expect(await recover(other, other.deviceId, own)).toMatchObject({ status: 400, body: { code: 'seal.unreadable' } });
    expect(await recover(other, seat.deviceId, own)).toMatchObject({ status: 403, body: { code: 'auth.notAllowed' } });
    const asRow = await sealTo(centre.sealingKey, 'tashi-desk/outbox/1', `${seat.agentNo}\n${seat.deviceId}`, dataKey);
    expect(await recover(seat, seat.deviceId, asRow)).toMatchObject({ status: 400, body: { code: 'seal.unreadable' } });
    expect(await recover(seat, seat.deviceId, 'AAAA')).toMatchObject({
      status: 400,
      body: { code: 'seal.unreadable' },
    });
  });

  test('writes no password, token, key or number into its log', async () => {
    const seat = await newSeat();
    await seat.trySignIn('a wrong secret');
    const answer = await seat.signIn(password);
    const log = centre.logLines.join('');
    expect(log).toContain('/v1/auth/sign-in');
    for (const secret of [password, 'a wrong secret', answer.accessToken, answer.refreshToken, answer.directoryKey]) {
      expect(log).not.toContain(secret);
    }
  });
});
