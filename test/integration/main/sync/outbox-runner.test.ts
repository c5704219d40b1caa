import { createPublicKey, verify } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { createOutboxRunner, type OutboxRunner } from '../../../../src/main/sync/outbox-runner.ts';
import { createServerClient } from '../../../../src/main/sync/server-client.ts';
import { createServerSession } from '../../../../src/main/sync/server-session.ts';
import type { Ticket } from '../../../../src/shared/domain/ticket.ts';
import type { AppError } from '../../../../src/shared/ipc/app-error.ts';
import type { PushRequest, PushSealedRequest } from '../../../../src/shared/sync/wire.ts';
import {
  startScriptedServer,
  type ScriptedAnswer,
  type ScriptedServer,
  type SeenRequest,
} from '../../core/scripted-server.ts';
import { now, useSeat } from '../db/seat-fixture.ts';
import { agentA, makeDraft, must } from '../db/test-centre.ts';

const seat = useSeat({ isSignedIn: true });
const log = { info: () => undefined, warn: () => undefined, bug: () => undefined };

let server: ScriptedServer | undefined;
let runner: OutboxRunner | undefined;
afterEach(async () => {
  await runner?.pause();
  await server?.close();
});

interface Line {
  readonly runner: OutboxRunner;
  /** Resolves when this ticket looks like that. */
  shows(id: string, sync: Ticket['sync']): Promise<Ticket>;
  readonly failures: readonly AppError[];
  /** Rows that waited at each moment that was told of. */
  readonly waiting: readonly Promise<number>[];
  /** Until when the centre asked to be left alone; undefined once it answered. */
  readonly pauses: readonly (number | undefined)[];
}

async function lineTo(
  script: (request: SeenRequest) => ScriptedAnswer,
  keepRefreshToken: () => Promise<void> = () => Promise.resolve(),
): Promise<Line> {
  const { url } = (server = await startScriptedServer(script));
  const tokens = { accessToken: 'access-1', accessExpiresAt: 0, refreshToken: 'refresh-1' };
  const session = createServerSession({ client: createServerClient(() => url), tokens, keepRefreshToken });
  const changed: Ticket[] = [];
  const failures: AppError[] = [];
  const waiting: Promise<number>[] = [];
  const pauses: (number | undefined)[] = [];
  let look = (): void => undefined;
  runner = createOutboxRunner({
    ...{ seat: seat.store, server: session, log, now: () => now },
    onTicketsChanged: (tickets) => {
      changed.push(...tickets);
      look();
    },
    onCustomersSettled: () => undefined,
    onExamsSettled: () => undefined,
    onTasksSettled: () => undefined,
    onAdditionsSettled: () => undefined,
    onLinesSettled: () => undefined,
    onExchanged: () => undefined,
    onMoved: () => void waiting.push(seat.store.outboxCounts().then((counts) => counts.waiting)),
    onBusy: (until) => void pauses.push(until),
    onFailed: (error) => void failures.push(error),
  });
  const shows: Line['shows'] = (id, sync) =>
    new Promise((resolve) => {
      look = () => {
        const found = changed.find((ticket) => ticket.id === id && ticket.sync === sync);
        if (found) resolve(found);
      };
      look();
    });
  return { runner, shows, failures, waiting, pauses };
}

/** What a centre says at each of the doors that rows come to. */
const applied = ({ path, body }: SeenRequest): ScriptedAnswer => {
  if (path === '/v1/auth/refresh') {
    return { status: 200, body: { accessToken: 'access-2', accessExpiresAt: 0, refreshToken: 'refresh-2' } };
  }
  const rows = path !== '/v1/push-sealed' ? (body as PushRequest).mutations : (body as PushSealedRequest).rows;
  return { status: 200, body: { outcomes: rows.map(({ id }) => ({ id, outcome: 'applied' })) } };
};

it('rows wait again when something unforeseen breaks a push, and are sent at the next look', async () => {
  const script = (request: SeenRequest): ScriptedAnswer =>
    request.authorization === 'Bearer access-1'
      ? { status: 401, body: { code: 'auth.tokenInvalid' } }
      : applied(request);
  let isDiskFull = true;
  const keepRefreshToken = (): Promise<void> => {
    const answer = isDiskFull ? Promise.reject(new Error('disk full')) : Promise.resolve();
    isDiskFull = false;
    return answer;
  };
  const line = await lineTo(script, keepRefreshToken);
  const { id } = must(await seat.store.submitTicket(makeDraft(), false, now));
  await line.runner.start();
  expect(await seat.store.getTicket(id)).toMatchObject({ sync: 'queued' });
  await line.shows(id, 'synced');
});

it('a row that a proxy finds too large waits, and holds up no other', async () => {
  const drafts = [makeDraft(), makeDraft({ description: '很长'.repeat(1500) }), makeDraft()];
  const line = await lineTo((request) =>
    JSON.stringify(request.body).length > 3000 ? { status: 413, body: '<html>too large</html>' } : applied(request),
  );
  for (const draft of drafts) must(await seat.store.submitTicket(draft, false, now));
  await line.runner.start();
  const synced = await Promise.all(drafts.map(async ({ id }) => (await seat.store.getTicket(id))?.sync));
  expect(synced).toEqual(['synced', 'queued', 'synced']);
  expect(line.failures).toEqual([]);
  expect(await seat.store.takeOutbox(10, now)).toEqual([]);
  expect(await seat.store.takeOutbox(10, now + 60_000)).toHaveLength(1);
});

/** So many tickets, each of its own, in the order in which they leave. */
async function submitted(count: number): Promise<string[]> {
  await seat.store.addNumberBlocks([{ prefix: 'W', from: 30_001, to: 30_000 + count }]);
  const ids: string[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const draft = makeDraft();
    must(await seat.store.submitTicket(draft, false, now));
    ids.push(draft.id);
  }
  return ids;
}
/** What came under the agent's own name. */
const isPush = ({ path }: SeenRequest): boolean => path === '/v1/push-together';
const pushes = (): SeenRequest[] => (server?.seen ?? []).filter(isPush);
const entitiesOf = (request: SeenRequest): string[] =>
  (request.body as PushRequest).mutations.map(({ payload }) => (JSON.parse(payload) as { entityId: string }).entityId);
const syncsOf = async (ids: readonly string[]): Promise<(string | undefined)[]> =>
  Promise.all(ids.map(async (id) => (await seat.store.getTicket(id as Ticket['id']))?.sync));

it('batches leave one after another in the order of their rows, each row once', async () => {
  const line = await lineTo(applied);
  const ids = await submitted(1050);
  await line.runner.start();
  const batches = pushes().map(entitiesOf);
  expect(batches.map(({ length }) => length)).toEqual([500, 500, 50]);
  expect(batches.flat()).toEqual(ids);
  expect(new Set(await syncsOf(ids))).toEqual(new Set(['synced']));
  expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 0, blocked: 0 });
});

it('a row that is refused in the middle holds up its own entity and nothing else', async () => {
  const ids = await submitted(401);
  const refused = ids[150] ?? '';
  const line = await lineTo((request) => {
    if (!isPush(request)) return applied(request);
    const entities = entitiesOf(request);
    const outcomes = (request.body as PushRequest).mutations.map(({ id }, nth) =>
      entities[nth] === refused
        ? { id, outcome: 'rejected', code: 'ticket.missingField', field: 'address' }
        : { id, outcome: 'applied' },
    );
    return { status: 200, body: { outcomes } };
  });
  await line.runner.start();
  expect(await seat.store.getTicket(refused as Ticket['id'])).toMatchObject({
    ...{ sync: 'rejected', refusal: { code: 'ticket.missingField', field: 'address' } },
  });
  const others = ids.filter((id) => id !== refused);
  expect(new Set(await syncsOf(others))).toEqual(new Set(['synced']));
  expect(pushes().flatMap(entitiesOf)).toEqual(ids);
});

it.each([
  ['the connection is cut', 'cut'],
  ['the server is busy', { status: 503, body: { code: 'server.busy', params: { retryAfterS: 1 } }, retryAfter: '1' }],
  ['the seat asks too often', { status: 429, body: { code: 'server.busy' }, retryAfter: '1' }],
] as const)(
  '%s between two batches: what was read ahead waits again, and nothing was left out',
  async (_why, fault) => {
    let isFaulty = false;
    const line = await lineTo((request) => {
      if (isFaulty) return fault;
      isFaulty = true;
      return applied(request);
    });
    const ids = await submitted(1200);
    await line.runner.start();
    // One answered, one that came to nothing, and none after that.
    expect(pushes().map((request) => entitiesOf(request).length)).toEqual([500, 500]);
    expect(line.failures).toHaveLength(1);
    expect(await syncsOf(ids)).toEqual(ids.map((_id, nth) => (nth < 500 ? 'synced' : 'queued')));
    await line.runner.pause();
    const left = await seat.store.takeOutbox(1200, now);
    expect(left.map(({ entityId }) => entityId)).toEqual(ids.slice(500));
  },
);

it('the next version of a ticket leaves after the answer to the one before, with many others between', async () => {
  const ids = await submitted(550);
  const [first = ''] = ids;
  const revised: string[] = [];
  const line = await lineTo((request) => {
    if (!isPush(request)) return applied(request);
    revised.push(...entitiesOf(request).filter((id) => id === first));
    if (revised.length > 1 || !entitiesOf(request).includes(first)) return applied(request);
    const outcomes = (request.body as PushRequest).mutations.map(({ id }, nth) => ({
      ...{ id, outcome: nth === 0 ? 'rejected' : 'applied' },
      ...(nth === 0 && { code: 'ticket.missingField', field: 'address' }),
    }));
    return { status: 200, body: { outcomes } };
  });
  await line.runner.start();
  must(await seat.store.reopenTicket(first as Ticket['id'], now));
  must(await seat.store.submitTicket({ ...makeDraft(), id: first as Ticket['id'] }, false, now));
  await line.runner.wake();
  expect(revised).toEqual([first, first]);
  expect(new Set(await syncsOf(ids))).toEqual(new Set(['synced']));
  expect(pushes().map((request) => entitiesOf(request).length)).toEqual([500, 50, 1]);
});

it('a centre of before, which knows no signature for many, gets one for each row', async () => {
  const ids = await submitted(250);
  const { authorKey = '' } = await seat.store.peek(agentA);
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: authorKey }, format: 'jwk' });
  const line = await lineTo((request) =>
    isPush(request) ? { status: 404, body: { code: 'notFound' } } : applied(request),
  );
  await line.runner.start();
  expect(new Set(await syncsOf(ids))).toEqual(new Set(['synced']));
  // Asked once whether it does.
  expect(pushes()).toHaveLength(1);
  const each = (server?.seen ?? []).filter(({ path }) => path === '/v1/push');
  expect(each.map((request) => entitiesOf(request).length)).toEqual([200, 50]);
  expect(each.flatMap(entitiesOf)).toEqual(ids);
  for (const { payload, signature } of each.flatMap(({ body }) => (body as PushRequest).mutations)) {
    expect(verify(null, Buffer.from(payload), key, Buffer.from(signature, 'base64url'))).toBe(true);
  }
});

it('pausing in the middle ends with the batch under way; what was read ahead waits', async () => {
  const ids = await submitted(1100);
  let pausing: Promise<void> | undefined;
  const line: Line = await lineTo((request) => {
    pausing ??= line.runner.pause();
    return applied(request);
  });
  await line.runner.start();
  await pausing;
  expect(await syncsOf(ids)).toEqual(ids.map((_id, nth) => (nth < 500 ? 'synced' : 'queued')));
  expect(pushes()).toHaveLength(1);
});

it('tells of every batch as it is written down, and until when the centre wants to be left alone', async () => {
  await submitted(1001);
  let pushes = 0;
  const line = await lineTo((request) => {
    if (!isPush(request)) return applied(request);
    pushes += 1;
    return pushes === 3 ? { status: 429, body: {}, retryAfter: '7' } : applied(request);
  });
  await line.runner.start();
  const told = await Promise.all(line.waiting);
  expect(told.at(0)).toBe(501);
  expect(told.at(-1)).toBe(1);
  expect(line.pauses).toContain(undefined);
  expect(line.pauses.at(-1)).toBe(now + 7000);
});
