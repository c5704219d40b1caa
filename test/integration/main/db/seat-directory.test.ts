import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { CallRecord } from '../../../../src/shared/domain/call.ts';
import type { TicketState } from '../../../../src/shared/domain/customer.ts';
import type { CallId, CustomerId } from '../../../../src/shared/ids.ts';
import { mutationSchema } from '../../../../src/shared/sync/wire.ts';
import { customer, now, useSeat } from './seat-fixture.ts';
import { agentB, makeDraft, must } from './test-centre.ts';

const seat = useSeat({ isSignedIn: true });
const put = (
  id: string,
  body: unknown,
  schemaVersion = 1,
): { op: 'put'; id: string; schemaVersion: number; body: unknown } => ({ op: 'put', id, schemaVersion, body });
const call = (change: Partial<CallRecord['facts']> = {}): CallRecord => {
  const id = uuidv7() as CallId;
  const facts = {
    callId: id,
    direction: 'inbound' as const,
    number: '+8613997041234',
    isPractice: false,
    startedAt: now,
    ...change,
  };
  return { id, facts, heldMs: 0, notes: '', said: [] };
};

describe('calls and customers', () => {
  it('keeps one record a call and reports it once, when it is wrapped up', async () => {
    const record = call();
    expect(await seat.store.beginCall(record)).toEqual(record);
    const repeated = { ...record, notes: 'other' };
    expect(await seat.store.beginCall(repeated)).toEqual(record);
    must(await seat.store.updateCall({ id: record.id, answeredAt: now, notes: '说停电' }, now));
    expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 0 });
    const done = must(
      await seat.store.updateCall({ id: record.id, endedAt: now + 5000, wrappedUpAt: now + 9000 }, now),
    );
    const end = { endedAt: now + 5000, endReason: 'pageClosed', wrappedUpAt: now + 9000 };
    expect(done).toEqual({ ...record, answeredAt: now, notes: '说停电', ...end });
    must(await seat.store.updateCall({ id: record.id, wrappedUpAt: now + 9999 }, now));
    const rows = await seat.store.takeOutbox(10, now);
    expect(rows).toHaveLength(1);
    expect(mutationSchema.parse(JSON.parse(rows[0]?.payload ?? '')).body).toEqual(done);
    expect(await seat.store.listCalls({}, 10)).toHaveLength(1);
    expect(await seat.store.updateCall({ id: call().id }, now)).toMatchObject({ error: { code: 'call.notFound' } });
  });

  it('reports nothing of a practice call', async () => {
    const record = call({ isPractice: true, customerId: customer.id });
    await seat.store.beginCall(record);
    must(await seat.store.updateCall({ id: record.id, endedAt: now, wrappedUpAt: now }, now));
    expect(await seat.store.takeOutbox(10, now)).toEqual([]);
    expect(await seat.store.recentCallsOf(customer.id, 10)).toEqual([]);
  });

  it('finds customers by number, and drops and changes them with the stream', async () => {
    await seat.store.applyPull('customers', [put('c-1', customer)], 'one');
    expect(await seat.store.findCustomerByPhone('+8613900000000')).toEqual(customer);
    const changed = { ...customer, phones: ['+8613997041234'], updatedAt: 2 };
    await seat.store.applyPull('customers', [put('c-1', changed)], 'two');
    expect(await seat.store.findCustomerByPhone('+8613900000000')).toBeUndefined();
    expect(await seat.store.getCustomer(customer.id)).toEqual(changed);
    expect(await seat.store.pullCursor('customers')).toBe('two');
    await seat.store.applyPull('customers', [{ op: 'drop', id: 'c-1' }], 'three');
    expect(await seat.store.findCustomerByPhone('+8613997041234')).toBeUndefined();
    expect(await seat.store.pullCursor('tickets')).toBeUndefined();
  });

  it('parks what it cannot read and goes on with the rest', async () => {
    await seat.store.applyPull('customers', [put('c-1', customer)], 'one');
    await seat.store.applyPull(
      'customers',
      [
        put('c-1', { ...customer, name: 'new', shape: 2 }, 2),
        put('c-2', { id: 'c-2' }),
        put('c-3', { ...customer, id: 'c-3' }),
      ],
      'two',
    );
    expect(await seat.store.getCustomer(customer.id)).toEqual(customer);
    expect(await seat.store.getCustomer('c-2' as CustomerId)).toBeUndefined();
    expect((await seat.store.getCustomer('c-3' as CustomerId))?.id).toBe('c-3');
    expect(await seat.store.pullCursor('customers')).toBe('two');
  });

  it('reveals a value and logs it in the same step', async () => {
    await seat.store.applyPull('customers', [put('c-1', customer)], 'one');
    expect(must(await seat.store.reveal(customer.id, { name: 'accountNo', index: 0 }, 'verifyCaller', now))).toBe(
      '0630001',
    );
    expect(must(await seat.store.reveal(customer.id, { name: 'phone', index: 0 }, 'callBack', now))).toBe(
      '+8613997041234',
    );
    const rows = await seat.store.takeOutbox(10, now);
    expect(rows.map((row) => mutationSchema.parse(JSON.parse(row.payload)).body)).toMatchObject([
      { customerId: 'c-1', field: 'accountNo', reason: 'verifyCaller', at: now },
      { customerId: 'c-1', field: 'phone', reason: 'callBack', at: now },
    ]);
    expect(await seat.store.reveal(customer.id, { name: 'managerPhone', index: 0 }, 'x', now)).toMatchObject({
      error: { code: 'customer.notFound' },
    });
  });

  it('takes a reveal repeated within a minute for the same one, even after the desk was killed', async () => {
    await seat.store.applyPull('customers', [put('c-1', customer)], 'one');
    const reveal = async (reason: string, at: number): Promise<string> =>
      must(await seat.store.reveal(customer.id, { name: 'phone', index: 0 }, reason, at));
    await reveal('callBack', now);
    expect(await reveal('callBack', now + 30_000)).toBe('+8613997041234');
    const handle = await seat.store.exportHandle();
    await seat.store.terminate();
    seat.store = seat.centre.store();
    must(await seat.store.openWithHandle(handle));
    expect(await reveal('callBack', now + 59_999)).toBe('+8613997041234');
    await reveal('verifyCaller', now + 59_999);
    await reveal('callBack', now + 60_000);
    const bodies = (await seat.store.takeOutbox(10, now)).map(
      (row) => mutationSchema.parse(JSON.parse(row.payload)).body,
    );
    expect(bodies).toMatchObject([
      { reason: 'callBack', at: now },
      { reason: 'verifyCaller', at: now + 59_999 },
      { reason: 'callBack', at: now + 60_000 },
    ]);
  });

  it('lets the centre set the status, also of tickets of this seat', async () => {
    const ticket = must(await seat.store.submitTicket(makeDraft({ customerId: customer.id }), false, now));
    expect(await seat.store.openTicketsOf(customer.id)).toMatchObject([{ id: ticket.id, status: 'submitted' }]);
    const state: TicketState = {
      id: ticket.id,
      number: ticket.number,
      customerId: customer.id,
      type: 'faultRepair',
      subType: 'singleFault',
      status: 'dispatched',
      summary: '停电',
      createdAt: now,
      updatedAt: now - 5_000_000,
    };
    await seat.store.applyPull('tickets', [put(ticket.id, state)], 'one');
    expect(await seat.store.getTicket(ticket.id)).toMatchObject({ status: 'dispatched', sync: 'queued' });
    expect(await seat.store.openTicketsOf(customer.id)).toEqual([state]);
    await seat.store.close();
    must(await seat.centre.enter(seat.store, agentB, now));
    await seat.store.applyPull('tickets', [put(ticket.id, { ...state, status: 'closed', updatedAt: now })], 'two');
    expect(await seat.store.openTicketsOf(customer.id)).toEqual([]);
    await seat.reopen();
    expect(await seat.store.listTickets(1)).toMatchObject([{ status: 'closed' }]);
    await seat.store.applyPull('tickets', [{ op: 'drop', id: ticket.id }], 'three');
    expect(await seat.store.getTicket(ticket.id)).toMatchObject({ status: 'closed' });
  });

  it('shows calls of the centre and of this seat, each once, newest first', async () => {
    await seat.store.applyPull('customers', [put('c-1', customer)], 'one');
    const mine = call({ startedAt: now });
    await seat.store.beginCall(mine);
    expect(await seat.store.recentCallsOf(customer.id, 10)).toEqual([]);
    must(await seat.store.updateCall({ id: mine.id, answeredAt: now, endedAt: now + 61_000, notes: '问电费' }, now));
    const past = { id: 'p-1', customerId: 'c-1', agentNo: '1001', at: now - 1000, durationS: 30, topic: '催办' };
    await seat.store.applyPull('calls', [put('p-1', past)], 'one');
    const mineAsPast = { id: mine.id, customerId: 'c-1', agentNo: '9527', at: now, durationS: 61, topic: '问电费' };
    expect(await seat.store.recentCallsOf(customer.id, 10)).toEqual([mineAsPast, past]);
    await seat.store.applyPull('calls', [put(mine.id, { ...mineAsPast, topic: 'of the centre' })], 'two');
    expect((await seat.store.recentCallsOf(customer.id, 10)).map((entry) => entry.topic)).toEqual([
      'of the centre',
      '催办',
    ]);
    expect(await seat.store.recentCallsOf(customer.id, 1)).toHaveLength(1);
  });
});
