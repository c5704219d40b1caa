import type Database from 'better-sqlite3';
import type { TicketState } from '../../../shared/domain/customer.ts';
import type { CustomerId } from '../../../shared/ids.ts';

export interface TicketStateQueries {
  put(state: TicketState, pass: number): void;
  drop(id: string): void;
  get(id: string): TicketState | undefined;
  /** Newest first, open or not. */
  ofCustomer(id: CustomerId): TicketState[];
  /** States that came in an earlier pass, at most so many. */
  before(pass: number, limit: number): string[];
}

export function createTicketStateQueries(db: Database.Database): TicketStateQueries {
  const put = db.prepare<[string, string | null, number, number, string]>(
    `INSERT INTO ticket_states (id, customer_id, created_at, pass, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET customer_id = excluded.customer_id, created_at = excluded.created_at,
       pass = excluded.pass, body = excluded.body`,
  );
  const drop = db.prepare<[string]>('DELETE FROM ticket_states WHERE id = ?');
  const get = db.prepare<[string], string>('SELECT body FROM ticket_states WHERE id = ?').pluck();
  const ofCustomer = db
    .prepare<[string], string>('SELECT body FROM ticket_states WHERE customer_id = ? ORDER BY created_at DESC')
    .pluck();
  const before = db.prepare<[number, number], string>('SELECT id FROM ticket_states WHERE pass < ? LIMIT ?').pluck();
  const parse = (body: string): TicketState => JSON.parse(body) as TicketState;
  return {
    put: (state, pass) =>
      void put.run(state.id, state.customerId ?? null, state.createdAt, pass, JSON.stringify(state)),
    drop: (id) => void drop.run(id),
    get: (id) => {
      const body = get.get(id);
      return body === undefined ? undefined : parse(body);
    },
    ofCustomer: (id) => ofCustomer.all(id).map(parse),
    before: (pass, limit) => before.all(pass, limit),
  };
}
