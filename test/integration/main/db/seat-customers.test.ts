import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { CallRecord } from '../../../../src/shared/domain/call.ts';
import { changesBetween, contentOf, type CustomerContent } from '../../../../src/shared/domain/customer-changes.ts';
import type { CustomerDraft } from '../../../../src/shared/domain/customer-file.ts';
import type { Customer } from '../../../../src/shared/domain/customer.ts';
import type { CallId, CustomerId } from '../../../../src/shared/ids.ts';
import { mutationSchema, type Mutation, type PullItem } from '../../../../src/shared/sync/wire.ts';
import { customer, now, useSeat } from './seat-fixture.ts';
import { agentB, makeDraft, must } from './test-centre.ts';

const seat = useSeat({ isSignedIn: true });
const put = (body: Customer): PullItem => ({ op: 'put', id: body.id, schemaVersion: 1, body });
const pull = (...bodies: Customer[]): Promise<void> =>
  seat.store.applyPull('customers', bodies.map(put), `cursor-${uuidv7()}`);
const draftId = (): { id: string } => ({ id: uuidv7() });
const content = contentOf(customer);
const correct = async (change: Partial<CustomerContent>, base: Customer = customer): Promise<void> => {
  const changes = changesBetween(contentOf(base), { ...contentOf(base), ...change });
  must(await seat.store.correctCustomer(draftId(), base.id, changes, now));
};
const nameNow = async (): Promise<string | undefined> => (await seat.store.getCustomer(customer.id))?.name;
const sent = async (): Promise<{ rows: Awaited<ReturnType<typeof seat.store.takeOutbox>>; mutations: Mutation[] }> => {
  const rows = await seat.store.takeOutbox(50, now);
  return { rows, mutations: rows.map((row) => mutationSchema.parse(JSON.parse(row.payload))) };
};

describe('correcting a customer', () => {
  it('shows at once, survives signing off and on, and lies over whatever the centre says meanwhile', async () => {
    await pull(customer);
    await correct({ name: '李措毛吉', address: '团结北路 3 号' });
    expect(await seat.store.getCustomer(customer.id)).toMatchObject({ name: '李措毛吉', address: '团结北路 3 号' });
    expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 1, blocked: 0 });
    await seat.reopen();
    await pull({ ...customer, salutation: '老师', managerName: '才让', updatedAt: 9 });
    expect(await seat.store.getCustomer(customer.id)).toMatchObject({
      ...{ name: '李措毛吉', address: '团结北路 3 号', salutation: '老师', managerName: '才让' },
    });
    const { mutations } = await sent();
    expect(mutations).toMatchObject([
      {
        ...{ kind: 'customer.correct', entityId: customer.id },
        body: {
          customerId: customer.id,
          changes: {
            name: { base: '李措毛', value: '李措毛吉' },
            address: { base: null, value: '团结北路 3 号' },
          },
        },
      },
    ]);
    expect((mutations[0]?.body as { changes: object }).changes).not.toHaveProperty('salutation');
  });

  it('is this agent’s alone until the centre has it', async () => {
    await pull(customer);
    await correct({ name: '李措毛吉' });
    await seat.store.close();
    must(await seat.centre.enter(seat.store, agentB, now));
    expect(await nameNow()).toBe('李措毛');
    expect(await seat.store.takeSealed(10, now)).toHaveLength(1);
  });

  it('stays over the old record when it was acknowledged, until the new one comes, across a restart', async () => {
    await pull(customer);
    await correct({ name: '李措毛吉' });
    const { rows } = await sent();
    await seat.settle(rows, 'applied');
    expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 0 });
    expect(await nameNow()).toBe('李措毛吉');
    expect((await seat.store.customerFile(customer.id))?.unsent).toEqual([]);
    await seat.reopen();
    expect(await nameNow()).toBe('李措毛吉');
    await pull({ ...customer, name: '李措毛吉', updatedAt: 9 });
    await pull({ ...customer, name: '后来又改', updatedAt: 10 });
    expect(await nameNow()).toBe('后来又改');
  });

  it('gives way to a later value that came before the acknowledgement', async () => {
    await pull(customer);
    await correct({ name: '李措毛吉', salutation: '老师' });
    const { rows } = await sent();
    await pull({ ...customer, name: '后来又改', updatedAt: 10 });
    await seat.settle(rows, 'applied');
    expect(await seat.store.getCustomer(customer.id)).toMatchObject({ name: '后来又改', salutation: '老师' });
    // What an earlier run left behind goes with the end of the next pull.
    await seat.reopen();
    await seat.store.applyPull('customers', [], 'end', { isFirst: false, isLast: true });
    expect(await seat.store.getCustomer(customer.id)).toMatchObject({ salutation: '女士' });
  });

  it('corrections of one customer leave one after another, based on each other', async () => {
    await pull(customer);
    await correct({ name: '一' });
    await correct({ name: '二' }, { ...customer, name: '一' });
    expect(await nameNow()).toBe('二');
    const first = await sent();
    expect(first.mutations).toMatchObject([{ body: { changes: { name: { base: '李措毛', value: '一' } } } }]);
    expect((await sent()).rows).toEqual([]);
    await seat.settle(first.rows, 'applied');
    expect(await nameNow()).toBe('二');
    const second = await sent();
    expect(second.mutations).toMatchObject([{ body: { changes: { name: { base: '一', value: '二' } } } }]);
    expect(second.mutations[0]?.seq).toBeGreaterThan(first.mutations[0]?.seq ?? 0);
  });

  it('nothing changed is nothing sent, and forgets the draft all the same', async () => {
    await pull(customer);
    const draft: CustomerDraft = {
      ...{ ...draftId(), customerId: customer.id, base: content, updatedAt: now },
      form: { ...content, accountNo: '', address: '', area: '', language: '' },
    };
    await seat.store.saveCustomerDraft(draft, now);
    await seat.reopen();
    expect(await seat.store.listCustomerDrafts()).toEqual([draft]);
    must(await seat.store.correctCustomer(draft, customer.id, {}, now));
    expect(await seat.store.listCustomerDrafts()).toEqual([]);
    expect((await sent()).rows).toEqual([]);
    expect(await seat.store.correctCustomer(draftId(), 'c-none' as CustomerId, {}, now)).toMatchObject({
      error: { code: 'customer.notFound' },
    });
  });
});

describe('a field that two agents changed', () => {
  const clash = async (): Promise<void> => {
    await pull(customer);
    await correct({ name: '李措毛吉', salutation: '老师' });
    const { rows } = await sent();
    await pull({ ...customer, name: '李措', salutation: '老师', updatedAt: 9 });
    await seat.settle(rows, 'conflict', { code: 'customer.fieldChanged', field: 'name' });
  };
  const mine = async (): Promise<unknown> => (await seat.store.customerFile(customer.id))?.conflicts;

  it('waits for his choice with both values, counted as something to look at, and stops nothing else', async () => {
    await clash();
    const conflict = [{ field: 'name', mine: '李措毛吉', theirs: '李措' }];
    expect(await mine()).toEqual(conflict);
    expect(await nameNow()).toBe('李措');
    expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 0, blocked: 1 });
    expect(await seat.store.undecidedCustomers()).toEqual([customer.id]);
    await seat.reopen();
    expect(await mine()).toEqual(conflict);
    await correct({ address: '团结北路' }, { ...customer, name: '李措', salutation: '老师' });
    expect((await sent()).rows).toHaveLength(1);
  });

  it('his own value becomes a correction of what the centre has', async () => {
    await clash();
    must(await seat.store.resolveConflict(customer.id, 'name', 'mine', now));
    expect(await mine()).toEqual([]);
    expect(await nameNow()).toBe('李措毛吉');
    expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 1, blocked: 0 });
    const { mutations } = await sent();
    expect(mutations).toMatchObject([{ body: { changes: { name: { base: '李措', value: '李措毛吉' } } } }]);
    await seat.reopen();
    expect(await mine()).toEqual([]);
    expect(await nameNow()).toBe('李措毛吉');
  });

  it('the centre’s value needs nothing more', async () => {
    await clash();
    must(await seat.store.resolveConflict(customer.id, 'name', 'theirs', now));
    expect(await nameNow()).toBe('李措');
    expect((await sent()).rows).toEqual([]);
    await seat.reopen();
    expect(await mine()).toEqual([]);
    must(await seat.store.resolveConflict(customer.id, 'name', 'mine', now));
    expect((await sent()).rows).toEqual([]);
  });

  it('is over when the centre comes to the same value', async () => {
    await clash();
    await pull({ ...customer, name: '李措毛吉', salutation: '老师', updatedAt: 11 });
    expect(await mine()).toEqual([]);
    expect(await seat.store.outboxCounts()).toMatchObject({ blocked: 0 });
    await seat.reopen();
    expect(await seat.store.outboxCounts()).toMatchObject({ blocked: 0 });
  });

  it('all fields wait where the answer does not say which', async () => {
    await pull(customer);
    await correct({ name: '甲', salutation: '乙' });
    const { rows } = await sent();
    await seat.settle(rows, 'conflict', { code: 'customer.fieldChanged' });
    expect(await mine()).toMatchObject([{ field: 'name' }, { field: 'salutation' }]);
  });
});

describe('creating a customer', () => {
  const fresh: CustomerContent = { name: '桑吉卓玛', salutation: '', phones: ['+8613900001234'], accountNo: '0630 9' };

  it('is found at once by number and name, once however often it is saved, and goes to the centre', async () => {
    const draft = draftId();
    const id = await seat.store.createCustomer(draft, fresh, now);
    expect(await seat.store.createCustomer(draft, fresh, now)).toBe(id);
    expect(id).toBe(`c-${draft.id}`);
    await seat.reopen();
    expect(await seat.store.findCustomerByPhone('+8613900001234')).toMatchObject({ id, ...fresh });
    expect((await seat.store.searchCustomers('桑吉', 10)).map(({ customer: found }) => found.id)).toEqual([id]);
    expect((await seat.store.customerFile(id))?.unsent).toContain('name');
    const { rows, mutations } = await sent();
    expect(mutations).toMatchObject([{ kind: 'customer.create', entityId: id, body: { id, ...fresh } }]);
    await seat.settle(rows, 'applied');
    expect(await seat.store.findCustomerByPhone('+8613900001234')).toMatchObject({ id });
    await pull({ ...fresh, id, isSpecialHandling: true, updatedAt: 5 });
    expect(await seat.store.getCustomer(id)).toMatchObject({ isSpecialHandling: true });
    // From now on he is in the machine's own index, which is written in the next pause.
    await expect.poll(() => seat.store.searchCustomers('桑吉', 10)).toHaveLength(1);
  });

  it('can be corrected before it has left, in that order', async () => {
    const id = await seat.store.createCustomer(draftId(), fresh, now);
    const created = await seat.store.getCustomer(id);
    await correct({ address: '团结路' }, created);
    const first = await sent();
    expect(first.mutations.map(({ kind }) => kind)).toEqual(['customer.create']);
    await seat.settle(first.rows, 'applied');
    expect(await seat.store.getCustomer(id)).toMatchObject({ address: '团结路' });
    expect((await sent()).mutations.map(({ kind }) => kind)).toEqual(['customer.correct']);
  });

  it('what the centre refuses stays visible, and is sent again in its order or given up with all that follows', async () => {
    const id = await seat.store.createCustomer(draftId(), fresh, now);
    await correct({ address: '团结路' }, await seat.store.getCustomer(id));
    await seat.settle((await sent()).rows, 'rejected', { code: 'mutation.invalid', field: 'name' });
    expect((await seat.store.customerFile(id))?.refusal).toEqual({ code: 'mutation.invalid', field: 'name' });
    expect(await seat.store.undecidedCustomers()).toEqual([id]);
    expect((await sent()).rows).toEqual([]);
    await seat.store.settleRefused(id, 'retry', now);
    expect((await seat.store.customerFile(id))?.refusal).toBeUndefined();
    const again = await sent();
    expect(again.mutations.map(({ kind }) => kind)).toEqual(['customer.create']);
    await seat.settle(again.rows, 'rejected', { code: 'mutation.invalid' });
    await seat.store.settleRefused(id, 'discard', now);
    expect(await seat.store.getCustomer(id)).toBeUndefined();
    expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 0, blocked: 0 });
    await seat.reopen();
    expect(await seat.store.getCustomer(id)).toBeUndefined();
    expect((await sent()).rows).toEqual([]);
  });

  it('names others with the same number or account, however it is written', async () => {
    await pull({ ...customer, accountNo: '0630-0001 a' }, { ...customer, id: 'c-2' as CustomerId, phones: [] });
    const found = async (phones: string[], accountNo?: string, except?: CustomerId): Promise<string[]> =>
      (await seat.store.findDuplicates({ phones, ...(accountNo === undefined ? {} : { accountNo }) }, except)).map(
        ({ field, customer: { id } }) => `${field} ${id}`,
      );
    expect(await found(['+8613900000000'])).toEqual(['phones c-1']);
    await expect.poll(() => found([], '06300001A')).toEqual(['accountNo c-1']);
    expect(await found([], '0630000')).toEqual([]);
    expect(await found(['+8613900000000'], '06300001A', customer.id)).toEqual([]);
    // A number that was corrected away is free.
    await correct({ phones: ['+8613997041234'] }, { ...customer, accountNo: '0630-0001 a' });
    expect(await found(['+8613900000000'])).toEqual([]);
    expect(await seat.store.findCustomerByPhone('+8613900000000')).toBeUndefined();
  });
});

describe('a call and its customer', () => {
  const begun = async (more: Partial<CallRecord['facts']> = {}): Promise<CallRecord> => {
    const id = uuidv7() as CallId;
    const facts = {
      ...{ callId: id, direction: 'inbound' as const, number: '+8613700000001', isPractice: false, startedAt: now },
      ...more,
    };
    return seat.store.beginCall({ id, facts, heldMs: 0, notes: '', said: [] });
  };

  it('carries whom the agent attached, in its report and for whoever looks later', async () => {
    await pull(customer, { ...customer, id: 'c-2' as CustomerId, phones: ['+8613700000001'] });
    const record = await begun({ customerId: 'c-2' as CustomerId });
    const attached = must(await seat.store.attachCustomer(record.id, customer.id, now));
    expect(attached.facts.customerId).toBe(customer.id);
    // The page tells the call anew after a restart of the core.
    expect((await seat.store.beginCall(record)).facts.customerId).toBe(customer.id);
    must(await seat.store.updateCall({ id: record.id, answeredAt: now, endedAt: now + 5000, wrappedUpAt: now }, now));
    expect((await sent()).mutations).toMatchObject([{ body: { facts: { customerId: customer.id } } }]);
    expect((await seat.store.recentCallsOf(customer.id, 5)).map(({ id }) => id)).toEqual([record.id]);
    expect(await seat.store.recentCallsOf('c-2' as CustomerId, 5)).toEqual([]);
    // Said after the call was closed it is a further version of its record.
    must(await seat.store.attachCustomer(record.id, 'c-2' as CustomerId, now));
    expect((await seat.store.recentCallsOf('c-2' as CustomerId, 5)).map(({ id }) => id)).toEqual([record.id]);
    expect(await seat.store.recentCallsOf(customer.id, 5)).toEqual([]);
    expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 2 });
  });

  it('of nobody gets the customer found later, and its tickets too', async () => {
    const record = await begun();
    const ticket = must(await seat.store.submitTicket(makeDraft({ callId: record.id }), false, now));
    expect(await seat.store.attachCustomer(record.id, customer.id, now)).toMatchObject({
      error: { code: 'customer.notFound' },
    });
    await pull(customer);
    expect(await seat.store.openTicketsOf(customer.id)).toEqual([]);
    const named = await seat.store.beginCall({ ...record, facts: { ...record.facts, customerId: customer.id } });
    expect(named.facts.customerId).toBe(customer.id);
    expect((await seat.store.openTicketsOf(customer.id)).map(({ id }) => id)).toEqual([ticket.id]);
    expect(await seat.store.attachCustomer(uuidv7() as CallId, customer.id, now)).toMatchObject({
      error: { code: 'call.notFound' },
    });
  });
});
