import type Database from 'better-sqlite3';
import type { CustomerField, FieldValue } from '../../../shared/domain/customer-changes.ts';
import type { CustomerId } from '../../../shared/ids.ts';

/** A field that this agent and somebody else changed to different values. */
export interface ConflictRow {
  readonly customerId: CustomerId;
  readonly field: CustomerField;
  readonly at: number;
  readonly base: FieldValue;
  readonly mine: FieldValue;
}

export interface CustomerConflictQueries {
  /** Oldest first. */
  all(): ConflictRow[];
  /** The value entered last stays. */
  put(row: ConflictRow): void;
  remove(customerId: CustomerId, field: CustomerField): void;
}

export function createCustomerConflictQueries(db: Database.Database): CustomerConflictQueries {
  const all = db.prepare<[], { customer_id: CustomerId; field: CustomerField; at: number; base: string; mine: string }>(
    'SELECT customer_id, field, at, base, mine FROM customer_conflicts ORDER BY at, customer_id, field',
  );
  const put = db.prepare<[string, string, number, string, string]>(
    `INSERT INTO customer_conflicts (customer_id, field, at, base, mine) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (customer_id, field) DO UPDATE SET at = excluded.at, mine = excluded.mine`,
  );
  const remove = db.prepare<[string, string]>('DELETE FROM customer_conflicts WHERE customer_id = ? AND field = ?');
  return {
    all: () =>
      all.all().map(({ customer_id, field, at, base, mine }) => ({
        ...{ customerId: customer_id, field, at },
        base: JSON.parse(base) as FieldValue,
        mine: JSON.parse(mine) as FieldValue,
      })),
    put: ({ customerId, field, at, base, mine }) =>
      void put.run(customerId, field, at, JSON.stringify(base), JSON.stringify(mine)),
    remove: (customerId, field) => void remove.run(customerId, field),
  };
}
