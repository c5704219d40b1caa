import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { numberOf, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { startServerProcess } from '../../fakes/server-process.ts';
import type { ServerProcess } from '../../fakes/server-process.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { BusyDesk, isAcknowledged, ListeningDesk } from './busy-desks.ts';
import type { Sent } from './busy-desks.ts';
import { describePostgres } from './engines.ts';
import { startPostgres } from './postgres.ts';
import type { PostgresCluster } from './postgres.ts';

/** npm run torture asks for more. */
const kills = Number(process.env['TASHI_SERVER_KILLS'] ?? 5);
/** Tokens last for 15 minutes: further kills are done to desks that signed in anew. */
const killsAtOnce = 50;
const agents = ['6001', '6002', '6003', '6004', '6005'];
const password = 'kill me not';

describePostgres('killed while desks push', (bin) => {
  let cluster: PostgresCluster;
  let folder: string;
  let url: string;
  let args: string[];
  let database: pg.Client;
  /** The server that runs now, or is being started. */
  let running: ServerProcess;
  /** Everything that any desk of this suite has sent. */
  const ever: Sent[] = [];

  const start = (): ServerProcess => (running = startServerProcess(args, { DATABASE_URL: url }));
  const kill = async (): Promise<void> => {
    running.child.kill('SIGKILL');
    await running.exited;
  };
  /** The address of a server that answers and whose database does. */
  const whenBack = async (): Promise<string> => {
    for (;;) {
      const address = await running.ready.then(
        (ready) => ready.url,
        () => undefined,
      );
      if (address !== undefined && (await isHealthy(address))) return address;
      await wait(20);
    }
  };
  const connect = async (): Promise<void> => {
    database = new pg.Client({ connectionString: url });
    database.on('error', () => undefined);
    await database.connect();
  };
  beforeAll(async () => {
    cluster = await startPostgres(bin, { isDurable: true });
    url = await cluster.createDatabase();
    await connect();
    folder = await mkdtemp(join(tmpdir(), 'tashi-killed-'));
    const agent = { displayName: '测试', role: 'agent', languages: ['zh-Hans'], seatLabel: '普通话席', password };
    const file = join(folder, 'agents.json');
    await writeFile(file, JSON.stringify({ agents: agents.map((agentNo) => ({ agentNo, ...agent })) }));
    args = ['--keys', join(folder, 'centre-keys.json'), '--agents', file, '--parent-pipe'];
    await start().ready;
  });
  afterAll(async () => {
    await kill();
    await database.end();
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Desks at work while `strike` is done to the centre; afterwards everything must have arrived, once. */
  async function underLoad(strike: (pushed: () => Promise<unknown>) => Promise<void>): Promise<void> {
    const address = await whenBack();
    const [listener, ...writers] = agents.map((agentNo) => new TestSeat(address, agentNo));
    if (!listener) throw new Error('no agents');
    for (const seat of [listener, ...writers]) await seat.signIn(password, 1000);
    const listening = new ListeningDesk(listener);
    const busy = writers.map((seat) => new BusyDesk(seat));
    for (const desk of [listening, ...busy]) desk.start(whenBack);
    await strike(() => Promise.all(busy.map((desk) => desk.acknowledged())));
    await Promise.all(busy.map((desk) => desk.finish()));
    await listening.finish();
    expect(busy.flatMap(({ refused }) => refused)).toEqual([]);
    const sent = busy.flatMap((desk) => desk.sent);
    ever.push(...sent);
    await expectOnce(sent);
    const tickets = sent.filter(({ sketch }) => sketch.kind === 'ticket.submit');
    expect(tickets.filter(({ sketch }) => !listening.tickets.has(sketch.entityId))).toEqual([]);
  }

  /** What was acknowledged is there, whole and once; what was sent again was never taken twice. */
  async function expectOnce(sent: readonly Sent[]): Promise<void> {
    expect(sent.filter((entry) => !isAcknowledged(entry))).toEqual([]);
    expect(sent.filter(({ timesApplied }) => timesApplied > 1)).toEqual([]);
    const decided = await rows<{ id: string; digest: string; outcome: string }>('applied_mutations');
    const byId = Map.groupBy(decided, ({ id }) => id);
    for (const { row, digest } of sent) {
      expect(byId.get(row.id)).toEqual([expect.objectContaining({ digest, outcome: 'applied' })]);
    }
    const tickets = new Map((await rows<{ id: string; body: string }>('tickets')).map(({ id, body }) => [id, body]));
    // The second version holds, however late the first one came.
    const second = sent.filter(({ sketch }) => sketch.kind === 'ticket.submit' && sketch.seq === 2);
    expect(second.length).toBeGreaterThan(agents.length);
    for (const { sketch } of second) expect(JSON.parse(tickets.get(sketch.entityId) ?? 'null')).toEqual(sketch.body);
    expect(tickets.size).toBe(second.length + ever.length / 4 - sent.length / 4);
    for (const table of ['calls', 'reveals']) expect(await rows(table)).toHaveLength(ever.length / 4);
  }

  async function rows<Row extends object>(table: string): Promise<Row[]> {
    return (await database.query<Row & pg.QueryResultRow>(`SELECT * FROM ${table}`)).rows;
  }

  test(
    `${String(kills)} times kill -9 of the server: what was acknowledged is stored, nothing twice`,
    async () => {
      for (let done = 0; done < kills; done += killsAtOnce) {
        await underLoad(async (pushed) => {
          for (let round = done; round < Math.min(kills, done + killsAtOnce); round += 1) {
            await pushed();
            // Anywhere in the work that goes on: before, within or after a commit.
            await wait(Math.random() * 60);
            await kill();
            await start().ready;
          }
          await pushed();
        });
      }
    },
    120_000 + kills * 20_000,
  );

  test('kill -9 of the database, a process of it and all at once: the server comes back to it by itself', async () => {
    const health = await (await fetch(`${await whenBack()}/v1/health`)).json();
    expect(health).toMatchObject({ engine: 'postgres', isDurable: true });
    await underLoad(async (pushed) => {
      await pushed();
      await cluster.killBackend();
      await pushed();
      await cluster.killAndRestart();
      await pushed();
      await connect();
    });
  });

  test('asked to stop it finishes what the database still holds up, and answers it', async () => {
    const seat = new TestSeat(await whenBack(), '6001');
    const [block] = (await seat.signIn(password, 0)).numberBlocks;
    const mutation = seat.signMutation(seat.compose(ticketSketch(sampleTicket(numberOf(block)))));
    const lock = `SELECT pg_advisory_lock(7203442, hashtext(E'${seat.agentNo}\\n${seat.deviceId}'))`;
    await database.query(lock);
    const pushed = seat.push(mutation);
    for (;;) {
      const { rowCount } = await database.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
      if (rowCount === 1) break;
    }
    running.child.kill('SIGTERM');
    await running.logged('stopping');
    await database.query('SELECT pg_advisory_unlock_all()');
    expect(await pushed).toEqual([{ id: mutation.id, outcome: 'applied' }]);
    expect(await running.exited).toEqual({ code: 0, signal: null });
    await start().ready;
    seat.url = await whenBack();
    expect(await seat.push(mutation)).toEqual([{ id: mutation.id, outcome: 'duplicate' }]);
  });
});

async function isHealthy(address: string): Promise<boolean> {
  return fetch(`${address}/v1/health`).then(
    ({ status }) => status === 200,
    () => false,
  );
}
