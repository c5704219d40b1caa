import { execFile } from 'node:child_process';
import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres } from '../../../server/engine/postgres-engine.ts';
import { startCentralServer } from '../../../server/start-central-server.ts';
import { verifyAudit } from '../../../server/audit/verify-audit.ts';
import { callSketch, numberOf, sampleCall, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import type { PushOutcome } from '../../../src/shared/sync/wire.ts';
import { TestSeat, type SignedMutation } from '../../fakes/test-seat.ts';
import { describePostgres, postgresKind } from './engines.ts';
import { startPostgres } from './postgres.ts';
import { password, startTestCentre, type TestCentre } from './test-centre.ts';

const run = promisify(execFile);

/** One address before several servers: each connection goes to the next of those that take one. */
async function startBalancer(targets: readonly string[]): Promise<{ url: string; stop(): Promise<void> }> {
  let turn = 0;
  const sockets = new Set<Socket>();
  const hold = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const forward = (client: Socket, tries: number): void => {
    const { port } = new URL(targets[turn++ % targets.length] ?? '');
    const upstream = connect(Number(port), '127.0.0.1');
    upstream.once('connect', () => {
      hold(upstream);
      upstream.pipe(client);
      client.pipe(upstream);
      upstream.on('close', () => client.destroy());
      client.on('close', () => upstream.destroy());
    });
    upstream.once('error', () => (tries > 1 ? forward(client, tries - 1) : client.destroy()));
  };
  const server: Server = createServer((client) => {
    hold(client);
    forward(client, targets.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

describePostgres('a centre in operation', (bin) => {
  const kind = postgresKind(bin);
  let centre: TestCentre;
  beforeAll(async () => {
    centre = await startTestCentre(kind, { metricsPort: 0 });
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  async function withNumbers(url = centre.url) {
    const seat = new TestSeat(url, await centre.addAgent());
    const [block] = (await seat.signIn(password)).numberBlocks;
    return { seat, ticket: (nth: number) => sampleTicket(numberOf(block, nth)) };
  }
  /** As a desk does: what got no answer is sent again. */
  async function pushed(seat: TestSeat, row: SignedMutation): Promise<PushOutcome['outcome'] | undefined> {
    for (;;) {
      try {
        return (await seat.push(row))[0]?.outcome;
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
      }
    }
  }
  const metrics = async (): Promise<string> => (await fetch(centre.server.metricsUrl ?? '')).text();

  test('two servers behind one address are one: sessions, numbers, pushes, pages and hints', async () => {
    const twin = await centre.startTwin();
    const balancer = await startBalancer([centre.url, twin.url]);
    const { seat, ticket } = await withNumbers(balancer.url);
    const reader = await withNumbers(balancer.url);
    const rows = Array.from({ length: 40 }, (_none, nth) => seat.signMutation(seat.compose(ticketSketch(ticket(nth)))));
    // Each of them twice at once: whichever server is asked, one applies it.
    const outcomes = await Promise.all([...rows, ...rows].map((row) => pushed(seat, row)));
    expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(40);
    expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(40);
    expect(new Set((await reader.seat.pullAll('tickets')).items.map(({ id }) => id)).size).toBe(40);
    await twin.stop();
    // One of them is gone: the address still serves, and nothing is missing or there twice.
    for (const row of rows.slice(0, 6)) expect(await pushed(seat, row)).toBe('duplicate');
    expect(await centre.engine.query('SELECT 1 FROM tickets WHERE agent_no = $1', [seat.agentNo])).toHaveLength(40);
    await balancer.stop();
  });

  test('a seat that asks too often, and a server with too much to do, say when to come again', async () => {
    let at = Date.now();
    const limited = await startTestCentre(kind, {
      now: () => at,
      syncLimits: { perSeat: { burst: 3, perSecond: 0.5 }, mostAtOnce: 100 },
    });
    const seat = await limited.openSeat();
    for (let nth = 0; nth < 3; nth += 1) {
      expect(await seat.request('GET', '/v1/pull?stream=tickets')).toMatchObject({ status: 200 });
    }
    const answer = await fetch(`${limited.url}/v1/pull?stream=tickets`, {
      headers: { authorization: `Bearer ${seat.accessToken}` },
    });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(2);
    expect(await answer.json()).toMatchObject({ code: 'server.busy', params: { retryAfterS: 2 } });
    // Nobody else has to wait for it, nor anything that an agent waits for.
    expect(await seat.request('POST', '/v1/numbers', { numbersLeft: 500 })).toMatchObject({ status: 200 });
    const other = await limited.openSeat();
    expect(await other.request('GET', '/v1/pull?stream=tickets')).toMatchObject({ status: 200 });
    at += 2000;
    expect(await seat.request('GET', '/v1/pull?stream=tickets')).toMatchObject({ status: 200 });
    await limited.stop();
  });

  test('tells figures where no proxy leads, and neither there nor in the log anything of a person', async () => {
    const { seat, ticket } = await withNumbers();
    const draft = ticket(0);
    const call = sampleCall();
    await seat.push(
      seat.signMutation(seat.compose(ticketSketch({ ...draft, description: '卓玛家的电表' }))),
      seat.signMutation(seat.compose(callSketch(call))),
    );
    await expect(seat.signIn('不对的口令')).rejects.toThrow();
    await fetch(`${centre.url}/v1/pull?stream=%E5%8D%93%E7%8E%9B&cursor=13900000071`);
    await fetch(`${centre.url}/卓玛/13900000071`);
    const figures = await metrics();
    expect(figures).toMatch(/^tashi_requests_total\{route="\/v1\/push",status="200"\} [1-9]/m);
    expect(figures).toMatch(/^tashi_request_seconds_bucket\{route="\/v1\/push",le="\+Inf"\} [1-9]/m);
    expect(figures).toMatch(/^tashi_mutations_total\{outcome="applied",code=""\} [1-9]/m);
    expect(figures).toMatch(/^process_resident_memory_bytes [1-9]/m);
    expect(figures).toContain('route="unknown",status="404"');
    for (const line of figures.trimEnd().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"]*",?)+\})? -?[\d.e+-]+)$/);
    }
    const told = figures + centre.logLines.join('');
    for (const personal of ['卓玛', '电表', '13900000071', '口令', password, seat.accessToken]) {
      expect(told).not.toContain(personal);
    }
    for (const line of centre.logLines) expect(() => JSON.parse(line) as unknown).not.toThrow();
    expect((await fetch(`${centre.url}/metrics`)).status).toBe(404);
  });

  test('a dump put back into an empty database is a centre again: desks pull anew, and nothing is there twice', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tashi-dump-'));
    const cluster = await startPostgres(bin);
    const open = (url: string) => openPostgres({ url, poolSize: 4, onConnectionError: () => undefined });
    const [url, emptyUrl] = [await cluster.createDatabase(), await cluster.createDatabase()];
    const opened = { engine: open(url), reopen: () => open(url), cluster };
    const before = await startTestCentre({ ...kind, open: () => Promise.resolve(opened) });
    const seat = new TestSeat(before.url, await before.addAgent());
    const [block] = (await seat.signIn(password)).numberBlocks;
    const row = (nth: number) => seat.signMutation(seat.compose(ticketSketch(sampleTicket(numberOf(block, nth)))));
    const [early, late] = [row(0), row(1)];
    expect(await seat.push(early)).toMatchObject([{ outcome: 'applied' }]);
    const dump = join(folder, 'centre.dump');
    await run(join(bin, 'pg_dump'), ['--format', 'custom', '--file', dump, url]);
    expect(await seat.push(late)).toMatchObject([{ outcome: 'applied' }]);
    const { cursor, feed } = await seat.pullPage('tickets');
    // A seat that has its numbers from a time that the dump does not know.
    const newcomer = new TestSeat(before.url, await before.addAgent());
    const [unknown] = (await newcomer.signIn(password)).numberBlocks;
    await before.stop();

    await run(join(bin, 'pg_restore'), ['--no-owner', '--dbname', emptyUrl, dump]);
    const after = await startCentralServer({
      ...{ engine: open(emptyUrl), keys: before.keys, name: 'x', host: '127.0.0.1', port: 0, version: '0' },
      log: before.server.centre.log,
      attachments: before.server.centre.attachments,
    });
    [seat.url, newcomer.url] = [after.url, after.url];
    // The cursor speaks of a ticket that this database never had: the desk begins anew instead of missing what comes.
    const page = await seat.pullPage('tickets', cursor);
    expect(page).toMatchObject({
      startsAnew: true,
      feed: expect.not.stringContaining(feed ?? ''),
      items: [{ op: 'put', id: (JSON.parse(early.payload) as { entityId: string }).entityId }],
    });
    // What came after the backup is applied once if a desk still has it; what was in it is known.
    expect((await seat.push(early, late)).map(({ outcome }) => outcome)).toEqual(['duplicate', 'applied']);
    expect((await seat.pullAll('tickets')).items).toHaveLength(2);
    const refused = { outcome: 'rejected', code: 'ticket.numberTaken' };
    const lost = (number: string) => seat.signMutation(seat.compose(ticketSketch(sampleTicket(number))));
    // Numbers that the database forgot are nobody else's, but whoever has one keeps it.
    expect(await seat.push(lost(numberOf(unknown)))).toMatchObject([{ outcome: 'applied' }]);
    expect(await seat.push(lost(numberOf(unknown)))).toMatchObject([refused]);
    const [fresh] = (await seat.signIn(password)).numberBlocks;
    expect(fresh?.from).toBeGreaterThan((unknown?.to ?? Infinity) + 90_000);
    expect(await seat.push(lost(`W-${String((fresh?.to ?? 0) + 1)}`))).toMatchObject([refused]);
    expect(await verifyAudit(after.centre.engine, after.centre.crypto)).toMatchObject({ kind: 'whole' });
    await after.stop();
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  });
});
