import type Database from 'better-sqlite3';
import type { PastCall } from '../../../shared/domain/customer.ts';
import type { CustomerId } from '../../../shared/ids.ts';

export interface PastCallQueries {
  put(call: PastCall, pass: number): void;
  drop(id: string): void;
  /** Newest first. */
  ofCustomer(id: CustomerId, limit: number): PastCall[];
  /** Calls that came in an earlier pass, at most so many. */
  before(pass: number, limit: number): string[];
  /** Drops calls that began before this instant, at most so many; tells how many. */
  dropOlder(than: number, limit: number): number;
}

export function createPastCallQueries(db: Database.Database): PastCallQueries {
  const put = db.prepare<[string, string | null, number, number, string]>(
    `INSERT INTO past_calls (id, customer_id, at, pass, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET customer_id = excluded.customer_id, at = excluded.at, pass = excluded.pass,
       body = excluded.body`,
  );
  const drop = db.prepare<[string]>('DELETE FROM past_calls WHERE id = ?');
  const ofCustomer = db
    .prepare<[string, number], string>('SELECT body FROM past_calls WHERE customer_id = ? ORDER BY at DESC LIMIT ?')
    .pluck();
  const before = db.prepare<[number, number], string>('SELECT id FROM past_calls WHERE pass < ? LIMIT ?').pluck();
  const dropOlder = db.prepare<[number, number]>(
    'DELETE FROM past_calls WHERE id IN (SELECT id FROM past_calls WHERE at < ? LIMIT ?)',
  );
  return {
    put: (call, pass) => void put.run(call.id, call.customerId ?? null, call.at, pass, JSON.stringify(call)),
    drop: (id) => void drop.run(id),
    ofCustomer: (id, limit) => ofCustomer.all(id, limit).map((body) => JSON.parse(body) as PastCall),
    before: (pass, limit) => before.all(pass, limit),
    dropOlder: (than, limit) => dropOlder.run(than, limit).changes,
  };
}
