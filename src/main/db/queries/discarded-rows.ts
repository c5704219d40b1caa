import type Database from 'better-sqlite3';
import type { LineProposal } from '../../../shared/domain/line-proposal.ts';
import type { Task } from '../../../shared/domain/task.ts';
import type { OutboxState } from '../../../shared/sync/outbox-machine.ts';
import type { MutationKind } from '../../../shared/sync/wire.ts';
import type { CustomerEdit } from './customer-edits.ts';
import type { OutboxHead } from './outbox.ts';
import type { TicketRow } from './tickets.ts';

/** A row of the outbox as it stood there. */
export interface KeptRow {
  readonly head: Omit<OutboxHead, 'seq'>;
  readonly state: OutboxState;
  readonly payload: string;
}

/** All that left the seat with one discarding, so that it can be put back as it was. */
export interface DiscardedBody {
  /** The refused one first, then those that waited behind it. */
  readonly rows: readonly KeptRow[];
  /** `isAtCentre`: an earlier version of it is there, and counts again. */
  readonly ticket?: { readonly row: TicketRow; readonly isAtCentre: boolean };
  readonly edits?: readonly CustomerEdit[];
  readonly task?: Task;
  readonly proposal?: LineProposal;
}

export interface DiscardedRecord {
  readonly seq: number;
  readonly kind: MutationKind;
  readonly entityId: string;
  /** UTC epoch ms. */
  readonly discardedAt: number;
  readonly body: DiscardedBody;
}

export interface DiscardedRowQueries {
  put(record: Omit<DiscardedRecord, 'seq'>): void;
  get(seq: number): DiscardedRecord | undefined;
  /** The latest first. */
  page(limit: number, from: number): DiscardedRecord[];
  count(): number;
  /** Something of this entity can be put back. */
  holds(entityId: string): boolean;
  remove(seq: number): void;
  /** Discarded before, the oldest first, at most so many. */
  before(at: number, limit: number): DiscardedRecord[];
}

interface Raw {
  seq: number;
  kind: MutationKind;
  entity_id: string;
  discarded_at: number;
  body: string;
}

export function createDiscardedRowQueries(db: Database.Database): DiscardedRowQueries {
  const put = db.prepare<[string, string, number, string]>(
    'INSERT INTO discarded_rows (kind, entity_id, discarded_at, body) VALUES (?, ?, ?, ?)',
  );
  const columns = 'SELECT seq, kind, entity_id, discarded_at, body FROM discarded_rows';
  const get = db.prepare<[number], Raw>(`${columns} WHERE seq = ?`);
  const page = db.prepare<[number, number], Raw>(`${columns} ORDER BY discarded_at DESC, seq DESC LIMIT ? OFFSET ?`);
  const count = db.prepare<[], number>('SELECT count(*) FROM discarded_rows').pluck();
  const holds = db.prepare<[string], number>('SELECT 1 FROM discarded_rows WHERE entity_id = ? LIMIT 1').pluck();
  const remove = db.prepare<[number]>('DELETE FROM discarded_rows WHERE seq = ?');
  const before = db.prepare<[number, number], Raw>(`${columns} WHERE discarded_at < ? ORDER BY discarded_at LIMIT ?`);
  return {
    put: ({ kind, entityId, discardedAt, body }) => void put.run(kind, entityId, discardedAt, JSON.stringify(body)),
    get: (seq) => {
      const row = get.get(seq);
      return row && toRecord(row);
    },
    page: (limit, from) => page.all(limit, from).map(toRecord),
    count: () => count.get() ?? 0,
    holds: (entityId) => holds.get(entityId) !== undefined,
    remove: (seq) => void remove.run(seq),
    before: (at, limit) => before.all(at, limit).map(toRecord),
  };
}

function toRecord({ seq, kind, entity_id, discarded_at, body }: Raw): DiscardedRecord {
  return { seq, kind, entityId: entity_id, discardedAt: discarded_at, body: JSON.parse(body) as DiscardedBody };
}
