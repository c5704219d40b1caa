import type Database from 'better-sqlite3';
import type { CustomerChanges } from '../../../shared/domain/customer-changes.ts';
import type { Customer } from '../../../shared/domain/customer.ts';
import type { CustomerId, MutationId } from '../../../shared/ids.ts';

/** What this agent made of a customer, in one go. */
export interface CustomerEdit {
  /** Its mutation's. */
  readonly id: MutationId;
  readonly customerId: CustomerId;
  readonly at: number;
  /** The centre has it; what it published of the customer since has not come back yet. */
  readonly isAcknowledged: boolean;
  readonly change: EditChange;
}

export type EditChange =
  | { readonly kind: 'create'; readonly customer: Customer }
  | { readonly kind: 'correct'; readonly changes: CustomerChanges };

export interface CustomerEditQueries {
  /** In the order in which they were made. */
  all(): CustomerEdit[];
  insert(edit: CustomerEdit): void;
  /** Replaces what is left of it. */
  acknowledge(id: MutationId, change: EditChange): void;
  remove(id: MutationId): void;
}

interface Row {
  id: MutationId;
  customer_id: CustomerId;
  at: number;
  is_acknowledged: number;
  body: string;
}

export function createCustomerEditQueries(db: Database.Database): CustomerEditQueries {
  const all = db.prepare<[], Row>('SELECT id, customer_id, at, is_acknowledged, body FROM customer_edits ORDER BY seq');
  const insert = db.prepare<[string, string, number, number, string]>(
    'INSERT INTO customer_edits (id, customer_id, at, is_acknowledged, body) VALUES (?, ?, ?, ?, ?)',
  );
  const acknowledge = db.prepare<[string, string]>(
    'UPDATE customer_edits SET is_acknowledged = 1, body = ? WHERE id = ?',
  );
  const remove = db.prepare<[string]>('DELETE FROM customer_edits WHERE id = ?');
  return {
    all: () =>
      all.all().map(({ id, customer_id, at, is_acknowledged, body }) => ({
        ...{ id, customerId: customer_id, at, isAcknowledged: is_acknowledged === 1 },
        change: JSON.parse(body) as EditChange,
      })),
    insert: ({ id, customerId, at, isAcknowledged, change }) =>
      void insert.run(id, customerId, at, Number(isAcknowledged), JSON.stringify(change)),
    acknowledge: (id, change) => void acknowledge.run(JSON.stringify(change), id),
    remove: (id) => void remove.run(id),
  };
}
