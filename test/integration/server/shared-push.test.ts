import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CustomerId, MutationId, TicketId } from '../../../src/shared/ids.ts';
import { callSketch, numberOf, sampleCall, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

const desks = 24;

describeContract('pushes of many desks at once', (kind) => {
  let centre: TestCentre;
  let seats: { seat: TestSeat; numbers: string[] }[];
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    seats = [];
    for (let nth = 0; nth < desks; nth += 1) {
      const seat = new TestSeat(centre.url, await centre.addAgent());
      const [block] = (await seat.signIn(password)).numberBlocks;
      seats.push({ seat, numbers: Array.from({ length: 20 }, (_none, at) => numberOf(block, at)) });
    }
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const seatAt = (nth: number) => {
    const found = seats[nth];
    if (!found) throw new Error('there are fewer desks');
    return found;
  };
  const numberAt = (nth: number, at: number): string => seatAt(nth).numbers[at] ?? '';

  test('they share transactions, and each is told of its own', async () => {
    const pushed = seats.map(({ seat, numbers }) => {
      const call = sampleCall();
      const ticket = sampleTicket(numbers[0] ?? '', { callId: call.id });
      const rows = [callSketch(call), ticketSketch(ticket)].map((sketch) => seat.signMutation(seat.compose(sketch)));
      return { seat, ticket, rows };
    });
    const outcomes = await Promise.all(pushed.map(({ seat, rows }) => seat.push(...rows)));
    expect(outcomes.map((own) => own.map(({ id, outcome }) => [id, outcome]))).toEqual(
      pushed.map(({ rows }) => rows.map(({ id }) => [id, 'applied'])),
    );
    const stored = await centre.engine.query<{ id: string; agent_no: string; device_id: string }>(
      'SELECT id, agent_no, device_id FROM tickets ORDER BY id',
    );
    const expected = pushed.map(({ seat, ticket }) => ({
      id: ticket.id,
      agent_no: seat.agentNo,
      device_id: seat.deviceId,
    }));
    expect(stored).toEqual(expected.sort((a, b) => (a.id < b.id ? -1 : 1)));
    const [shared] = await centre.engine.query<{ count: number }>(
      'SELECT count(DISTINCT xmin::text)::int AS count FROM applied_mutations',
    );
    // PGlite works in this very thread: there the next request is read only when the last one is settled.
    if (kind.name === 'postgres') expect(shared?.count).toBeLessThan(desks);
  });

  test('what one of them has wrong is his alone', async () => {
    const taken = numberAt(0, 1);
    const id = uuidv7() as MutationId;
    const foreignCall = sampleCall();
    const [one, two] = [seatAt(1).seat, seatAt(2).seat];
    const odd = { customerId: 'c-drolma' as CustomerId, field: 'pho\u0000ne', reason: 'check', at: Date.now() };
    const pushes = seats.map(({ seat }, nth) => {
      const own = numberAt(nth, 1);
      const rows = [seat.signMutation(seat.compose(ticketSketch(sampleTicket(own)), nth < 3 ? { id } : {}))];
      if (seat === one) rows.push(seat.signMutation(seat.compose(callSketch(foreignCall))));
      if (nth === 3) rows.push(seat.signMutation(seat.compose(ticketSketch(sampleTicket(taken)))));
      if (nth === 4)
        rows.push(seat.signMutation(seat.compose({ kind: 'customer.reveal', entityId: 'c', seq: 1, body: odd })));
      return { seat, rows };
    });
    const outcomes = await Promise.all(pushes.map(({ seat, rows }) => seat.push(...rows)));
    // The same id means another change of each author.
    expect(outcomes.map(([first]) => first?.outcome)).toEqual(seats.map(() => 'applied'));
    expect(outcomes[3]?.[1]).toMatchObject({ outcome: 'rejected', code: 'ticket.numberTaken' });
    expect(outcomes[4]?.[1]).toMatchObject({ outcome: 'rejected', code: 'mutation.invalid' });
    const again = await Promise.all([
      two.push(two.signMutation(two.compose(callSketch(foreignCall, 2)))),
      ...pushes.map(({ seat, rows }) => seat.push(...rows.slice(0, 1))),
    ]);
    expect(again[0][0]).toMatchObject({ outcome: 'conflict', code: 'call.otherAuthor' });
    expect(again.slice(1).map(([first]) => first?.outcome)).toEqual(seats.map(() => 'duplicate'));
  });

  const whoWaitsHoldsUpNobody = async (): Promise<void> => {
    const push = ({ seat }: { seat: TestSeat }, nth: number) =>
      seat.push(seat.signMutation(seat.compose(ticketSketch(sampleTicket(numberAt(nth, 3))))));
    const held = seatAt(8).seat;
    let heldUp: Promise<unknown> = Promise.resolve();
    await centre.engine.transaction(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock(7203442, hashtext($1))', [`${held.agentNo}\n${held.deviceId}`]);
      const pushed = seats.map(push);
      heldUp = pushed[8] ?? heldUp;
      const others = await Promise.all(pushed.filter((_own, nth) => nth !== 8));
      expect(others.map(([first]) => first?.outcome)).toEqual(others.map(() => 'applied'));
    });
    expect(await heldUp).toMatchObject([{ outcome: 'applied' }]);
  };
  // PGlite has one connection: there whoever holds a lock holds up everybody.
  if (kind.name === 'postgres')
    test('whoever has to wait for a lock holds up nobody who pushes with him', whoWaitsHoldsUpNobody);

  test('a number that two of them claim is the first one’s, and a call of another gives a ticket no customer', async () => {
    const [owner, thief] = [seatAt(5).seat, seatAt(6).seat];
    const call = sampleCall();
    const ofCall = { ...sampleTicket(numberAt(6, 2)), callId: call.id, id: uuidv7() as TicketId };
    const [first, second, third] = await Promise.all([
      owner.push(owner.signMutation(owner.compose(ticketSketch(sampleTicket(numberAt(5, 2)))))),
      thief.push(
        ...[ticketSketch(sampleTicket(numberAt(5, 2))), ticketSketch(ofCall)].map((sketch) =>
          thief.signMutation(thief.compose(sketch)),
        ),
      ),
      seatAt(7).seat.push(seatAt(7).seat.signMutation(seatAt(7).seat.compose(callSketch(call)))),
    ]);
    expect(first[0]?.outcome).toBe('applied');
    expect(second.map(({ outcome, code }) => code ?? outcome)).toEqual(['ticket.numberTaken', 'applied']);
    expect(third[0]?.outcome).toBe('applied');
    const { items } = await thief.pullAll('tickets');
    const published = items.find((item) => item.id === ofCall.id);
    expect(published).toMatchObject({ body: { number: ofCall.number } });
    expect(published).not.toHaveProperty('body.customerId');
  });
});
