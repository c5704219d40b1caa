import type Database from 'better-sqlite3';
import type { TicketState } from '../../../shared/domain/customer.ts';
import type { CustomerId } from '../../../shared/ids.ts';

export interface TicketStateQueries {
  put(state: TicketState): void;
  drop(id: string): void;
  get(id: string): TicketState | undefined;
  /** Newest first, open or not. */
  ofCustomer(id: CustomerId): TicketState[];
}

export function createTicketStateQueries(db: Database.Database): TicketStateQueries {
  const put = db.prepare<[string, string | null, number, string]>(
    `INSERT INTO ticket_states (id, customer_id, created_at, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET customer_id = excluded.customer_id, created_at = excluded.created_at,
       body = excluded.body`,
  );
  const drop = db.prepare<[string]>('DELETE FROM ticket_states WHERE id = ?');
  const get = db.prepare<[string], string>('SELECT body FROM ticket_states WHERE id = ?').pluck();
  const ofCustomer = db
    .prepare<[string], string>('SELECT body FROM ticket_states WHERE customer_id = ? ORDER BY created_at DESC')
    .pluck();
  const parse = (body: string): TicketState => JSON.parse(body) as TicketState;
  return {
    put: (state) => void put.run(state.id, state.customerId ?? null, state.createdAt, JSON.stringify(state)),
    drop: (id) => void drop.run(id),
    get: (id) => {
      const body = get.get(id);
      return body === undefined ? undefined : parse(body);
    },
    ofCustomer: (id) => ofCustomer.all(id).map(parse),
  };
}
