import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessTermMs } from '../../../server/auth/access-token.ts';
import { keepAgents } from '../../../server/auth/keep-agents.ts';
import { sessionTermMs } from '../../../server/auth/sessions.ts';
import { tokensSchema } from '../../../src/shared/sync/wire.ts';
import type { Tokens } from '../../../src/shared/sync/wire.ts';
import { startFaultyProxy } from '../../fakes/faulty-proxy.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import type { Answer } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

describeContract('sessions', (kind) => {
  let centre: TestCentre;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const refresh = (seat: TestSeat, refreshToken: string): Promise<Answer> =>
    seat.request('POST', '/v1/auth/refresh', { refreshToken }, '');
  const renewed = async (seat: TestSeat, refreshToken: string): Promise<Tokens> => {
    const answer = await refresh(seat, refreshToken);
    expect(answer.status).toBe(200);
    return tokensSchema.parse(answer.body);
  };
  const isRefused = { status: 401, body: { code: 'auth.tokenInvalid' } };

  test('an access token works until its term and not when touched', async () => {
    const seat = await centre.openSeat();
    expect((await seat.request('GET', '/v1/pull?stream=notices')).status).toBe(200);
    const [body = '', mac = ''] = seat.accessToken.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const forged = Buffer.from(JSON.stringify({ ...claims, agentNo: '0031' })).toString('base64url');
    for (const token of ['', 'nonsense', `${forged}.${mac}`, `${body}.${mac}.x`, `${body}.`, seat.refreshToken]) {
      expect(await seat.request('GET', '/v1/pull?stream=notices', undefined, token), token).toMatchObject(isRefused);
    }
    centre.putForward(accessTermMs);
    expect(await seat.request('GET', '/v1/pull?stream=notices')).toMatchObject(isRefused);
    seat.accessToken = (await renewed(seat, seat.refreshToken)).accessToken;
    expect((await seat.request('GET', '/v1/pull?stream=notices')).status).toBe(200);
  });

  test('a refresh token is traded for the next, and the chain goes on', async () => {
    const seat = await centre.openSeat();
    const seen = new Set([seat.refreshToken]);
    for (let count = 0; count < 4; count += 1) {
      seat.refreshToken = (await renewed(seat, seat.refreshToken)).refreshToken;
      seen.add(seat.refreshToken);
    }
    expect(seen.size).toBe(5);
  });

  test('an answer lost on the way costs nothing', async () => {
    const proxy = await startFaultyProxy(centre.url);
    const seat = await centre.openSeat();
    seat.url = proxy.url;
    proxy.dropAnswers(2);
    await expect(refresh(seat, seat.refreshToken)).rejects.toThrow();
    await expect(refresh(seat, seat.refreshToken)).rejects.toThrow();
    const third = await renewed(seat, seat.refreshToken);
    await renewed(seat, third.refreshToken);
    await proxy.close();
  });

  test('a token used again after its successor was ends the session for both holders', async () => {
    const seat = await centre.openSeat();
    const second = await renewed(seat, seat.refreshToken);
    const third = await renewed(seat, second.refreshToken);
    expect(await refresh(seat, seat.refreshToken)).toMatchObject(isRefused);
    expect(await refresh(seat, third.refreshToken)).toMatchObject(isRefused);
  });

  test('a token made void by a repeated refresh ends the session too', async () => {
    const seat = await centre.openSeat();
    const stolen = await renewed(seat, seat.refreshToken);
    const own = await renewed(seat, seat.refreshToken);
    expect(await refresh(seat, stolen.refreshToken)).toMatchObject(isRefused);
    expect(await refresh(seat, own.refreshToken)).toMatchObject(isRefused);
  });

  test('of refreshes sent at once the last one given holds', async () => {
    const seat = await centre.openSeat();
    const answers = await Promise.all(Array.from({ length: 5 }, () => renewed(seat, seat.refreshToken)));
    expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(5);
    const [row] = await centre.engine.query<{ count: number }>(
      `SELECT count(*) AS count FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
        WHERE s.agent_no = $1 AND t.used_at IS NULL AND NOT t.is_superseded`,
      [seat.agentNo],
    );
    expect(row?.count).toBe(1);
  });

  test('signing out ends the session, and only this one', async () => {
    const seat = await centre.openSeat();
    const elsewhere = new TestSeat(centre.url, seat.agentNo);
    await elsewhere.signIn(password);
    const { refreshToken } = seat;
    expect((await seat.request('POST', '/v1/auth/sign-out', { refreshToken }, '')).status).toBe(204);
    expect(await refresh(seat, refreshToken)).toMatchObject(isRefused);
    await renewed(elsewhere, elsewhere.refreshToken);
    expect((await seat.request('POST', '/v1/auth/sign-out', { refreshToken: 'gone' }, '')).status).toBe(204);
  });

  test('a session unused for eight days is over', async () => {
    const seat = await centre.openSeat();
    centre.putForward(sessionTermMs + 1000);
    expect(await refresh(seat, seat.refreshToken)).toMatchObject(isRefused);
  });

  test('an agent who left gets no further token', async () => {
    const seat = await centre.openSeat();
    await centre.engine.query('UPDATE agents SET is_active = false WHERE agent_no = $1', [seat.agentNo]);
    expect(await refresh(seat, seat.refreshToken)).toMatchObject(isRefused);
  });

  test('a new password ends the sessions of the old one and opens a locked account; the same one changes nothing', async () => {
    const seat = await centre.openSeat();
    const agent = { ...(await seat.signIn(password)).agent };
    await keepAgents(centre.engine, [{ agent, password }]);
    seat.refreshToken = (await renewed(seat, seat.refreshToken)).refreshToken;
    for (let count = 0; count < 5; count += 1) await seat.trySignIn('wrong');
    await keepAgents(centre.engine, [{ agent, password: 'another' }]);
    expect(await refresh(seat, seat.refreshToken)).toMatchObject(isRefused);
    expect(await seat.trySignIn(password)).toMatchObject({ status: 401, body: { code: 'auth.wrongPassword' } });
    await seat.signIn('another');
  });

  test('keeps no token that could be used', async () => {
    const seat = await centre.openSeat();
    const rows = await centre.engine.query('SELECT * FROM refresh_tokens');
    expect(JSON.stringify(rows)).not.toContain(seat.refreshToken);
  });
});
