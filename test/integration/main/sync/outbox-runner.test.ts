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
import { makeDraft, must } from '../db/test-centre.ts';

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
    onLinesSettled: () => undefined,
    onExchanged: () => undefined,
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
  return { runner, shows, failures };
}

/** What a centre says at each of the doors that rows come to. */
const applied = ({ path, body }: SeenRequest): ScriptedAnswer => {
  if (path === '/v1/auth/refresh') {
    return { status: 200, body: { accessToken: 'access-2', accessExpiresAt: 0, refreshToken: 'refresh-2' } };
  }
  const rows = path === '/v1/push' ? (body as PushRequest).mutations : (body as PushSealedRequest).rows;
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
