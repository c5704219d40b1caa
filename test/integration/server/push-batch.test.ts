import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CustomerId, TicketId } from '../../../src/shared/ids.ts';
import { callSketch, numberOf, sampleCall, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { TestSeat, type MutationSketch } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

describeContract('a full push', (kind) => {
  let centre: TestCentre;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  test('one bad item in the midst of a full request stops no other, and each is judged by those before it', async () => {
    const seat = new TestSeat(centre.url, await centre.addAgent());
    const [block] = (await seat.signIn(password)).numberBlocks;
    const call = sampleCall();
    const tickets = Array.from({ length: 90 }, (_none, nth) => sampleTicket(numberOf(block, nth), { callId: call.id }));
    const [first, second] = tickets;
    if (!first || !second) throw new Error('no tickets');
    const sign = (sketch: MutationSketch) => seat.signMutation(seat.compose(sketch));
    const odd = { customerId: 'c-drolma' as CustomerId, field: 'pho\u0000ne', reason: 'check', at: Date.now() };
    const poison = sign({ kind: 'customer.reveal', entityId: 'c-drolma', seq: 1, body: odd });
    const forged = { ...sign(callSketch(sampleCall())), signature: poison.signature };
    const rows = [
      ...tickets.map((ticket) => sign(ticketSketch(ticket))),
      sign(ticketSketch({ ...first, description: 'second version' }, 2)),
      sign(ticketSketch({ ...sampleTicket(second.number), id: uuidv7() as TicketId })),
      sign(ticketSketch(sampleTicket('W-1'))),
      sign(callSketch(call)),
      forged,
    ];
    rows.splice(40, 0, poison);
    const outcomes = await seat.push(...rows);
    expect(outcomes.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(outcomes.map(({ outcome, code }) => code ?? outcome)).toEqual([
      ...Array.from({ length: 40 }, () => 'applied'),
      'mutation.invalid',
      ...Array.from({ length: 51 }, () => 'applied'),
      'ticket.numberTaken',
      'ticket.numberTaken',
      'applied',
      'mutation.badSignature',
    ]);
    const published = (await seat.pullAll('tickets')).items.find(({ id }) => id === first.id);
    expect(published).toMatchObject({
      body: { summary: 'second version', customerId: 'c-drolma' },
    });
    const again = await seat.push(...rows);
    expect(new Set(again.filter(({ code }) => code === undefined).map(({ outcome }) => outcome))).toEqual(
      new Set(['duplicate']),
    );
    const held = await centre.engine.query('SELECT 1 FROM tickets WHERE call_id = $1', [call.id]);
    expect(held).toHaveLength(90);
  });
});
