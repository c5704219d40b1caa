import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publish } from '../../../server/sync/publish.ts';
import type { Supplement } from '../../../src/shared/domain/ticket-addition.ts';
import type { SubmittedTicket } from '../../../src/shared/domain/ticket.ts';
import type { TicketId } from '../../../src/shared/ids.ts';
import { pullBodySchemas, type NumberBlock } from '../../../src/shared/sync/wire.ts';
import { numberOf, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre, type TestCentre } from './test-centre.ts';

describeContract('supplements', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  let block: NumberBlock | undefined;
  let used = 0;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    seat = new TestSeat(centre.url, await centre.addAgent());
    [block] = (await seat.signIn(password)).numberBlocks;
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const openTicket = (): SubmittedTicket =>
    sampleTicket(numberOf(block, used++), { status: 'submitted', isClosedAtFirstContact: false });
  const supplementTo = (ticketId: TicketId, text = '门牌是 12 号'): Supplement => ({ id: uuidv7(), ticketId, text });
  const signed = (by: TestSeat, body: Supplement) =>
    by.signMutation(by.compose({ kind: 'ticket.supplement', entityId: body.id, seq: 1, body }));
  const stateOf = async (id: string) => {
    const item = (await seat.pullAll('tickets')).items.find((entry) => entry.id === id);
    return pullBodySchemas.tickets.parse(item?.op === 'put' && item.body);
  };
  const keep = async (ticket: SubmittedTicket): Promise<SubmittedTicket> => {
    await seat.push(seat.signMutation(seat.compose(ticketSketch(ticket))));
    return ticket;
  };

  test('stand behind what was written, once each, for every desk and for the leader, whoever gave them', async () => {
    const ticket = openTicket();
    const first = signed(seat, supplementTo(ticket.id));
    // In one push the ticket may stand behind what is added to it.
    const both = [first, seat.signMutation(seat.compose(ticketSketch(ticket)))];
    expect(await seat.push(...both)).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }]);
    expect(await seat.push(first)).toMatchObject([{ outcome: 'duplicate' }]);
    const other = await centre.openSeat();
    const second = supplementTo(ticket.id, '又打来：仍然没电');
    // The same one under another id of its change, as of a desk that was restored.
    for (let nth = 0; nth < 2; nth += 1)
      expect(await other.push(signed(other, second))).toMatchObject([{ outcome: 'applied' }]);
    const before = await stateOf(ticket.id);
    expect(before.supplements).toMatchObject([
      { by: seat.agentNo, text: '门牌是 12 号' },
      { by: other.agentNo, text: '又打来：仍然没电' },
    ]);
    expect(before).toMatchObject({ summary: ticket.description, status: 'submitted' });
    expect(before).not.toHaveProperty('revision');
    const leader = await centre.openSeat({ role: 'leader' });
    const path = `/v1/tickets/one?ticketId=${ticket.id}`;
    expect((await leader.request('GET', path)).body).toMatchObject({
      ticket: { description: ticket.description },
      supplements: before.supplements,
    });
    // What becomes of the ticket takes nothing away.
    const deed = { id: uuidv7(), ticketId: ticket.id, revision: 1, deed: 'assign' };
    expect((await leader.request('POST', '/v1/tickets/deed', deed)).status).toBe(200);
    expect(await stateOf(ticket.id)).toMatchObject({ status: 'dispatched', supplements: before.supplements });
    const deeds = await centre.engine.query(
      "SELECT * FROM audit WHERE kind = 'ticketSupplemented' AND detail LIKE $1",
      [`%${ticket.id}%`],
    );
    expect(deeds).toHaveLength(2);
    expect(centre.logLines.join('\n')).not.toContain('仍然没电');
  });

  test('are refused for a ticket that is over or not there, and taken once it is there', async () => {
    const closed = await keep(sampleTicket(numberOf(block, used++)));
    expect(await seat.push(signed(seat, supplementTo(closed.id)))).toMatchObject([
      { outcome: 'rejected', code: 'ticket.ended', field: 'ticketId' },
    ]);
    const ticket = openTicket();
    const early = signed(seat, supplementTo(ticket.id));
    expect(await seat.push(early)).toMatchObject([{ outcome: 'rejected', code: 'ticket.unknown', field: 'ticketId' }]);
    await keep(ticket);
    expect(await seat.push(early)).toMatchObject([{ outcome: 'applied' }]);
    const other = await centre.openSeat();
    const taken = supplementTo(ticket.id);
    await seat.push(signed(seat, taken));
    expect(await other.push(signed(other, { ...taken, text: '别的' }))).toMatchObject([
      { outcome: 'rejected', code: 'mutation.invalid', field: 'id' },
    ]);
    const wrong = { ...supplementTo(ticket.id), text: ' ' };
    expect(await seat.push(signed(seat, wrong))).toMatchObject([{ code: 'mutation.invalid', field: 'text' }]);
  });

  test('of a ticket that the centre alone has are told with it; the newest ten of many', async () => {
    const id = uuidv7() as TicketId;
    const body = { id, number: 'W-1', type: 'faultRepair', subType: 'low-voltage', status: 'processing' };
    const state = { ...body, summary: '家中无电', createdAt: 1, updatedAt: 2 };
    await centre.engine.transaction((client) => publish(client, { stream: 'tickets', id, body: state }));
    for (let nth = 0; nth < 12; nth += 1) await seat.push(signed(seat, supplementTo(id, `第 ${String(nth)} 次`)));
    const { supplements, summary } = await stateOf(id);
    expect(summary).toBe('家中无电');
    expect(supplements?.map(({ text }) => text)).toEqual(
      [...Array(10).keys()].map((nth) => `第 ${String(nth + 2)} 次`),
    );
  });
});
