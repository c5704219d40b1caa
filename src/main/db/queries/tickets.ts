import type Database from 'better-sqlite3';
import type { SubmittedTicket, Ticket } from '../../../shared/domain/ticket.ts';
import type { SyncStatus, TicketStatus } from '../../../shared/domain/ticket-status.ts';
import type { CustomerId, TicketId } from '../../../shared/ids.ts';

export interface TicketRow {
  readonly seq: number;
  /** Number block and the number within it. */
  readonly block: number;
  readonly ordinal: number;
  /** `seq` of the newest mutation of this ticket. */
  readonly revision: number;
  /** When the centre set the status; 0 while it said nothing. */
  readonly statusAt: number;
  readonly ticket: Ticket;
}

export interface TicketQueries {
  /** `body` is the JSON text of the SubmittedTicket. */
  insert(row: TicketRow, body: string): void;
  /**
   * Replaces content and sync of a ticket that was refused or given back; number and place stay. What the centre said of it
   * before `statusAt` is over.
   */
  resubmit(ticket: Ticket, body: string, revision: number, statusAt: number): void;
  get(id: TicketId): TicketRow | undefined;
  /** This place in the list, or the next one that no ticket has. */
  freeSeq(from: number): number;
  /** With the words it is found by. */
  remove(id: TicketId): void;
  /** Newest first; `before` is an instant of submission, exclusive. */
  list(limit: number, before?: number): TicketRow[];
  /** Not ended yet, as far as this seat knows: those that name the customer, and those of his calls that name nobody. */
  openOf(id: CustomerId): TicketRow[];
  /** Those that name this number, as it was normalised, likewise. */
  openOfPhone(phone: string): TicketRow[];
  /** The row submitted last. */
  last(): Pick<TicketRow, 'seq' | 'block' | 'ordinal'> | undefined;
  setSync(id: TicketId, sync: SyncStatus, refusal?: Ticket['refusal']): void;
  /** The centre's word on the status, unless a later one is known. */
  setStatus(id: string, status: TicketStatus, at: number): void;
}

/** `seq` counts µs, so that many submissions fit into the millisecond that `submittedAt` is given in. */
export const seqPerMs = 1000;

export interface RawTicketRow {
  seq: number;
  block: number;
  ordinal: number;
  revision: number;
  status: TicketStatus;
  status_at: number;
  sync: SyncStatus;
  refusal: string | null;
  is_priority_chosen: number;
  is_due_chosen: number;
  body: string;
}

/** What `toTicketRow` reads. */
export const ticketColumns =
  'seq, block, ordinal, revision, status, status_at, sync, refusal, is_priority_chosen, is_due_chosen, body';

/**
 * By two partial indexes, whose conditions stand here in the same words. Left to itself it would take the first twice;
 * `+id` has no affinity, as an index of an expression has none.
 */
export const openTicketsQuery = `
  SELECT ${ticketColumns} FROM tickets
   WHERE status NOT IN ('closed', 'cancelled') AND body ->> '$.customerId' = ?
  UNION ALL
  SELECT ${ticketColumns} FROM tickets INDEXED BY tickets_open_by_call
   WHERE status NOT IN ('closed', 'cancelled') AND body ->> '$.customerId' IS NULL
     AND body ->> '$.callId' IN (SELECT +id FROM calls WHERE customer_id = ?)`;

/** By a partial index, likewise. */
export const openByPhoneQuery = `
  SELECT ${ticketColumns} FROM tickets WHERE status NOT IN ('closed', 'cancelled') AND body ->> '$.callerPhone' = ?`;

export function createTicketQueries(db: Database.Database): TicketQueries {
  const get = db.prepare<[string], RawTicketRow>(`SELECT ${ticketColumns} FROM tickets WHERE id = ?`);
  const list = db.prepare<[number, number], RawTicketRow>(
    `SELECT ${ticketColumns} FROM tickets WHERE seq < ? ORDER BY seq DESC LIMIT ?`,
  );
  const last = db.prepare<[], { seq: number; block: number; ordinal: number }>(
    'SELECT seq, block, ordinal FROM tickets ORDER BY seq DESC LIMIT 1',
  );
  const isTaken = db.prepare<[number], number>('SELECT 1 FROM tickets WHERE seq = ?').pluck();
  const openOf = db.prepare<[string, string], RawTicketRow>(openTicketsQuery);
  const openOfPhone = db.prepare<[string], RawTicketRow>(openByPhoneQuery);
  return {
    ...createTicketWrites(db),
    get: (id) => {
      const row = get.get(id);
      return row && toTicketRow(row);
    },
    list: (limit, before) =>
      list.all(before === undefined ? Number.MAX_SAFE_INTEGER : before * seqPerMs, limit).map(toTicketRow),
    openOf: (id) => openOf.all(id, id).map(toTicketRow),
    openOfPhone: (phone) => openOfPhone.all(phone).map(toTicketRow),
    last: () => last.get(),
    freeSeq: (from) => {
      let seq = from;
      while (isTaken.get(seq) !== undefined) seq += 1;
      return seq;
    },
  };
}

function createTicketWrites(
  db: Database.Database,
): Pick<TicketQueries, 'insert' | 'resubmit' | 'setSync' | 'setStatus' | 'remove'> {
  const insert = db.prepare(
    `INSERT INTO tickets (seq, id, block, ordinal, revision, status, status_at, sync, is_priority_chosen, is_due_chosen, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const resubmit = db.prepare(
    `UPDATE tickets SET revision = ?, status = ?, status_at = ?, sync = ?, refusal = NULL, is_priority_chosen = ?,
       is_due_chosen = ?, is_indexed = 0, body = ? WHERE id = ?`,
  );
  const setSync = db.prepare<[string, string | null, string]>('UPDATE tickets SET sync = ?, refusal = ? WHERE id = ?');
  const seqOf = db.prepare<[string], { seq: number }>('SELECT seq FROM tickets WHERE id = ?');
  const removeWords = db.prepare<[number]>('DELETE FROM ticket_words WHERE rowid = ?');
  const removeNumbers = db.prepare<[number]>('DELETE FROM ticket_numbers WHERE rowid = ?');
  const remove = db.prepare<[string]>('DELETE FROM tickets WHERE id = ?');
  const setStatus = db.prepare<[string, number, string, number]>(
    'UPDATE tickets SET status = ?, status_at = ? WHERE id = ? AND status_at <= ?',
  );
  return {
    insert: ({ seq, block, ordinal, revision, statusAt, ticket: t }, body) => {
      const chosen = [Number(t.isPriorityChosen), Number(t.isDueChosen)];
      insert.run(seq, t.id, block, ordinal, revision, t.status, statusAt, t.sync, ...chosen, body);
    },
    resubmit: (t, body, revision, statusAt) => {
      resubmit.run(revision, t.status, statusAt, t.sync, Number(t.isPriorityChosen), Number(t.isDueChosen), body, t.id);
    },
    remove: (id) => {
      for (const { seq } of seqOf.all(id)) {
        removeWords.run(seq);
        removeNumbers.run(seq);
      }
      remove.run(id);
    },
    setSync: (id, sync, refusal) => void setSync.run(sync, refusal ? JSON.stringify(refusal) : null, id),
    setStatus: (id, status, at) => void setStatus.run(status, at, id, at),
  };
}

export function toTicketRow(row: RawTicketRow): TicketRow {
  const body = JSON.parse(row.body) as SubmittedTicket;
  const ticket: Ticket = {
    ...body,
    status: row.status,
    sync: row.sync,
    isPriorityChosen: row.is_priority_chosen === 1,
    isDueChosen: row.is_due_chosen === 1,
    ...(row.refusal === null ? {} : { refusal: JSON.parse(row.refusal) as NonNullable<Ticket['refusal']> }),
  };
  const { seq, block, ordinal, revision } = row;
  return { seq, block, ordinal, revision, statusAt: row.status_at, ticket };
}
