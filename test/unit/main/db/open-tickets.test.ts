import Database from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { attachCustomer, beginCall } from '../../../../src/main/db/call-ops.ts';
import { migrate } from '../../../../src/main/db/migrate.ts';
import { seatMigrations } from '../../../../src/main/db/migrations/seat/migrations.ts';
import { openTicketsOf, openTicketsOfCaller } from '../../../../src/main/db/open-tickets.ts';
import { settleOutbox, takeOutbox } from '../../../../src/main/db/outbox-ops.ts';
import { openByPhoneQuery, openTicketsQuery } from '../../../../src/main/db/queries/tickets.ts';
import { getTicket, submitTicket } from '../../../../src/main/db/ticket-ops.ts';
import type { Customer, TicketState } from '../../../../src/shared/domain/customer.ts';
import type { Ticket, TicketDraft } from '../../../../src/shared/domain/ticket.ts';
import { callIdSchema, customerIdSchema, ticketIdSchema, type CallId } from '../../../../src/shared/ids.ts';
import type { PullItem } from '../../../../src/shared/sync/wire.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';

const now = 1_790_000_000_000;
const month = 30 * 24 * 3_600_000;
let seat: MemorySeat;
beforeEach(() => {
  seat = openMemorySeat();
  const block = [{ prefix: 'W-', from: 1, to: 500 }];
  seat.session.tables.blocks.add(block);
  seat.session.numbers.setBlocks(seat.session.tables.blocks.all());
});
afterEach(() => seat.close());

const drolma: Customer = {
  id: customerIdSchema.parse('c-drolma'),
  name: '卓玛',
  salutation: '女士',
  phones: ['+8613997041234'],
  language: 'adx',
  isSpecialHandling: false,
  updatedAt: 1,
};
const other: Customer = { ...drolma, id: customerIdSchema.parse('c-other'), phones: ['+8613997041235'] };

function pull(stream: 'customers' | 'tickets', ...bodies: (Customer | TicketState)[]): void {
  const items = bodies.map((body): PullItem => ({ op: 'put', id: body.id, schemaVersion: 1, body }));
  seat.session.directory.apply(stream, items, uuidv7());
}
function unknownCall(): CallId {
  const id = callIdSchema.parse(uuidv7());
  const facts = { callId: id, direction: 'inbound', number: '13700009999', isPractice: false, startedAt: now } as const;
  beginCall(seat.session, { id, facts, heldMs: 0, notes: '', said: [] });
  return id;
}
function submit(more: Partial<TicketDraft>): Ticket {
  const draft: TicketDraft = {
    ...{ id: ticketIdSchema.parse(uuidv7()), type: 'faultRepair', subType: 'singleFault', callerName: '索南' },
    ...{ callerPhone: '13700009999', area: 'hainan', address: '共和县', description: '停电', priority: 'medium' },
    ...{ isPriorityChosen: false, isDueChosen: false, createdAt: now, updatedAt: now },
    ...more,
  };
  const ticket = submitTicket(seat.session, draft, false, now);
  if (!ticket.ok) throw new Error(ticket.error.code);
  return ticket.value;
}
/** The outbox is empty, and nothing was pulled since. */
function push(): void {
  const outcomes = takeOutbox(seat.session, 10, now).map(({ id }) => ({ id, outcome: 'applied' as const }));
  settleOutbox(seat.session, outcomes, now);
  expect([...seat.session.book.rows()]).toEqual([]);
}
const stateOf = ({ id, number, type, subType }: Ticket, more: Partial<TicketState> = {}): TicketState => ({
  ...{ id, number, type, subType, status: 'submitted', summary: '停电', createdAt: now, updatedAt: now },
  ...more,
});
const shown = (customer: Customer): unknown[] =>
  openTicketsOf(seat.session, customer.id).map(({ id, status, customerId }) => ({ id, status, customerId }));

it('shows a ticket between its push and the next pull, also after a restart', () => {
  pull('customers', drolma, other);
  const ticket = submit({ customerId: drolma.id });
  const row = { id: ticket.id, status: 'submitted', customerId: drolma.id };
  expect(shown(drolma)).toEqual([row]);
  push();
  expect(shown(drolma)).toEqual([row]);
  seat.reopen();
  expect(shown(drolma)).toEqual([row]);
  expect(shown(other)).toEqual([]);
  pull('tickets', stateOf(ticket, { customerId: drolma.id, status: 'dispatched' }));
  expect(shown(drolma)).toEqual([{ ...row, status: 'dispatched' }]);
});

it('shows a ticket of a call whose customer was found after the ticket had left', () => {
  const callId = unknownCall();
  const ticket = submit({ callId });
  push();
  pull('customers', drolma, other);
  expect(shown(drolma)).toEqual([]);
  attachCustomer(seat.session, callId, drolma.id, now);
  const row = { id: ticket.id, status: 'submitted', customerId: drolma.id };
  expect(shown(drolma)).toEqual([row]);
  // The centre hears whose call it was once that is over.
  pull('tickets', stateOf(ticket, { status: 'accepted' }));
  expect(shown(drolma)).toEqual([{ ...row, status: 'accepted' }]);
  pull('tickets', stateOf(ticket, { status: 'accepted', customerId: other.id }));
  expect([shown(drolma), shown(other)]).toEqual([[], [{ ...row, status: 'accepted', customerId: other.id }]]);
});

it('shows none that has ended, whoever heard of that', () => {
  pull('customers', drolma);
  const ticket = submit({ customerId: drolma.id });
  push();
  pull('tickets', stateOf(ticket, { customerId: drolma.id, status: 'closed', updatedAt: now + 1 }));
  expect(shown(drolma)).toEqual([]);
  // The feed lets go of it a month later, in another agent's session.
  seat.session.directory.apply('tickets', [{ op: 'drop', id: ticket.id }], uuidv7());
  seat.session.clock.note(now + month + 2);
  expect(shown(drolma)).toEqual([]);
});

it('shows what this seat wrote for a number that is nobody’s yet, each once', () => {
  pull('customers', drolma);
  const nobodys = submit({ callerPhone: '+8613700009999' });
  const hers = submit({ customerId: drolma.id, callerPhone: '+8613997041234' });
  const ids = (id: Customer['id'] | undefined, phone: string) =>
    openTicketsOfCaller(seat.session, id, phone).map((state) => state.id);
  expect(ids(undefined, '+8613700009999')).toEqual([nobodys.id]);
  expect(ids(drolma.id, '+8613997041234')).toEqual([hers.id]);
  expect([ids(undefined, ''), ids(undefined, '+8613700000000')]).toEqual([[], []]);
  push();
  pull('tickets', stateOf(nobodys, { status: 'closed', updatedAt: now + 1 }));
  expect(ids(undefined, '+8613700009999')).toEqual([]);
});

it('tells why a ticket came back, as long as it is back', () => {
  const ticket = submit({});
  push();
  pull('tickets', stateOf(ticket, { status: 'returned', returnReason: '地址不清', updatedAt: now + 1 }));
  expect(getTicket(seat.session, ticket.id)).toMatchObject({ status: 'returned', returnReason: '地址不清' });
  pull('tickets', stateOf(ticket, { status: 'accepted', returnReason: '地址不清', updatedAt: now + 2 }));
  expect(getTicket(seat.session, ticket.id)).not.toHaveProperty('returnReason');
});

it('finds them by an index, however many there are', () => {
  const db = new Database(':memory:');
  migrate(db, seatMigrations);
  const plan = db.prepare<[string, string], { detail: string }>(`EXPLAIN QUERY PLAN ${openTicketsQuery}`).all('c', 'c');
  const ways = plan.map(({ detail }) => detail).filter((detail) => /^(?:SCAN|SEARCH)/.test(detail));
  expect(ways).toEqual([
    expect.stringContaining('SEARCH tickets USING INDEX tickets_open_by_customer'),
    expect.stringContaining('SEARCH tickets USING INDEX tickets_open_by_call'),
    expect.stringContaining('SEARCH calls USING INDEX calls_by_customer'),
  ]);
  const byPhone = db.prepare<[string], { detail: string }>(`EXPLAIN QUERY PLAN ${openByPhoneQuery}`).all('p');
  expect(byPhone.map(({ detail }) => detail)).toEqual([
    expect.stringContaining('SEARCH tickets USING INDEX tickets_open_by_phone'),
  ]);
  db.close();
});
