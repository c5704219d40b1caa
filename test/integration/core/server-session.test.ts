import { v7 as uuidv7 } from 'uuid';
import { afterEach, describe, expect, test } from 'vitest';
import { createServerClient } from '../../../src/main/sync/server-client.ts';
import { createServerSession } from '../../../src/main/sync/server-session.ts';
import type { MutationId } from '../../../src/shared/ids.ts';
import { agentNoSchema, deviceIdSchema } from '../../../src/shared/ids.ts';
import { protocolVersion, type SignInRequest } from '../../../src/shared/sync/wire.ts';
import { startScriptedServer, type ScriptedAnswer, type ScriptedServer, type SeenRequest } from './scripted-server.ts';

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const page = { items: [], cursor: 'c1', more: false };
const tokenInvalid: ScriptedAnswer = { status: 401, body: { code: 'auth.tokenInvalid' } };
const health: ScriptedAnswer = { status: 200, body: { ok: true, engine: 'pglite', isDurable: false, version: '1' } };

function tokens(number: number) {
  return { accessToken: `access-${number}`, accessExpiresAt: Date.now() + 60_000, refreshToken: `refresh-${number}` };
}

/** Takes the newest access token only, trades each refresh token once. */
function tradingScript(): (request: SeenRequest) => ScriptedAnswer {
  let newest = 1;
  return ({ path, authorization, body }) => {
    if (path === '/v1/health') return health;
    if (path === '/v1/auth/refresh') {
      if ((body as { refreshToken: string }).refreshToken !== `refresh-${newest}`) return tokenInvalid;
      newest += 1;
      return { status: 200, body: tokens(newest) };
    }
    return authorization === `Bearer access-${newest}` ? { status: 200, body: page } : tokenInvalid;
  };
}

async function sessionOn(script: (request: SeenRequest) => ScriptedAnswer, held: Partial<ReturnType<typeof tokens>>) {
  server = await startScriptedServer(script);
  const url = server.url;
  const kept: string[] = [];
  const client = createServerClient(() => url);
  const keepRefreshToken = (token: string): Promise<void> => Promise.resolve(void kept.push(token));
  return { session: createServerSession({ client, tokens: held, keepRefreshToken }), kept, seen: server.seen };
}

describe('server session', () => {
  test('an access token that is over is renewed once, and the request repeated', async () => {
    const { session, kept, seen } = await sessionOn(tradingScript(), { ...tokens(1), accessToken: 'stale' });
    expect(await session.pull('notices', undefined, 10)).toEqual({ ok: true, value: { ...page, startsAnew: false } });
    expect(kept).toEqual(['refresh-2']);
    expect(seen.map(({ path }) => path.split('?')[0])).toEqual(['/v1/pull', '/v1/auth/refresh', '/v1/pull']);
  });

  test('requests that find the token over at the same time renew it together', async () => {
    const { session, kept } = await sessionOn(tradingScript(), { ...tokens(1), accessToken: 'stale' });
    const answers = await Promise.all([1, 2, 3, 4].map(() => session.pull('customers', 'c0', 10)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(kept).toEqual(['refresh-2']);
  });

  test('after an offline sign-in the first probe gets tokens', async () => {
    const { session, seen } = await sessionOn(tradingScript(), { refreshToken: 'refresh-1' });
    expect(await session.probe()).toEqual({ ok: true, value: undefined });
    expect(session.accessToken()).toBe('access-2');
    expect(seen.map(({ path }) => path)).toEqual(['/v1/auth/refresh', '/v1/health']);
  });

  test('a refused refresh token ends the session for good, without asking again', async () => {
    const { session, seen } = await sessionOn(() => tokenInvalid, { refreshToken: 'old' });
    for (let index = 0; index < 3; index += 1) {
      expect(await session.probe()).toMatchObject({ ok: false, error: { code: 'auth.sessionExpired' } });
    }
    expect(seen).toHaveLength(1);
  });

  test('a token refused again right after its renewal does not turn in circles', async () => {
    const script = ({ path }: SeenRequest): ScriptedAnswer =>
      path === '/v1/auth/refresh' ? { status: 200, body: tokens(2) } : tokenInvalid;
    const { session, seen } = await sessionOn(script, tokens(1));
    expect(await session.pull('calls', undefined, 10)).toMatchObject({ error: { code: 'auth.sessionExpired' } });
    expect(seen).toHaveLength(3);
  });

  test('a server that is busy while the token is renewed costs no session', async () => {
    let isBusy = true;
    const script = tradingScript();
    const { session } = await sessionOn(
      (request) => (isBusy ? { status: 503, body: { code: 'server.busy' } } : script(request)),
      { refreshToken: 'refresh-1' },
    );
    expect(await session.probe()).toMatchObject({ ok: false, error: { code: 'server.unreachable', retry: 'auto' } });
    isBusy = false;
    expect(await session.probe()).toMatchObject({ ok: true });
  });

  test.each([
    ['the server', { code: 'server.busy', params: { retryAfterS: 60 } }],
    ['a proxy before it', '<html>try later</html>'],
  ])('a pause that %s asks for is kept by pushes and pulls, and by nothing else', async (_who, body) => {
    const { session, seen } = await sessionOn(
      ({ path }) =>
        path.startsWith('/v1/pull')
          ? { status: 429, body, retryAfter: '60' }
          : { status: 200, body: { numberBlocks: [] } },
      tokens(1),
    );
    const busy = { ok: false, error: { code: 'server.rejected', retry: 'auto', params: { code: 'server.busy' } } };
    expect(await session.pull('tickets', undefined, 10)).toMatchObject(busy);
    expect(await session.pull('calls', undefined, 10)).toMatchObject(busy);
    expect(
      await session.push([{ id: uuidv7() as MutationId, payload: '{}', signature: 'x'.repeat(86) }]),
    ).toMatchObject(busy);
    expect(await session.numbers(0)).toEqual({ ok: true, value: [] });
    expect(seen.map(({ path }) => path.split('?')[0])).toEqual(['/v1/pull', '/v1/numbers']);
  });

  test('closing breaks off what hangs', async () => {
    const { session, seen } = await sessionOn(() => 'hang', tokens(1));
    const asked = session.pull('tickets', undefined, 10);
    while (seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    session.close();
    expect(await asked).toMatchObject({ ok: false, error: { code: 'server.unreachable' } });
  });
});

const signIn: SignInRequest = {
  protocolVersion,
  agentNo: agentNoSchema.parse('9527'),
  password: 'tashi-demo',
  deviceId: deviceIdSchema.parse(uuidv7()),
  numbersLeft: 0,
  authorKey: 'A'.repeat(43),
};

describe('sign-in answers', () => {
  test.each([
    [{ status: 401, body: { code: 'auth.wrongPassword' } }, { code: 'auth.wrongPassword' }],
    [{ status: 401, body: { code: 'auth.unknownAgent' } }, { code: 'auth.unknownAgent' }],
    [{ status: 403, body: { code: 'auth.notAllowed' } }, { code: 'auth.unknownAgent' }],
    [
      { status: 423, body: { code: 'auth.locked', params: { until: 99 } } },
      { code: 'auth.locked', params: { until: 99 } },
    ],
    [{ status: 503, body: { code: 'server.busy' } }, { code: 'server.unreachable' }],
    [{ status: 502, body: '<html>bad gateway</html>' }, { code: 'server.unreachable' }],
    [{ status: 200, body: '<html>captive portal</html>' }, { code: 'server.badAnswer' }],
    [{ status: 200, body: { accessToken: 'x' } }, { code: 'server.badAnswer' }],
    [{ status: 404, body: 'not here' }, { code: 'server.badAnswer' }],
    [
      { status: 413, body: '<html>too large</html>' },
      { code: 'server.rejected', retry: 'auto' },
    ],
    ['cut', { code: 'server.unreachable' }],
  ] as const)('%o becomes %o', async (answer, error) => {
    server = await startScriptedServer(() => answer);
    const url = server.url;
    expect(await createServerClient(() => url).signIn(signIn)).toMatchObject({ ok: false, error });
  });

  test('no address and nobody listening are the same to an agent', async () => {
    expect(await createServerClient(() => undefined).signIn(signIn)).toMatchObject({
      error: { code: 'server.unreachable' },
    });
    const gone = await startScriptedServer(() => 'cut');
    await gone.close();
    expect(await createServerClient(() => gone.url).signIn(signIn)).toMatchObject({
      error: { code: 'server.unreachable' },
    });
  });
});
