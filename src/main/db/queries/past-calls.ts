import type Database from 'better-sqlite3';
import type { PastCall } from '../../../shared/domain/customer.ts';
import type { CustomerId } from '../../../shared/ids.ts';

export interface PastCallQueries {
  put(call: PastCall): void;
  drop(id: string): void;
  /** Newest first. */
  ofCustomer(id: CustomerId, limit: number): PastCall[];
}

export function createPastCallQueries(db: Database.Database): PastCallQueries {
  const put = db.prepare<[string, string | null, number, string]>(
    `INSERT INTO past_calls (id, customer_id, at, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET customer_id = excluded.customer_id, at = excluded.at, body = excluded.body`,
  );
  const drop = db.prepare<[string]>('DELETE FROM past_calls WHERE id = ?');
  const ofCustomer = db
    .prepare<[string, number], string>('SELECT body FROM past_calls WHERE customer_id = ? ORDER BY at DESC LIMIT ?')
    .pluck();
  return {
    put: (call) => void put.run(call.id, call.customerId ?? null, call.at, JSON.stringify(call)),
    drop: (id) => void drop.run(id),
    ofCustomer: (id, limit) => ofCustomer.all(id, limit).map((body) => JSON.parse(body) as PastCall),
  };
}
