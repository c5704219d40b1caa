import type Database from 'better-sqlite3';
import type { Customer } from '../../../shared/domain/customer.ts';
import type { CustomerId } from '../../../shared/ids.ts';
import { createCustomerIndex, indexedTextOf } from '../customers/customer-index.ts';

export interface CustomerQueries {
  /** `pass`: the pass through the stream in which it came. Found by number at once, by the rest after `indexSome`. */
  put(customer: Customer, pass: number): void;
  drop(id: string): void;
  get(id: CustomerId): Customer | undefined;
  byNo(no: number): Customer | undefined;
  /** The one changed last first. */
  withPhone(e164: string): Customer[];
  /** Customers that came in an earlier pass, at most so many. */
  before(pass: number, limit: number): string[];
  /** Indexes some customers that are not found yet; false when no more are left. */
  indexSome(): boolean;
}

interface Row {
  readonly no: number;
  readonly is_indexed: number;
  readonly body: string;
}

export function createCustomerQueries(db: Database.Database): CustomerQueries {
  const index = createCustomerIndex(db);
  const row = db.prepare<[string], Row>('SELECT no, is_indexed, body FROM customers WHERE id = ?');
  const insert = db.prepare<[string, number, number, string]>(
    'INSERT INTO customers (id, updated_at, pass, body) VALUES (?, ?, ?, ?)',
  );
  const update = db.prepare<[number, number, string, number]>(
    'UPDATE customers SET updated_at = ?, pass = ?, body = ? WHERE no = ?',
  );
  const remove = db.prepare<[number]>('DELETE FROM customers WHERE no = ?');
  const dropPhones = db.prepare<[string]>('DELETE FROM customer_phones WHERE customer_id = ?');
  const addPhone = db.prepare<[string, string]>(
    'INSERT INTO customer_phones (phone, customer_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const byNo = db.prepare<[number], string>('SELECT body FROM customers WHERE no = ?').pluck();
  const withPhone = db
    .prepare<[string], string>(
      `SELECT body FROM customer_phones JOIN customers ON customers.id = customer_id
       WHERE phone = ? ORDER BY updated_at DESC, customers.id LIMIT 20`,
    )
    .pluck();
  const before = db.prepare<[number, number], string>('SELECT id FROM customers WHERE pass < ? LIMIT ?').pluck();
  return {
    put: (customer, pass) => {
      const old = row.get(customer.id);
      const body = JSON.stringify(customer);
      const known = old && parse(old.body);
      if (old) update.run(customer.updatedAt, pass, body, old.no);
      const no = old?.no ?? Number(insert.run(customer.id, customer.updatedAt, pass, body).lastInsertRowid);
      if (known && indexedTextOf(known) === indexedTextOf(customer)) return;
      // A ringing call may wait for this page: the index is written in the next pause.
      if (old?.is_indexed === 1) index.remove(no);
      dropPhones.run(customer.id);
      for (const phone of customer.phones) addPhone.run(phone, customer.id);
    },
    drop: (id) => {
      const old = row.get(id);
      if (!old) return;
      if (old.is_indexed === 1) index.remove(old.no);
      dropPhones.run(id);
      remove.run(old.no);
    },
    get: (id) => {
      const found = row.get(id);
      return found && parse(found.body);
    },
    byNo: (no) => {
      const body = byNo.get(no);
      return body === undefined ? undefined : parse(body);
    },
    withPhone: (e164) => withPhone.all(e164).map(parse),
    before: (pass, limit) => before.all(pass, limit),
    indexSome: () => index.addSome(),
  };
}

function parse(body: string): Customer {
  return JSON.parse(body) as Customer;
}
