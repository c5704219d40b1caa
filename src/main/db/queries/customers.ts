import type Database from 'better-sqlite3';
import type { Customer } from '../../../shared/domain/customer.ts';
import type { CustomerId } from '../../../shared/ids.ts';

export interface CustomerQueries {
  put(customer: Customer): void;
  drop(id: string): void;
  get(id: CustomerId): Customer | undefined;
  /** The one changed last where several have the number. */
  byPhone(e164: string): Customer | undefined;
}

export function createCustomerQueries(db: Database.Database): CustomerQueries {
  const put = db.prepare<[string, number, string]>(
    `INSERT INTO customers (id, updated_at, body) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at, body = excluded.body`,
  );
  const drop = db.prepare<[string]>('DELETE FROM customers WHERE id = ?');
  const dropPhones = db.prepare<[string]>('DELETE FROM customer_phones WHERE customer_id = ?');
  const addPhone = db.prepare<[string, string]>(
    'INSERT INTO customer_phones (phone, customer_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const get = db.prepare<[string], string>('SELECT body FROM customers WHERE id = ?').pluck();
  const byPhone = db
    .prepare<[string], string>(
      `SELECT body FROM customer_phones JOIN customers ON customers.id = customer_id
       WHERE phone = ? ORDER BY updated_at DESC, customers.id LIMIT 1`,
    )
    .pluck();
  const parse = (body: string | undefined): Customer | undefined =>
    body === undefined ? undefined : (JSON.parse(body) as Customer);
  return {
    put: (customer) => {
      put.run(customer.id, customer.updatedAt, JSON.stringify(customer));
      dropPhones.run(customer.id);
      for (const phone of customer.phones) addPhone.run(phone, customer.id);
    },
    drop: (id) => {
      dropPhones.run(id);
      drop.run(id);
    },
    get: (id) => parse(get.get(id)),
    byPhone: (e164) => parse(byPhone.get(e164)),
  };
}
