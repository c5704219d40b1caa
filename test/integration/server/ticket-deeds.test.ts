import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SubmittedTicket } from '../../../src/shared/domain/ticket.ts';
import { ticketDeeds, deedRules, type TicketDeed } from '../../../src/shared/domain/ticket-deed.ts';
import { roles, type Role } from '../../../src/shared/domain/agent.ts';
import { ticketStatuses, type TicketStatus } from '../../../src/shared/domain/ticket-status.ts';
import { teamTicketsSchema, ticketStandingSchema, wholeTicketSchema } from '../../../src/shared/sync/ticket-wire.ts';
import type { TeamTickets, WholeTicket } from '../../../src/shared/sync/ticket-wire.ts';
import { pullBodySchemas, type NumberBlock } from '../../../src/shared/sync/wire.ts';
import { numberOf, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { TestSeat, type Answer } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

describeContract('what the centre does with tickets', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  let leader: TestSeat;
  let block: NumberBlock | undefined;
  let used = 0;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    seat = new TestSeat(centre.url, await centre.addAgent());
    [block] = (await seat.signIn(password)).numberBlocks;
    leader = await centre.openSeat({ role: 'leader' });
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const make = (changes: Partial<SubmittedTicket> = {}): SubmittedTicket =>
    sampleTicket(numberOf(block, used++), { status: 'submitted', isClosedAtFirstContact: false, ...changes });
  const send = async (ticket: SubmittedTicket, seq = 1, by = seat) =>
    (await by.push(by.signMutation(by.compose(ticketSketch(ticket, seq)))))[0];
  const submitted = async (changes: Partial<SubmittedTicket> = {}): Promise<SubmittedTicket> => {
    const ticket = make(changes);
    expect(await send(ticket)).toMatchObject({ outcome: 'applied' });
    return ticket;
  };
  const deed = (ticketId: string, revision: number, changes: object, by = leader): Promise<Answer> =>
    by.request('POST', '/v1/tickets/deed', { id: randomUUID(), ticketId, revision, ...changes });
  const correct = (ticketId: string, revision: number, changes: object, more: object = {}): Promise<Answer> =>
    leader.request('POST', '/v1/tickets/correct', { id: randomUUID(), ticketId, revision, changes, ...more });
  const whole = async (ticketId: string, by = leader): Promise<WholeTicket> =>
    wholeTicketSchema.parse((await by.request('GET', `/v1/tickets/one?ticketId=${ticketId}`)).body);
  const stateOf = async (id: string) => {
    const item = (await seat.pullAll('tickets')).items.find((entry) => entry.id === id);
    return pullBodySchemas.tickets.parse(item?.op === 'put' && item.body);
  };

  test('a ticket goes its way from desk to closed, each step told to every desk, kept and audited', async () => {
    const { id } = await submitted();
    const way: [TicketDeed, object, TicketStatus][] = [
      ['assign', { assignee: '共和供电所' }, 'dispatched'],
      ['accept', {}, 'accepted'],
      ['start', {}, 'processing'],
      ['suspend', { reason: '等备件' }, 'suspended'],
      ['resume', {}, 'processing'],
      ['reply', { reason: '已更换熔断器，恢复供电' }, 'replied'],
      ['followUp', {}, 'followUp'],
      ['close', {}, 'closed'],
      ['reopen', { reason: '回访时仍无电' }, 'processing'],
    ];
    let at = 0;
    for (const [nth, [name, more, status]] of way.entries()) {
      const answer = await deed(id, nth + 1, { deed: name, ...more });
      expect(answer.status, name).toBe(200);
      const standing = ticketStandingSchema.parse(answer.body);
      expect(standing).toMatchObject({ status, revision: nth + 2 });
      expect(standing.at).toBeGreaterThan(at);
      ({ at } = standing);
      expect(await stateOf(id)).toMatchObject({ status, revision: nth + 2, updatedAt: at });
    }
    const { history, assignee } = await whole(id);
    expect(assignee).toBe('共和供电所');
    expect(history.map(({ kind: entry }) => entry)).toEqual(['submitted', ...way.map(([name]) => name)]);
    const audited = await centre.engine.query<{ detail: string }>(
      "SELECT detail FROM audit WHERE kind = 'ticketActed' AND detail LIKE $1",
      [`%${id}%`],
    );
    expect(audited).toHaveLength(way.length);
    expect(JSON.stringify(audited)).not.toContain('熔断器');
  });

  test('who may do what from which status is as the rules say, for every role, deed and status', async () => {
    const seats = new Map<Role, TestSeat>();
    for (const role of roles) seats.set(role, await centre.openSeat({ role }));
    const { id } = await submitted();
    const seen: string[] = [];
    const expected: string[] = [];
    for (const name of ticketDeeds) {
      for (const status of ticketStatuses) {
        for (const [role, by] of seats) {
          await centre.engine.query('UPDATE tickets SET status = $2 WHERE id = $1', [id, status]);
          const { revision } = await whole(id);
          const answer = await deed(
            id,
            revision,
            { deed: name, ...(deedRules[name].needsReason && { reason: '因为' }) },
            by,
          );
          const may = deedRules[name].roles.includes(role);
          const should = may ? (deedRules[name].from.includes(status) ? 200 : 409) : 403;
          seen.push(`${name} ${status} ${role} ${String(answer.status)}`);
          expected.push(`${name} ${status} ${role} ${String(should)}`);
        }
      }
    }
    expect(seen).toEqual(expected);
  });

  test('the same request again changes nothing, another under its id and one on an old revision are refused', async () => {
    const { id } = await submitted();
    const request = { id: randomUUID(), ticketId: id, revision: 1, deed: 'return', reason: '缺门牌号' };
    const first = await leader.request('POST', '/v1/tickets/deed', request);
    expect(await leader.request('POST', '/v1/tickets/deed', request)).toMatchObject({ status: 200, body: first.body });
    expect(await leader.request('POST', '/v1/tickets/deed', { ...request, reason: '别的' })).toMatchObject({
      ...{ status: 400, body: { params: { field: 'id' } } },
    });
    expect(await deed(id, 1, { deed: 'cancel', reason: '重复' })).toMatchObject({
      ...{ status: 409, body: { code: 'ticket.stale', params: { status: 'returned', revision: 2 } } },
    });
    expect(await deed(id, 2, { deed: 'return', reason: '再退' })).toMatchObject({
      ...{ status: 409, body: { code: 'ticket.notNow' } },
    });
    expect(await deed(id, 2, { deed: 'cancel' })).toMatchObject({ status: 400, body: { params: { field: 'reason' } } });
    expect(await deed(randomUUID(), 1, { deed: 'start' })).toMatchObject({ status: 404 });
    // Of two at once one is first.
    const both = await Promise.all([
      deed(id, 2, { deed: 'cancel', reason: 'a' }),
      deed(id, 2, { deed: 'cancel', reason: 'b' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('a ticket that was given back says why, and is its author’s to mend and send again', async () => {
    const ticket = await submitted();
    await deed(ticket.id, 1, { deed: 'return', reason: '地址不详，请核对' });
    expect(await stateOf(ticket.id)).toMatchObject({ status: 'returned', returnReason: '地址不详，请核对' });
    expect(await whole(ticket.id, seat)).toMatchObject({ status: 'returned', returnReason: '地址不详，请核对' });
    const mended = { ...ticket, address: '共和县恰卜恰镇 12 号', updatedAt: ticket.updatedAt + 5 };
    expect(await send(mended, 2)).toMatchObject({ outcome: 'applied' });
    const state = await stateOf(ticket.id);
    expect(state).toMatchObject({ status: 'submitted', revision: 3 });
    expect(state.returnReason).toBeUndefined();
    const { ticket: now, history } = await whole(ticket.id);
    expect(now.address).toBe('共和县恰卜恰镇 12 号');
    expect(history.map(({ kind: entry, said }) => [entry, said?.address])).toEqual([
      ['submitted', ticket.address],
      ['return', undefined],
      ['submitted', mended.address],
    ]);
    const stranger = await centre.openSeat();
    expect(await stranger.request('GET', `/v1/tickets/one?ticketId=${ticket.id}`)).toMatchObject({ status: 404 });
  });

  test('two who edit one ticket are merged by who owns what, and asked about one text alone', async () => {
    const ticket = await submitted({ description: '停电', priority: 'low' });
    await deed(ticket.id, 1, { deed: 'return', reason: '请补充' });
    await correct(ticket.id, 2, { priority: 'high', callerPhone: '+8613900000099' });
    const mine = { ...ticket, address: '新地址 1 号', updatedAt: ticket.updatedAt + 5 };
    expect(await send(mine, 2)).toMatchObject({ outcome: 'applied' });
    const merged = { priority: 'high', callerPhone: '+8613900000099', address: '新地址 1 号', description: '停电' };
    expect((await whole(ticket.id)).ticket).toMatchObject({ ...merged, status: 'submitted' });
    // Both change the text: nothing of the version counts, and both texts are kept.
    await correct(ticket.id, 4, { description: '停电，变压器有异响' });
    await deed(ticket.id, 5, { deed: 'return', reason: '请核对' });
    const texts = { ...mine, description: '停电，邻居有电' };
    expect(await send(texts, 3)).toMatchObject({
      ...{ outcome: 'conflict', code: 'ticket.textChanged', field: 'description' },
    });
    const clashed = await whole(ticket.id, seat);
    expect(clashed.ticket).toMatchObject({ ...merged, description: '停电，变压器有异响' });
    expect(clashed).toMatchObject({ status: 'returned', revision: 6 });
    expect(clashed.history.at(-1)).toMatchObject({ kind: 'clashed', said: { description: '停电，邻居有电' } });
    // The agent saw both: his word counts, and takes nothing else back.
    const decided = { ...texts, description: '停电，变压器有异响，邻居有电', baseRevision: 6 };
    expect(await send(decided, 4)).toMatchObject({ outcome: 'applied' });
    expect((await whole(ticket.id)).ticket).toMatchObject({ ...merged, description: '停电，变压器有异响，邻居有电' });
    expect((await whole(ticket.id)).ticket.baseRevision).toBeUndefined();
  });

  test('who spoke with the caller last knows how he is reached', async () => {
    const ticket = await submitted({ updatedAt: Date.now() - 60_000 });
    const later = ticket.updatedAt + 1000;
    await correct(ticket.id, 1, { callerPhone: '+8613900000001' }, { calledAt: later });
    await send({ ...ticket, callerPhone: '+8613900000002', updatedAt: later - 500 }, 2);
    expect((await whole(ticket.id)).ticket.callerPhone).toBe('+8613900000001');
    await send({ ...ticket, callerPhone: '+8613900000003', updatedAt: later + 500 }, 3);
    expect((await whole(ticket.id)).ticket.callerPhone).toBe('+8613900000003');
    expect(await correct(ticket.id, 4, { callerPhone: '' }, { calledAt: later })).toMatchObject({ status: 200 });
    const fault = await submitted({ type: 'faultRepair', subType: 'single-no-power', formVersion: 1 });
    expect(await correct(fault.id, 1, { callerPhone: '' })).toMatchObject({
      ...{ status: 400, body: { code: 'ticket.unfit', params: { field: 'callerPhone' } } },
    });
  });

  test('a desk whose clock goes ahead has the last word no longer than until the next, and that it does is kept', async () => {
    const day = 24 * 3_600_000;
    const ahead = Date.now() + 3 * day;
    const second = new TestSeat(centre.url, seat.agentNo);
    await second.signIn(password);
    const ticket = await submitted();
    const there = (await whole(ticket.id, second)).ticket;
    const early = { ...there, callerPhone: '+8613900000001', updatedAt: ahead, baseRevision: 1 };
    const row = second.signMutation(second.compose(ticketSketch(early, 1), { at: ahead }));
    expect(await second.push(row)).toMatchObject([{ outcome: 'applied' }]);
    expect((await whole(ticket.id)).ticket.callerPhone).toBe('+8613900000001');
    // Written after that, by a clock that goes right.
    await send({ ...ticket, callerPhone: '+8613900000002', updatedAt: Date.now() + 60_000 }, 2);
    const { ticket: settled, history } = await whole(ticket.id);
    expect(settled.callerPhone).toBe('+8613900000002');
    expect(Math.max(settled.updatedAt, ...history.map(({ at }) => at))).toBeLessThan(ahead - 2 * day);
    const fresh = await submitted({ updatedAt: ahead });
    expect((await stateOf(fresh.id)).updatedAt).toBeLessThan(ahead - 2 * day);
    const [kept] = await centre.engine.query<{ said_at: number; received_at: number }>(
      'SELECT said_at, received_at FROM applied_mutations WHERE id = $1',
      [row.id],
    );
    expect(kept?.said_at).toBe(ahead);
    expect(kept?.received_at).toBeLessThan(ahead - 2 * day);
  });

  test('who only answers which text stays has not spoken with the caller again', async () => {
    const ticket = await submitted({ description: '停电', updatedAt: Date.now() - 60_000 });
    const at = ticket.updatedAt;
    await correct(ticket.id, 1, { callerPhone: '+8613900000001', description: '总台写的' }, { calledAt: at + 2000 });
    const mine = { ...ticket, callerPhone: '+8613900000002', description: '坐席写的', updatedAt: at + 1000 };
    expect(await send(mine, 2)).toMatchObject({ outcome: 'conflict', code: 'ticket.textChanged' });
    const decided = { ...mine, updatedAt: at + 9000, baseRevision: 2 };
    expect(await send(decided, 3)).toMatchObject({ outcome: 'applied' });
    expect((await whole(ticket.id)).ticket).toMatchObject({
      ...{ callerPhone: '+8613900000001', description: '坐席写的' },
    });
  });

  test('a team’s tickets come page by page, each once, by status, and a leader of areas is told of those', async () => {
    const made: SubmittedTicket[] = [];
    for (const area of ['hainan', 'guide', 'hainan', 'guide', ''])
      made.push(await submitted({ area, callerName: '李措毛' }));
    const page = async (query: string, by = leader): Promise<TeamTickets> =>
      teamTicketsSchema.parse((await by.request('GET', `/v1/tickets/list?${query}`)).body);
    const ids: string[] = [];
    let before = '';
    for (let more = true; more;) {
      const { tickets, next } = await page(`limit=2${before}`);
      ids.push(...tickets.map(({ id }) => id));
      more = next !== undefined;
      before = `&before=${next ?? ''}`;
    }
    const [all] = await centre.engine.query<{ count: number }>('SELECT count(*) AS count FROM tickets');
    expect(ids).toHaveLength(all?.count ?? 0);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.slice(0, 5)).toEqual(made.map(({ id }) => id).reverse());
    await deed(made[0]?.id ?? '', 1, { deed: 'return', reason: '缺户号' });
    const returned = await page('status=returned&limit=200');
    expect(returned.tickets.every(({ status }) => status === 'returned')).toBe(true);
    expect(returned.tickets.find(({ id }) => id === made[0]?.id)).toMatchObject({
      returnReason: '缺户号',
      revision: 2,
    });
    expect(JSON.stringify(returned)).not.toContain('李措毛');
    const local = await centre.openSeat({ role: 'leader' });
    await centre.engine.query(
      `UPDATE agents SET body = jsonb_set(body::jsonb, '{areas}', '["guide"]')::text WHERE agent_no = $1`,
      [local.agentNo],
    );
    const told = new Set((await page('limit=200', local)).tickets.map(({ area }) => area));
    expect([...told].sort()).toEqual(['', 'guide']);
    for (const odd of ['x', '1.2', `1.${'z'.repeat(36)}`]) {
      expect(await leader.request('GET', `/v1/tickets/list?before=${odd}`)).toMatchObject({
        ...{ status: 400, body: { params: { field: 'before' } } },
      });
    }
  });

  test('two desks of one agent edit one ticket: each goes on with what it has seen', async () => {
    const second = new TestSeat(centre.url, seat.agentNo);
    await second.signIn(password);
    const ticket = await submitted({ description: '停电' });
    expect(await send({ ...ticket, description: '抢' }, 9, second)).toMatchObject({ code: 'ticket.otherAuthor' });
    const there = (await whole(ticket.id, second)).ticket;
    expect(await send({ ...there, address: '二号机改的', baseRevision: 1 }, 1, second)).toMatchObject({
      outcome: 'applied',
    });
    // The first desk has not seen that, and changes something else.
    expect(await send({ ...ticket, priority: 'critical' }, 2)).toMatchObject({ outcome: 'applied' });
    expect((await whole(ticket.id)).ticket).toMatchObject({ address: '二号机改的', priority: 'critical' });
    expect(await send({ ...there, description: '二号机写的', baseRevision: 1 }, 2, second)).toMatchObject({
      outcome: 'applied',
    });
    expect(await send({ ...ticket, priority: 'critical', description: '一号机写的' }, 3)).toMatchObject({
      ...{ outcome: 'conflict', code: 'ticket.textChanged' },
    });
    // A restored centre never had what this desk looked at: it goes by what the desk sent before. Of another it has nothing.
    const restored = { ...ticket, priority: 'high', baseRevision: 99 } as const;
    expect(await send(restored, 4)).toMatchObject({ outcome: 'applied' });
    expect((await whole(ticket.id)).ticket).toMatchObject({ priority: 'high', description: '二号机写的' });
    const third = new TestSeat(centre.url, seat.agentNo);
    await third.signIn(password);
    expect(await send(restored, 1, third)).toMatchObject({ code: 'ticket.unknownBase' });
  });
});
