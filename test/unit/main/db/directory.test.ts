import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCustomerView } from '../../../../src/main/db/customers/customer-view.ts';
import { createEditBook } from '../../../../src/main/db/customers/edit-book.ts';
import { createDirectory, type Directory } from '../../../../src/main/db/directory.ts';
import { migrate } from '../../../../src/main/db/migrate.ts';
import { directoryMigrations } from '../../../../src/main/db/migrations/directory/migrations.ts';
import { openDatabase } from '../../../../src/main/db/open-database.ts';
import type { CustomerEdit } from '../../../../src/main/db/queries/customer-edits.ts';
import type { Customer, PastCall, TicketState } from '../../../../src/shared/domain/customer.ts';
import { agentNoSchema, type CustomerId, type MutationId } from '../../../../src/shared/ids.ts';
import type { PullItem } from '../../../../src/shared/sync/wire.ts';

const dayMs = 24 * 3_600_000;

function openFile() {
  const folder = mkdtempSync(join(tmpdir(), 'directory-'));
  const path = join(folder, 'directory.db');
  const key = randomBytes(32);
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return () => {
    const db = openDatabase(path, { key, isExclusive: false });
    onTestFinished(() => void db.close());
    return db;
  };
}

function open(): Directory {
  const db = openFile()();
  migrate(db, directoryMigrations);
  return createDirectory(db);
}

let count = 0;
function make(change: Partial<Customer>): Customer {
  count += 1;
  const id = `c-${String(count)}` as CustomerId;
  return {
    id,
    name: `客户${String(count)}`,
    salutation: '',
    phones: [],
    isSpecialHandling: false,
    updatedAt: 1,
    ...change,
  };
}
const put = (body: { id: string }): PullItem => ({ op: 'put', id: body.id, schemaVersion: 1, body });
function fill(directory: Directory, ...customers: Customer[]): void {
  directory.apply('customers', customers.map(put), 'x');
  while (directory.tidy(0));
}
function finder(directory: Directory, edits: readonly CustomerEdit[] = []) {
  const view = createCustomerView(directory, createEditBook(edits, []));
  return (query: string, exact?: string): string[] => view.search(query, 20, exact).map(({ name }) => name);
}

describe('finding a customer', () => {
  const drolma = make({
    ...{ name: '卓玛', phones: ['+8613900000071', '+869748512345'] },
    ...{ accountNo: '0630 0000 8812', address: '共和县恰卜恰镇东巴村 18 号' },
  });
  const tibetan = make({ name: 'བཀྲ་ཤིས་སྒྲོལ་མ།', phones: ['+8613911112222'], address: '玉树市结古街道' });
  const others = [make({ name: '卓玛措', address: '西宁市' }), make({ name: '王卓玛' }), make({ name: '周麗華' })];

  function desk(): ReturnType<typeof finder> {
    const directory = open();
    fill(directory, ...others, tibetan, drolma, make({ name: '李强', address: '卓玛路 5 号' }));
    return finder(directory);
  }

  it('by name: whole names first, then beginnings, then any part, then addresses', () => {
    const find = desk();
    expect(find('卓玛')).toEqual(['卓玛', '卓玛措', '王卓玛', '李强']);
    expect(find('卓瑪')).toEqual(find('卓玛'));
    expect(find('丽华')).toEqual(['周麗華']);
    expect(find('王')).toEqual(['王卓玛']);
    expect(find('没有')).toEqual([]);
    expect(find('  ')).toEqual([]);
    expect(find('"*')).toEqual([]);
  });

  it('by a Tibetan name, half typed and in Wylie too', () => {
    const find = desk();
    for (const query of ['སྒྲོལ་མ', 'བཀྲ་ཤིས', 'བཀྲ་ཤིས་སྒྲོལ', 'bkra shis', 'བཀྲ་ཤི']) {
      expect(find(query), query).toEqual([tibetan.name]);
    }
  });

  it('by any part of a phone number, however it is written', () => {
    const find = desk();
    for (const query of ['0071', '139 0000 0071', '+86 139-0000-0071', '00000071', '１３９００００００７１', '༠༠༧༡']) {
      expect(find(query), query).toEqual(['卓玛']);
    }
    expect(find('0974 8512345', '+869748512345')).toEqual(['卓玛']);
    expect(find('0974-851')).toEqual(['卓玛']);
    expect(find('071')).toEqual([]);
    expect(find('1390')).toEqual(['卓玛']);
  });

  it('by account number, by address, and by a name with the last digits', () => {
    const find = desk();
    expect(find('063000008812')).toEqual(['卓玛']);
    expect(find('8812')).toEqual(['卓玛']);
    expect(find('恰卜恰')).toEqual(['卓玛']);
    expect(find('东巴村 18')).toEqual(['卓玛']);
    expect(find('卓玛 西宁')).toEqual(['卓玛措']);
    expect(find('卓玛 0071')[0]).toBe('卓玛');
    expect(find('王 0071')).toEqual([]);
  });

  it('as he is now: what was dropped or changed is found by the new only', () => {
    const directory = open();
    fill(directory, drolma);
    const find = finder(directory);
    fill(directory, { ...drolma, name: '卓玛吉', phones: ['+8613900000099'] });
    expect(find('0071')).toEqual([]);
    expect(find('0099')).toEqual(['卓玛吉']);
    directory.apply('customers', [{ op: 'drop', id: drolma.id }], 'y');
    expect(find('卓玛')).toEqual([]);
    expect(find('0099')).toEqual([]);
  });

  it('with this agent’s own corrections, before anybody else has them', () => {
    const directory = open();
    fill(directory, drolma);
    const correct: CustomerEdit = {
      ...{ id: 'm-1' as MutationId, customerId: drolma.id, at: 5, isAcknowledged: false },
      change: { kind: 'correct', changes: { address: { base: drolma.address ?? null, value: '贵德县河阴镇' } } },
    };
    const create: CustomerEdit = {
      ...{ id: 'm-2' as MutationId, customerId: 'c-new' as CustomerId, at: 6, isAcknowledged: false },
      change: { kind: 'create', customer: { ...tibetan, id: 'c-new' as CustomerId, name: '新来的' } },
    };
    const find = finder(directory, [correct, create]);
    expect(find('河阴')).toEqual(['卓玛']);
    expect(find('2222')).toEqual(['新来的']);
    expect(find('新来 1111')).toEqual(['新来的']);
  });

  it('any part of four digits finds every number that holds it', () => {
    const directory = open();
    const all = Array.from({ length: 40 }, (_, index) =>
      make({ phones: [`+8613${String(700_000_000 + index * 7_654_321).slice(0, 9)}`] }),
    );
    fill(directory, ...all);
    const view = createCustomerView(directory, createEditBook([], []));
    fc.assert(
      fc.property(fc.nat(39), fc.nat(9), fc.integer({ min: 4, max: 13 }), (who, from, length) => {
        const digits = all[who]?.phones[0]?.slice(1) ?? '';
        const part = digits.slice(from, from + length);
        // A zero in front may be the one that is dialled.
        fc.pre(part.length >= 4 && !part.startsWith('0'));
        const expected = all.filter(({ phones }) => phones[0]?.includes(part)).map(({ id }) => id);
        expect(new Set(view.search(part, 50).map(({ id }) => id))).toEqual(new Set(expected));
      }),
    );
  });
});

describe('a pass through the whole of a stream', () => {
  const state = (id: string): TicketState => ({
    ...{ id, number: id, type: 'consultation', subType: '', status: 'processing', summary: '' },
    ...{ customerId: 'c-x' as CustomerId, createdAt: 1, updatedAt: 1 },
  });
  const call = (id: string, at: number): PastCall => ({
    ...{ id, customerId: 'c-x' as CustomerId, agentNo: agentNoSchema.parse('1001'), at, durationS: 1, topic: '' },
  });

  it('drops what did not come again, only when it came to its end, and never another stream', () => {
    const directory = open();
    const [stays, goes, comes] = [make({ name: '留' }), make({ name: '去' }), make({ name: '来' })];
    directory.apply('customers', [stays, goes].map(put), '1', { isFirst: true, isLast: true });
    directory.apply('tickets', [put(state('t-1'))], '1', { isFirst: true, isLast: true });
    while (directory.tidy(0));
    const find = finder(directory);
    directory.apply('customers', [put(stays)], '2', { isFirst: true, isLast: false });
    directory.tidy(0);
    expect(directory.customers.get(goes.id)).toEqual(goes);
    directory.apply('customers', [put(comes)], '3', { isFirst: false, isLast: true });
    while (directory.tidy(0));
    expect(directory.customers.get(goes.id)).toBeUndefined();
    expect(find('去')).toEqual([]);
    expect([find('留'), find('来')]).toEqual([['留'], ['来']]);
    expect(directory.ticketStates.ofCustomer('c-x' as CustomerId)).toHaveLength(1);
    // Changes after the pass belong to it.
    directory.apply('customers', [put({ ...goes })], '4', { isFirst: false, isLast: true });
    while (directory.tidy(0));
    expect(directory.customers.get(goes.id)).toEqual(goes);
    directory.apply('tickets', [], '2', { isFirst: true, isLast: true });
    directory.apply('calls', [put(call('p-1', 5))], '1', { isFirst: true, isLast: true });
    directory.apply('calls', [], '2', { isFirst: true, isLast: true });
    while (directory.tidy(0));
    expect(directory.ticketStates.ofCustomer('c-x' as CustomerId)).toEqual([]);
    expect(directory.pastCalls.ofCustomer('c-x' as CustomerId, 5)).toEqual([]);
  });

  it('what could not be read before is asked of the centre anew', () => {
    const directory = open();
    directory.apply('customers', [{ op: 'put', id: 'c-9', schemaVersion: 2, body: {} }], '1');
    directory.apply('customers', [], '2', { isFirst: true, isLast: true });
    while (directory.tidy(0));
    expect(directory.customers.get('c-9' as CustomerId)).toBeUndefined();
  });

  it('calls of more than 30 days ago go by themselves', () => {
    const directory = open();
    const now = 100 * dayMs;
    const [old, young] = [call('p-old', now - 30 * dayMs - 1), call('p-young', now - 30 * dayMs)];
    directory.apply('calls', [old, young].map(put), '1');
    while (directory.tidy(now));
    expect(directory.pastCalls.ofCustomer('c-x' as CustomerId, 5)).toEqual([young]);
  });
});

describe('a directory of an earlier build', () => {
  it('keeps its customers, their numbers and its cursors, and finds them in the next pause', () => {
    const reopen = openFile();
    const before = reopen();
    migrate(before, directoryMigrations.slice(0, 1));
    const old = make({ name: '卓玛', phones: ['+8613900000071'] });
    before.prepare('INSERT INTO customers VALUES (?, 1, ?)').run(old.id, JSON.stringify(old));
    before.prepare('INSERT INTO customer_phones VALUES (?, ?)').run('+8613900000071', old.id);
    before.prepare("INSERT INTO cursors VALUES ('customers', 'c')").run();
    before.close();
    const db = reopen();
    migrate(db, directoryMigrations);
    const directory = createDirectory(db);
    expect(directory.customers.withPhone('+8613900000071')).toEqual([old]);
    expect(directory.cursor('customers')).toBe('c');
    while (directory.tidy(0));
    expect(finder(directory)('卓玛')).toEqual(['卓玛']);
  });

  it('an index written by other rules is written anew', () => {
    const reopen = openFile();
    const db = reopen();
    migrate(db, directoryMigrations);
    fill(createDirectory(db), make({ name: '卓玛', phones: ['+8613900000071'] }));
    db.prepare('UPDATE index_state SET rules = 0').run();
    const directory = createDirectory(db);
    const find = finder(directory);
    expect(find('卓玛')).toEqual([]);
    while (directory.tidy(0));
    expect([find('卓玛'), find('0071')]).toEqual([['卓玛'], ['卓玛']]);
  });
});
