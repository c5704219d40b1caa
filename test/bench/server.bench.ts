import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { numberOf, sampleTicket, ticketSketch } from '../fakes/sample-mutations.ts';
import { startServerProcess } from '../fakes/server-process.ts';
import { TestSeat } from '../fakes/test-seat.ts';
import { findPostgres, startPostgres } from '../integration/server/postgres.ts';
import { percentile, type Bench } from './run-bench.ts';
import { AreaTickets, ConnectedDesk } from './server/connected-desk.ts';

const desks = 2000;
const areas = 20;
const ticketsPerS = 200;
const numbersPerBlock = 1000;
/** Well before an access token ends, s. */
const renewS = 600;
const password = 'measured';

/**
 * One server process, a PostgreSQL that flushes, and 2,000 desks that pull whenever they are told of a change, in a centre
 * large enough that each is given its own area only; 200 tickets a second, one to a push, from all of them. A minute for
 * each of `--runs`. The desks run in this process and share the machine with what they measure.
 */
export const bench: Bench = {
  defaultRuns: 1,
  async run({ runs, slowMs }) {
    const bin = await findPostgres();
    if (bin === undefined) throw new Error('this bench needs the programs of a PostgreSQL server');
    const cluster = await startPostgres(bin, { isDurable: true });
    const folder = await mkdtemp(join(tmpdir(), 'tashi-server-'));
    try {
      const database = await cluster.createDatabase();
      const agents = join(folder, 'agents.json');
      await writeFile(agents, JSON.stringify({ agents: Array.from({ length: areas }, (_none, nth) => agentOf(nth)) }));
      const server = startServerProcess(['--keys', join(folder, 'keys'), '--agents', agents, '--parent-pipe'], {
        DATABASE_URL: database,
      });
      try {
        const { url } = await server.ready;
        await makeLarge(database);
        return { figures: await measure(url, server.child.pid ?? 0, runs * 60, slowMs) };
      } finally {
        server.child.stdin.end();
        await server.exited;
      }
    } finally {
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function agentOf(nth: number) {
  const agent = { displayName: '测试', role: 'agent', languages: ['zh-Hans'], seatLabel: '普通话席' };
  return { ...agent, agentNo: String(7001 + nth), areas: [`area-${String(nth)}`], password };
}

/** As after 50,000 customers, who are not what is measured. */
async function makeLarge(database: string): Promise<void> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  await client.query('UPDATE centre SET is_large = true');
  await client.end();
}

async function measure(url: string, pid: number, seconds: number, slowMs: number): Promise<Record<string, number>> {
  const seats = await Promise.all(Array.from({ length: areas }, (_none, nth) => signIn(url, nth, seconds)));
  const connected = await Promise.all(
    Array.from({ length: desks }, (_none, nth) => {
      const { seat, tickets } = seats[nth % areas] ?? never();
      return ConnectedDesk.open(seat, tickets);
    }),
  );
  try {
    const rssEmpty = rssMbOf(pid);
    const waits: number[] = [];
    const pushing: Promise<void>[] = [];
    const startedAt = performance.now();
    let rssEarly = 0;
    for (let nth = 0; nth < seconds * ticketsPerS; nth += 1) {
      const dueAt = startedAt + (nth * 1000) / ticketsPerS;
      const early = dueAt - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      if (nth > 0 && nth % (renewS * ticketsPerS) === 0) await Promise.all(seats.map(({ seat }) => seat.renew()));
      pushing.push(pushOne(seats[nth % areas] ?? never(), nth, dueAt, { waits, slowMs }));
      if (nth === Math.floor((seconds * ticketsPerS) / 4)) rssEarly = rssMbOf(pid);
    }
    await Promise.all(pushing);
    const rss = rssMbOf(pid);
    const pulls = connected.reduce((sum, desk) => sum + desk.pulls, 0);
    const lags = sorted(await Promise.all(connected.map((desk) => desk.lags())));
    return {
      ...{ desks, ticketsPerS },
      p50Ms: percentile(waits, 0.5),
      p99Ms: percentile(waits, 0.99),
      pullsPerS: pulls / seconds,
      putOffShare: connected.reduce((sum, desk) => sum + desk.putOff, 0) / pulls,
      knownP50Ms: lags[Math.floor(lags.length * 0.5)] ?? Number.NaN,
      knownP99Ms: lags[Math.floor(lags.length * 0.99)] ?? Number.NaN,
      rssMb: rss,
      kbPerDesk: ((rssEmpty - (seats[0]?.rssBefore ?? 0)) * 1024) / desks,
      rssGrowthRatio: rss / rssEarly,
    };
  } finally {
    for (const desk of connected) desk.close();
  }

  async function signIn(base: string, nth: number, forSeconds: number) {
    const seat = new TestSeat(base, String(7001 + nth));
    const numbers: string[] = [];
    while (numbers.length < (forSeconds * ticketsPerS) / areas) {
      const [block] = (await seat.signIn(password)).numberBlocks;
      for (let at = 0; at < numbersPerBlock; at += 1) numbers.push(numberOf(block, at));
    }
    const tickets = new AreaTickets((forSeconds * ticketsPerS) / areas);
    return { seat, numbers, tickets, area: `area-${String(nth)}`, rssBefore: rssMbOf(pid) };
  }
}

interface Sender {
  readonly seat: TestSeat;
  readonly numbers: readonly string[];
  readonly area: string;
  readonly tickets: AreaTickets;
}

interface Pushed {
  readonly waits: number[];
  readonly slowMs: number;
}

/** Counted from when it was due: a generator that falls behind hides nothing. */
async function pushOne(
  { seat, numbers, area, tickets }: Sender,
  nth: number,
  dueAt: number,
  pushed: Pushed,
): Promise<void> {
  const ticket = sampleTicket(numbers[Math.floor(nth / areas)] ?? never(), { area });
  const place = tickets.add(ticket.id);
  const row = seat.signMutation(seat.compose(ticketSketch(ticket)));
  if (pushed.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, pushed.slowMs));
  const [outcome] = await seat.pushTogether(row);
  if (outcome?.outcome !== 'applied') throw new Error('a ticket was not taken');
  const now = performance.now();
  pushed.waits.push(now - dueAt);
  tickets.ackedAt[place] = now;
}

/** Millions of them, in a quarter of an hour. */
function sorted(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.sort();
}

function rssMbOf(pid: number): number {
  const [, kb] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
  return Number(kb) / 1024;
}

function never(): never {
  throw new Error('there are fewer than counted');
}
