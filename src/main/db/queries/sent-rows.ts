import type Database from 'better-sqlite3';
import type { SubmittedTicket } from '../../../shared/domain/ticket.ts';
import type { MutationId, TicketId } from '../../../shared/ids.ts';
import type { MutationKind } from '../../../shared/sync/wire.ts';
import type { OutboxHead } from './outbox.ts';

/** A row that had left the outbox. */
export interface SentRow {
  readonly head: Omit<OutboxHead, 'seq'>;
  /** The JSON text, exactly as it was signed and sent. */
  readonly payload: string;
}

export interface SentRowQueries {
  /** Copies a row of the outbox, which is about to leave it. `sentAt`: UTC epoch ms. */
  keep(seq: number, sentAt: number): void;
  /** All of them, in the order in which the centre acknowledged them. */
  all(): SentRow[];
  /** Whether something of it was sent. */
  has(entityId: string): boolean;
  /** A ticket as it was acknowledged last. */
  lastTicket(id: TicketId): SubmittedTicket | undefined;
  clear(): void;
  /** Forgets what was sent before, UTC epoch ms. */
  dropBefore(sentAt: number): void;
}

interface RawSent {
  id: MutationId;
  kind: MutationKind;
  entity_id: string;
  customer_id: string | null;
  payload: string;
}

export function createSentRowQueries(db: Database.Database): SentRowQueries {
  const keep = db.prepare<[number, number]>(
    `INSERT INTO sent_rows (id, kind, entity_id, customer_id, payload, sent_at)
       SELECT id, kind, entity_id, customer_id, payload, ? FROM outbox WHERE seq = ?`,
  );
  const all = db.prepare<[], RawSent>(
    'SELECT id, kind, entity_id, customer_id, payload FROM sent_rows ORDER BY sent_rows.seq',
  );
  const lastOf = db
    .prepare<[string], string>('SELECT payload FROM sent_rows WHERE entity_id = ? ORDER BY seq DESC LIMIT 1')
    .pluck();
  const clear = db.prepare('DELETE FROM sent_rows');
  const dropBefore = db.prepare<[number]>('DELETE FROM sent_rows WHERE sent_at < ?');
  return {
    keep: (seq, sentAt) => void keep.run(sentAt, seq),
    all: () => all.all().map(toSent),
    has: (entityId) => lastOf.get(entityId) !== undefined,
    lastTicket: (id) => {
      const payload = lastOf.get(id);
      return payload === undefined ? undefined : (JSON.parse(payload) as { body: SubmittedTicket }).body;
    },
    clear: () => void clear.run(),
    dropBefore: (sentAt) => void dropBefore.run(sentAt),
  };
}

function toSent({ id, kind, entity_id, customer_id, payload }: RawSent): SentRow {
  const head = { id, kind, entityId: entity_id };
  return { head: customer_id === null ? head : { ...head, customerId: customer_id }, payload };
}
