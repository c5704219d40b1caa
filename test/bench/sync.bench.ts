import { mostTogether } from '../../src/shared/sync/push-together-wire.ts';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { numberOf, sampleTicket, ticketSketch } from '../fakes/sample-mutations.ts';
import { startServerProcess } from '../fakes/server-process.ts';
import { TestSeat, type SignedMutation } from '../fakes/test-seat.ts';
import { findPostgres, startPostgres, type PostgresCluster } from '../integration/server/postgres.ts';

import { median, type Bench } from './run-bench.ts';
import { measurePouchdb, measureRxdb, type PeerRates } from './sync/peers.ts';
import { measureWeekOffline } from './sync/week-offline.ts';

const tickets = 10_000;
/** As a desk sends them, and the plain batches of the measured floor. */
const rowsPerPush = mostTogether;
const bareRowsPerPush = 500;
const numbersPerBlock = 1000;
const password = 'measured';

/**
 * 10,000 tickets of some 850 B over HTTP on one connection into a PostgreSQL that flushes, and back again page by page:
 * the central server with tokens, signatures, rules, feed and scopes, and in turns on the same cluster the barest server
 * that stores documents, RxDB's replication into that one, and PouchDB from memory into memory.
 */
export const bench: Bench = {
  defaultRuns: 3,
  async run({ runs, slowMs }) {
    const bin = await findPostgres();
    if (bin === undefined) throw new Error('this bench needs the programs of a PostgreSQL server');
    const cluster = await startPostgres(bin, { isDurable: true });
    const folder = await mkdtemp(join(tmpdir(), 'tashi-sync-'));
    const own: Rates[] = [];
    const [bare, rxdb, pouchdb]: [PeerRates[], PeerRates[], PeerRates[]] = [[], [], []];
    const weeks: number[] = [];
    try {
      for (let round = 0; round < runs; round += 1) {
        own.push(await measureServer(await cluster.createDatabase(), join(folder, `keys-${String(round)}`), slowMs));
        const rows = writeUnchecked();
        bare.push(await withBare(cluster, (base) => measureBare(base, rows)));
        rxdb.push(await withBare(cluster, (base) => measureRxdb(base, rows)));
        pouchdb.push(await measurePouchdb(rows));
        weeks.push(await measureWeekOffline(await cluster.createDatabase()));
      }
    } finally {
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    }
    const { pushPerS, pullPerS } = figuresOf(own);
    const peers = { bare: figuresOf(bare), rxdb: figuresOf(rxdb), pouchdb: figuresOf(pouchdb) };
    return {
      figures: {
        ...{ pushPerS, pullPerS },
        pushOverBare: pushPerS / peers.bare.pushPerS,
        pullOverBare: pullPerS / peers.bare.pullPerS,
        pushOverRxdb: pushPerS / peers.rxdb.pushPerS,
        pullOverRxdb: pullPerS / peers.rxdb.pullPerS,
        pushOverPouchdb: pushPerS / peers.pouchdb.pushPerS,
        pullOverPouchdb: pullPerS / peers.pouchdb.pullPerS,
        weekOfflineS: median(weeks) / 1000,
        bytesPerTicket: own[0]?.bytes ?? Number.NaN,
        diskBytesPerTicket: own[0]?.diskBytes ?? Number.NaN,
      },
      peers,
    };
  },
};

function figuresOf(rates: readonly PeerRates[]): { pushPerS: number; pullPerS: number } {
  return { pushPerS: median(rates.map(({ push }) => push)), pullPerS: median(rates.map(({ pull }) => pull)) };
}

async function withBare(cluster: PostgresCluster, measure: (base: string) => Promise<PeerRates>): Promise<PeerRates> {
  const server = await startBare(await cluster.createDatabase());
  try {
    return await measure(server.base);
  } finally {
    server.stop();
  }
}

/** Tickets a second. */
interface Rates extends PeerRates {
  readonly bytes: number;
  /** In the database, with indexes. */
  readonly diskBytes: number;
}

async function measureServer(url: string, keys: string, slowMs: number): Promise<Rates> {
  const agents = `${keys}.agents.json`;
  const agent = { agentNo: '6001', displayName: '测试', role: 'agent', languages: ['zh-Hans'], seatLabel: '普通话席' };
  await writeFile(agents, JSON.stringify({ agents: [{ ...agent, password }] }));
  const server = startServerProcess(['--keys', keys, '--agents', agents, '--parent-pipe'], { DATABASE_URL: url });
  try {
    const seat = new TestSeat((await server.ready).url, agent.agentNo);
    const rows = await write(seat);
    const sizeBefore = await sizeOf(url);
    const batches = batchesOf(rows, rowsPerPush);
    const startedAt = performance.now();
    for (const batch of batches) {
      const outcomes = await seat.pushTogether(...batch);
      if (outcomes.some(({ outcome }) => outcome !== 'applied')) throw new Error('a ticket was not taken');
      await slow(slowMs);
    }
    const pushedAt = performance.now();
    const { items } = await seat.pullAll('tickets', undefined, 1000);
    const pulledAt = performance.now();
    if (items.length !== tickets) throw new Error(`${String(items.length)} tickets came back`);
    const bytes = rows.reduce((sum, { payload }) => sum + Buffer.byteLength(payload), 0) / tickets;
    const diskBytes = ((await sizeOf(url)) - sizeBefore) / tickets;
    return { ...ratesOf(startedAt, pushedAt, pulledAt), bytes, diskBytes };
  } finally {
    server.child.stdin.end();
    await server.exited;
  }
}

async function sizeOf(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ size: string }>('SELECT pg_database_size(current_database())::text AS size');
  await client.end();
  return Number(rows[0]?.size);
}

/** Signed beforehand, as what lies in an outbox. */
async function write(seat: TestSeat): Promise<SignedMutation[]> {
  const rows: SignedMutation[] = [];
  while (rows.length < tickets) {
    const [block] = (await seat.signIn(password)).numberBlocks;
    for (let nth = 0; nth < numbersPerBlock; nth += 1) {
      const ticket = sampleTicket(numberOf(block, nth), {
        description: '来电反映家中电压不稳，已核对户号与表箱。'.repeat(2),
      });
      rows.push(seat.signMutation(seat.compose(ticketSketch(ticket))));
    }
  }
  return rows;
}

interface BareServer {
  readonly base: string;
  stop(): void;
}

async function startBare(url: string): Promise<BareServer> {
  const entry = join(import.meta.dirname, 'sync', 'bare-server.ts');
  const child = spawn(process.execPath, [entry], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const port = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
  return { base: `http://127.0.0.1:${port}/`, stop: () => void child.stdin.end() };
}

function writeUnchecked(): SignedMutation[] {
  const seat = new TestSeat('', '6001');
  const ticket = { description: '来电反映家中电压不稳，已核对户号与表箱。'.repeat(2) };
  return Array.from({ length: tickets }, (_none, nth) =>
    seat.signMutation(seat.compose(ticketSketch(sampleTicket(`W-${String(nth)}`, ticket)))),
  );
}

async function measureBare(base: string, rows: readonly SignedMutation[]): Promise<PeerRates> {
  const startedAt = performance.now();
  for (const batch of batchesOf(rows, bareRowsPerPush)) {
    const answer = await fetch(base, { method: 'POST', body: JSON.stringify(batch) });
    if (((await answer.json()) as unknown[]).length !== batch.length) throw new Error('the bare server lost documents');
  }
  const pushedAt = performance.now();
  let [after, count] = ['0', 0];
  for (let isLast = false; !isLast;) {
    const page = (await (await fetch(`${base}?after=${after}`)).json()) as { seq: string }[];
    count += page.length;
    after = page.at(-1)?.seq ?? after;
    isLast = page.length < 1000;
  }
  const pulledAt = performance.now();
  if (count !== tickets) throw new Error(`${String(count)} documents came back`);
  return ratesOf(startedAt, pushedAt, pulledAt);
}

function ratesOf(startedAt: number, pushedAt: number, pulledAt: number): PeerRates {
  return { push: (tickets * 1000) / (pushedAt - startedAt), pull: (tickets * 1000) / (pulledAt - pushedAt) };
}

function batchesOf<T>(rows: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_none, nth) =>
    rows.slice(nth * size, (nth + 1) * size),
  );
}

/** The self-check: a known delay in each exchange. */
function slow(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
