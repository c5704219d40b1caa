import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publish } from '../../../server/sync/publish.ts';
import type { SubmittedTicket } from '../../../src/shared/domain/ticket.ts';
import type { TicketId } from '../../../src/shared/ids.ts';
import { pullBodySchemas, type NumberBlock } from '../../../src/shared/sync/wire.ts';
import { numberOf, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

describeContract('expedites', (kind) => {
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

  const make = (changes: Partial<SubmittedTicket> = {}): SubmittedTicket =>
    sampleTicket(numberOf(block, used++), { status: 'submitted', isClosedAtFirstContact: false, ...changes });
  const expedite = (parentId: TicketId, changes: Partial<SubmittedTicket> = {}): SubmittedTicket =>
    make({ type: 'expedite', subType: 'faster-restoration', parentId, formVersion: 1, ...changes });
  const push = (...tickets: SubmittedTicket[]) =>
    seat.push(...tickets.map((ticket) => seat.signMutation(seat.compose(ticketSketch(ticket)))));
  const countOf = async (id: string): Promise<number | undefined> => {
    const item = (await seat.pullAll('tickets')).items.find((entry) => entry.id === id);
    return pullBodySchemas.tickets.parse(item?.op === 'put' && item.body).expedites;
  };

  test('are counted at their ticket, each once; one that came before it is taken once it is there', async () => {
    const ticket = make({ type: 'faultRepair', formVersion: 1 });
    const first = seat.signMutation(seat.compose(ticketSketch(expedite(ticket.id))));
    for (let nth = 0; nth < 2; nth += 1) {
      expect(await seat.push(first)).toMatchObject([
        { outcome: 'rejected', code: 'ticket.unknownParent', field: 'parentId' },
      ]);
    }
    await push(ticket);
    for (const outcome of ['applied', 'duplicate']) expect(await seat.push(first)).toMatchObject([{ outcome }]);
    expect(await countOf(ticket.id)).toBe(1);
    await push(expedite(ticket.id), expedite(ticket.id, { subType: 'add-contact', answers: { otherPhone: '95598' } }));
    expect(await countOf(ticket.id)).toBe(3);
  });

  test('come with their ticket in one push, several of them', async () => {
    const ticket = make({ type: 'faultRepair', formVersion: 1 });
    const outcomes = await push(ticket, expedite(ticket.id), expedite(ticket.id));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied']);
    expect(await countOf(ticket.id)).toBe(2);
  });

  test('are not for a ticket that is out of sight: of a large centre another area is', async () => {
    const ticket = make({ type: 'faultRepair', formVersion: 1, area: 'hainan' });
    await push(ticket);
    const [far, near] = await Promise.all(
      ['golog', 'hainan'].map(async (area) => {
        const agentNo = await centre.addAgent();
        await centre.engine.query('UPDATE agents SET body = (body::jsonb || $2::jsonb)::text WHERE agent_no = $1', [
          agentNo,
          JSON.stringify({ areas: [area] }),
        ]);
        const other = new TestSeat(centre.url, agentNo);
        const [own] = (await other.signIn(password)).numberBlocks;
        const urging = ticketSketch(expedite(ticket.id, { number: numberOf(own) }));
        return { other, mutation: other.signMutation(other.compose(urging)) };
      }),
    );
    await centre.engine.query('UPDATE centre SET is_large = true');
    try {
      expect(await far?.other.push(far.mutation)).toMatchObject([{ code: 'ticket.unknownParent', field: 'parentId' }]);
      expect(await near?.other.push(near.mutation)).toMatchObject([{ outcome: 'applied' }]);
      // His own is never out of his sight.
      expect(await push(expedite(ticket.id))).toMatchObject([{ outcome: 'applied' }]);
    } finally {
      await centre.engine.query('UPDATE centre SET is_large = false');
    }
  });

  test('of several agents at once are all counted', async () => {
    const ticket = make({ type: 'faultRepair', formVersion: 1 });
    await push(ticket);
    const others = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const other = new TestSeat(centre.url, await centre.addAgent());
        const [own] = (await other.signIn(password)).numberBlocks;
        return { other, number: numberOf(own) };
      }),
    );
    await Promise.all(
      others.map(({ other, number }) =>
        other.push(other.signMutation(other.compose(ticketSketch(expedite(ticket.id, { number }))))),
      ),
    );
    expect(await countOf(ticket.id)).toBe(4);
  });

  test('are counted at a ticket that the centre alone has, and keep what else it says', async () => {
    const id = uuidv7() as TicketId;
    const state = { ...{ id, number: 'W-1', type: 'faultRepair', subType: 'low-voltage', status: 'processing' } };
    const body = { ...state, summary: '家中无电', createdAt: 1, updatedAt: 2 };
    await centre.engine.transaction((client) => publish(client, { stream: 'tickets', id, body }));
    await push(expedite(id));
    const item = (await seat.pullAll('tickets')).items.find((entry) => entry.id === id);
    expect(item).toMatchObject({ body: { ...body, expedites: 1 } });
  });

  test('are the only tickets with another one behind them, and never their own', async () => {
    const ticket = make();
    const second = make({ parentId: ticket.id });
    const own = expedite(ticket.id);
    const outcomes = await push(second, { ...own, parentId: own.id });
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ outcome: 'rejected', code: 'ticket.fieldInvalid', field: 'parentId' });
  });
});
