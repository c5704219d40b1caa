import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { publish, publishAtOnce, withdraw } from '../../../server/sync/publish.ts';
import { runUpkeep } from '../../../server/sync/upkeep.ts';
import type { Agent } from '../../../src/shared/domain/agent.ts';
import type { CustomerId } from '../../../src/shared/ids.ts';
import type { PullItem, PullStream } from '../../../src/shared/sync/wire.ts';
import { callSketch, numberOf, sampleCall, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre, type TestCentre } from './test-centre.ts';

const limit = 4;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

describeContract('a large centre', (kind) => {
  let centre: TestCentre;
  beforeAll(async () => {
    centre = await startTestCentre(kind, { directoryLimit: limit });
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });
  beforeEach(async () => {
    await centre.engine.query("DELETE FROM published WHERE stream IN ('customers', 'tickets', 'calls')");
    await publishAtOnce(centre.engine, [
      ...[customer('c-guide', 'guide'), customer('c-yushu', 'yushu'), customer('c-xining', 'xining')],
      ...[customer('c-golog', 'golog'), customer('c-somewhere', undefined)],
    ]);
    await runUpkeep(centre.server.centre);
  });

  const customer = (id: string, area: string | undefined, name = id) => ({
    ...{ stream: 'customers' as const, id },
    body: { id, name, salutation: '', phones: [], ...(area && { area }), isSpecialHandling: false, updatedAt: 1 },
  });
  const assign = (agentNo: string, to: Pick<Agent, 'areas' | 'queues'>): Promise<unknown> =>
    centre.engine.query(
      `UPDATE agents SET body = ((body::jsonb - 'areas' - 'queues') || $2::text::jsonb)::text WHERE agent_no = $1`,
      [agentNo, JSON.stringify(to)],
    );
  const seatOf = async (to: Pick<Agent, 'areas' | 'queues'>): Promise<TestSeat> => {
    const seat = await centre.openSeat();
    await assign(seat.agentNo, to);
    return seat;
  };
  const said = (items: readonly PullItem[]): string[] => items.map(({ op, id }) => `${op} ${id}`).sort();
  const puts = (...ids: string[]): string[] => ids.map((id) => `put ${id}`).sort();
  const everybody = puts('c-guide', 'c-yushu', 'c-xining', 'c-golog', 'c-somewhere');
  const pull = async (seat: TestSeat, stream: PullStream, cursor?: string) => {
    const { items, cursor: next } = await seat.pullAll(stream, cursor, 2);
    return { said: said(items), cursor: next };
  };

  test('gives a machine the customers of its agents’ areas, and those whose area nobody knows', async () => {
    const seat = await seatOf({ areas: ['guide', 'xining'] });
    expect((await pull(seat, 'customers')).said).toEqual(puts('c-guide', 'c-xining', 'c-somewhere'));
    const leader = await seatOf({});
    expect((await pull(leader, 'customers')).said).toEqual(everybody);
  });

  test('gives a small centre’s machines all, whatever the areas', async () => {
    const seat = await seatOf({ areas: ['guide'] });
    const { cursor } = await pull(seat, 'customers');
    for (const id of ['c-golog', 'c-yushu', 'c-xining']) await withdraw(centre.engine, 'customers', id);
    await runUpkeep(centre.server.centre);
    const anew = await seat.pullPage('customers', cursor, 50);
    expect(anew.startsAnew).toBe(true);
    expect(said(anew.items).filter((line) => line.startsWith('put'))).toEqual(puts('c-guide', 'c-somewhere'));
    // Not large again before the limit is passed, and not small at the limit itself.
    for (const id of ['c-golog', 'c-yushu']) await publish(centre.engine, customer(id, 'golog'));
    await runUpkeep(centre.server.centre);
    expect((await seat.pullPage('customers', anew.cursor, 50)).startsAnew).toBe(false);
    await publish(centre.engine, customer('c-xining', 'xining'));
    await runUpkeep(centre.server.centre);
    await withdraw(centre.engine, 'customers', 'c-xining');
    await runUpkeep(centre.server.centre);
    expect((await pull(seat, 'customers')).said).toEqual(puts('c-guide', 'c-somewhere'));
  });

  test('a customer who moves leaves the one machine and comes to the other, with his tickets and calls', async () => {
    await publishAtOnce(centre.engine, [
      { stream: 'tickets', id: 't-1', body: { id: 't-1', customerId: 'c-guide', area: 'guide' } },
      { stream: 'calls', id: 'call-1', body: { id: 'call-1', customerId: 'c-guide', at: Date.now() } },
    ]);
    const [from, to, third] = [
      await seatOf({ areas: ['guide'] }),
      await seatOf({ areas: ['yushu'] }),
      await seatOf({ areas: ['golog'] }),
    ];
    const cursors = new Map<string, string>();
    const hear = async (seat: TestSeat, stream: PullStream): Promise<string[]> => {
      const key = `${seat.agentNo} ${stream}`;
      const heard = await pull(seat, stream, cursors.get(key));
      cursors.set(key, heard.cursor);
      return heard.said;
    };
    expect(await hear(from, 'customers')).toEqual(puts('c-guide', 'c-somewhere'));
    expect(await hear(to, 'customers')).toEqual(puts('c-yushu', 'c-somewhere'));
    expect(await hear(third, 'customers')).toEqual(puts('c-golog', 'c-somewhere'));
    for (const stream of ['tickets', 'calls'] as const) {
      expect(await hear(from, stream)).toHaveLength(1);
      expect(await hear(to, stream)).toEqual([]);
    }
    await publish(centre.engine, customer('c-guide', 'yushu'));
    expect(await hear(from, 'customers')).toEqual(['drop c-guide']);
    expect(await hear(to, 'customers')).toEqual(['put c-guide']);
    // It was never his to know, but a machine that may have had it is told once more rather than never.
    expect(await hear(third, 'customers')).toEqual(['drop c-guide']);
    expect(await hear(to, 'tickets')).toEqual(['put t-1']);
    expect(await hear(to, 'calls')).toEqual(['put call-1']);
    expect(await hear(from, 'tickets')).toEqual(['put t-1']);
    // Whoever begins after the move hears nothing of it.
    expect((await pull(await seatOf({ areas: ['guide'] }), 'customers')).said).toEqual(puts('c-somewhere'));
    await publish(centre.engine, customer('c-guide', 'yushu', '改名'));
    expect(await hear(to, 'customers')).toEqual(['put c-guide']);
  });

  test('one who moves while the first pass is under way is not left behind', async () => {
    const seat = await seatOf({ areas: ['guide', 'xining'] });
    const first = await seat.pullPage('customers', undefined, 1);
    expect(said(first.items)).toEqual(['put c-guide']);
    await publish(centre.engine, customer('c-guide', 'yushu'));
    await publish(centre.engine, customer('c-xining', 'yushu'));
    const rest = await pull(seat, 'customers', first.cursor);
    expect(rest.said).toEqual(['drop c-guide', 'drop c-xining', 'put c-somewhere']);
  });

  test('a change of areas begins the feed anew, and says so', async () => {
    const seat = await seatOf({ areas: ['guide'] });
    const first = await seat.pullPage('customers', undefined, 50);
    expect(first.startsAnew).toBe(true);
    expect((await seat.pullPage('customers', first.cursor, 50)).startsAnew).toBe(false);
    await assign(seat.agentNo, { areas: ['yushu'] });
    const anew = await seat.pullPage('customers', first.cursor, 50);
    expect(anew).toMatchObject({ startsAnew: true, more: false });
    expect(said(anew.items)).toEqual(puts('c-yushu', 'c-somewhere'));
    // The order in which they are named makes no other feed.
    await assign(seat.agentNo, { areas: ['yushu', 'guide'] });
    const both = await seat.pullPage('customers', anew.cursor, 50);
    await assign(seat.agentNo, { areas: ['guide', 'yushu'] });
    expect((await seat.pullPage('customers', both.cursor, 50)).startsAnew).toBe(false);
    const { cursor } = await seat.pullAll('notices');
    expect((await seat.pullPage('notices', cursor)).startsAnew).toBe(false);
  });

  test('agents who share a machine share its feed, as long as they may come back offline', async () => {
    const seat = await seatOf({ areas: ['guide'] });
    const colleague = new TestSeat(centre.url, await centre.addAgent(), seat.deviceId);
    await assign(colleague.agentNo, { areas: ['yushu'] });
    await colleague.signIn(password);
    const both = puts('c-guide', 'c-yushu', 'c-somewhere');
    const first = await pull(seat, 'customers');
    expect(first.said).toEqual(both);
    expect((await colleague.pullPage('customers', first.cursor)).startsAnew).toBe(false);
    // His session runs out unless he comes back; then the machine is the other's alone.
    await centre.engine.query('UPDATE sessions SET expires_at = 0 WHERE agent_no = $1', [colleague.agentNo]);
    expect((await pull(seat, 'customers', first.cursor)).said).toEqual(puts('c-guide', 'c-somewhere'));
  });

  test('a queue brings the customers who called on it, with all their tickets and calls', async () => {
    const writer = await centre.openSeat();
    const [block] = (await writer.signIn(password)).numberBlocks;
    const tibetan = await seatOf({ queues: ['藏语队列'] });
    expect((await pull(tibetan, 'customers')).said).toEqual(puts('c-somewhere'));
    const ticket = sampleTicket(numberOf(block), { customerId: 'c-yushu' as CustomerId, area: 'yushu' });
    await writer.push(writer.signMutation(writer.compose(ticketSketch(ticket))));
    const earlier = sampleCall();
    const call = sampleCall();
    const on = (record: typeof call, queue: string) => ({
      ...record,
      facts: { ...record.facts, customerId: 'c-yushu' as CustomerId, queue },
    });
    await writer.push(writer.signMutation(writer.compose(callSketch(on(earlier, '普通话队列')))));
    const { cursor } = await pull(tibetan, 'customers');
    expect((await pull(tibetan, 'calls')).said).toEqual([]);
    await writer.push(writer.signMutation(writer.compose(callSketch(on(call, '藏语队列')))));
    expect((await pull(tibetan, 'customers', cursor)).said).toEqual(['put c-yushu']);
    expect((await pull(tibetan, 'calls')).said).toEqual(puts(call.id, earlier.id));
    expect((await pull(tibetan, 'tickets')).said).toEqual(puts(ticket.id));
    // What the centre says of him later does not take him away.
    await publish(centre.engine, customer('c-yushu', 'yushu', '改名'));
    expect((await pull(tibetan, 'customers', cursor)).said).toEqual(['put c-yushu']);
  });

  test('random moves: after every pull a machine knows exactly what is its own', async () => {
    const areas = ['guide', 'yushu', 'xining', undefined];
    // A fixed, uneven sequence: whoever repeats it sees the same moves.
    let state = 11;
    const next = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * below);
    };
    const desks = await Promise.all(
      [['guide'], ['yushu', 'xining'], ['golog']].map(async (mine) => ({
        ...{
          mine,
          seat: await seatOf({ areas: mine }),
          known: new Set<string>(),
          cursor: undefined as string | undefined,
        },
      })),
    );
    const where = new Map<string, string | undefined>();
    for (let step = 0; step < 60; step += 1) {
      const id = `c-${String(next(9))}`;
      const area = areas[next(areas.length)];
      if (next(8) === 0) {
        await withdraw(centre.engine, 'customers', id);
        where.delete(id);
      } else {
        await publish(centre.engine, customer(id, area, String(step)));
        where.set(id, area);
      }
      const desk = desks[next(desks.length)];
      if (!desk) continue;
      const { items, cursor } = await desk.seat.pullAll('customers', desk.cursor, 3);
      desk.cursor = cursor;
      for (const item of items) desk.known[item.op === 'put' ? 'add' : 'delete'](item.id);
      const own = [...where].filter(([, at]) => at === undefined || desk.mine.includes(at)).map(([one]) => one);
      const known = [...desk.known].filter((one) => /^c-\d$/.test(one));
      expect(known.sort(), `step ${String(step)}`).toEqual(own.sort());
    }
  });

  test('calls of more than 30 days ago leave every desk, finished tickets too, open ones never', async () => {
    const now = centre.server.centre.now();
    const ticket = (id: string, status: string, ago: number) => ({
      ...{ stream: 'tickets' as const, id },
      body: { id, number: id, type: 'consultation', status, updatedAt: now - ago },
    });
    await publishAtOnce(centre.engine, [
      { stream: 'calls', id: 'call-old', body: { id: 'call-old', at: now - 30 * dayMs } },
      { stream: 'calls', id: 'call-new', body: { id: 'call-new', at: now - 30 * dayMs + 5 * minuteMs } },
      ...[ticket('t-closed', 'closed', 31 * dayMs), ticket('t-open', 'processing', 90 * dayMs)],
      ticket('t-fresh', 'cancelled', 2 * dayMs),
    ]);
    const seat = await centre.openSeat();
    const calls = await pull(seat, 'calls');
    const tickets = await pull(seat, 'tickets');
    expect(calls.said).toEqual(puts('call-old', 'call-new'));
    expect(tickets.said).toEqual(puts('t-closed', 't-open', 't-fresh'));
    await runUpkeep(centre.server.centre);
    const later = await pull(seat, 'calls', calls.cursor);
    expect(later.said).toEqual(['drop call-old']);
    expect((await pull(seat, 'tickets', tickets.cursor)).said).toEqual(['drop t-closed']);
    centre.putForward(10 * minuteMs);
    await runUpkeep(centre.server.centre);
    expect((await pull(seat, 'calls', later.cursor)).said).toEqual(['drop call-new']);
    // A tombstone that no desk needs any more goes as well.
    const left = (): Promise<unknown[]> => centre.engine.query("SELECT id FROM published WHERE stream = 'calls'");
    expect(await left()).toHaveLength(2);
    centre.putForward(31 * dayMs);
    await runUpkeep(centre.server.centre);
    expect(await left()).toEqual([]);
  });
});
