import { afterEach, expect, it } from 'vitest';
import { openSeat, type OpenedSeat } from '../../../../src/main/features/agents/open-seat.ts';
import { createServerClient } from '../../../../src/main/sync/server-client.ts';
import type { AgentNo } from '../../../../src/shared/ids.ts';
import type { Result } from '../../../../src/shared/ipc/result.ts';
import { offlineTermMs, type SignInRequest } from '../../../../src/shared/sync/wire.ts';
import { startScriptedServer, type ScriptedAnswer, type ScriptedServer } from '../../core/scripted-server.ts';
import { now, useSeat } from '../db/seat-fixture.ts';
import { makeSeatWithTicket, setAside, tamper } from '../db/seat-tricks.ts';
import { agentA, agentB, must, password } from '../db/test-centre.ts';

const seat = useSeat({ isSignedIn: false });
let server: ScriptedServer | undefined;
afterEach(() => server?.close());

async function enter(
  script: (request: SignInRequest) => ScriptedAnswer,
  change: { agentNo?: AgentNo; password?: string; at?: number } = {},
): Promise<Result<OpenedSeat>> {
  await server?.close();
  const { url } = (server = await startScriptedServer(({ body }) => script(body as SignInRequest)));
  return openSeat({
    ...{ seat: seat.store, client: createServerClient(() => url), deviceId: seat.centre.options.deviceId },
    ...{ agentNo: change.agentNo ?? agentA, password: change.password ?? password, now: () => change.at ?? now },
  });
}

const until = now + 900_000;
const locked = (): ScriptedAnswer => ({ status: 423, body: { code: 'auth.locked', params: { until } } });

it('an account that was locked at the centre keeps nobody from his own seat who knows the password', async () => {
  await makeSeatWithTicket(seat);
  const { opened, isOnline, tokens } = must(await enter(locked));
  expect({ isOnline, tokens }).toEqual({ isOnline: false, tokens: { refreshToken: opened.refreshToken } });
  expect(opened.warnings).toEqual([{ code: 'auth.locked', retry: 'user', params: { until } }]);
  expect(await seat.store.listTickets(10)).toHaveLength(1);
  await seat.store.close();

  const refusal = { ok: false, error: { code: 'auth.locked', params: { until } } };
  expect(await enter(locked, { password: 'wrong' })).toMatchObject(refusal);
  expect(await enter(locked, { agentNo: agentB })).toMatchObject(refusal);
  expect(await enter(locked, { at: now + 2 * offlineTermMs })).toMatchObject(refusal);
});

it('a seat whose key file is damaged inside opens with the next sign-in, which is made at once', async () => {
  await makeSeatWithTicket(seat);
  const { authorKey } = await seat.store.peek(agentA);
  const registered: string[] = [];
  tamper(seat, (body) => ({
    ...body,
    vault: { ...(body['vault'] as object), tag: Buffer.alloc(16).toString('base64url') },
  }));
  const entered = must(
    await enter((request) => {
      registered.push(request.authorKey);
      return { status: 200, body: seat.centre.signIn(agentA, now) };
    }),
  );
  expect(entered).toMatchObject({ isOnline: true, opened: { warnings: [] } });
  expect(registered).toEqual([authorKey, (await seat.store.peek(agentA)).authorKey]);
  expect(registered[1]).not.toBe(authorKey);
  expect(await seat.store.listTickets(10)).toHaveLength(1);
  expect(setAside(seat)).toEqual([]);
});
