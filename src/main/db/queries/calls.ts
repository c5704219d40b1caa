import type Database from 'better-sqlite3';
import type { CallRecord } from '../../../shared/domain/call.ts';
import type { CallId, CustomerId } from '../../../shared/ids.ts';

export interface CallQueries {
  get(id: CallId): CallRecord | undefined;
  insert(record: CallRecord): void;
  update(record: CallRecord): void;
  /** Oldest first. */
  notWrappedUp(): CallRecord[];
  /** Calls of a customer, known by his id or by one of his numbers; newest first. */
  ofCustomer(id: CustomerId, phones: readonly string[], limit: number): CallRecord[];
}

export function createCallQueries(db: Database.Database): CallQueries {
  const get = db.prepare<[string], string>('SELECT body FROM calls WHERE id = ?').pluck();
  const insert = db.prepare<[string, number, string, string | null, string]>(
    'INSERT INTO calls (id, started_at, number, customer_id, body) VALUES (?, ?, ?, ?, ?)',
  );
  const update = db.prepare<[string | null, string, string]>('UPDATE calls SET customer_id = ?, body = ? WHERE id = ?');
  const notWrappedUp = db
    .prepare<[], string>(`SELECT body FROM calls WHERE body ->> '$.wrappedUpAt' IS NULL ORDER BY seq`)
    .pluck();
  const ofCustomer = db
    .prepare<[string, string, number], string>(
      `SELECT body FROM calls WHERE customer_id = ? OR number IN (SELECT value FROM json_each(?))
       ORDER BY started_at DESC, seq DESC LIMIT ?`,
    )
    .pluck();
  const parse = (body: string): CallRecord => JSON.parse(body) as CallRecord;
  return {
    get: (id) => {
      const body = get.get(id);
      return body === undefined ? undefined : parse(body);
    },
    insert: (record) => {
      const { startedAt, number, customerId } = record.facts;
      insert.run(record.id, startedAt, record.number ?? number, customerId ?? null, JSON.stringify(record));
    },
    update: (record) => void update.run(record.facts.customerId ?? null, JSON.stringify(record), record.id),
    notWrappedUp: () => notWrappedUp.all().map(parse),
    ofCustomer: (id, phones, limit) => ofCustomer.all(id, JSON.stringify(phones), limit).map(parse),
  };
}
