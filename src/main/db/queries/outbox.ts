import type Database from 'better-sqlite3';
import type { MutationId } from '../../../shared/ids.ts';
import type { OutboxState } from '../../../shared/sync/outbox-machine.ts';
import type { MutationKind } from '../../../shared/sync/wire.ts';

export interface OutboxHead {
  readonly seq: number;
  readonly id: MutationId;
  readonly kind: MutationKind;
  readonly entityId: string;
  readonly customerId?: string;
}

export interface OutboxQueries {
  /** Everything but the payloads, oldest first; without a state the row is pending and never tried. */
  heads(): { head: OutboxHead; state: OutboxState | undefined }[];
  /** The JSON text, exactly as it is signed and sent. */
  payload(seq: number): string | undefined;
  insert(head: OutboxHead, payload: string): void;
  /** Kept apart from the row, so that a change of state does not write the payload anew. */
  putState(seq: number, state: OutboxState): void;
  clearState(seq: number): void;
  remove(seq: number): void;
}

interface RawHead {
  seq: number;
  id: MutationId;
  kind: MutationKind;
  entity_id: string;
  customer_id: string | null;
  state: string | null;
}

export function createOutboxQueries(db: Database.Database): OutboxQueries {
  const heads = db.prepare<[], RawHead>(
    `SELECT outbox.seq, id, kind, entity_id, customer_id, state FROM outbox
       LEFT JOIN outbox_states ON outbox_states.seq = outbox.seq ORDER BY outbox.seq`,
  );
  const payload = db.prepare<[number], string>('SELECT payload FROM outbox WHERE seq = ?').pluck();
  const insert = db.prepare<[number, string, string, string, string | null, string]>(
    'INSERT INTO outbox (seq, id, kind, entity_id, customer_id, payload) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const putState = db.prepare<[number, string]>(
    'INSERT INTO outbox_states (seq, state) VALUES (?, ?) ON CONFLICT (seq) DO UPDATE SET state = excluded.state',
  );
  const clearState = db.prepare<[number]>('DELETE FROM outbox_states WHERE seq = ?');
  const remove = db.prepare<[number]>('DELETE FROM outbox WHERE seq = ?');
  return {
    heads: () => heads.all().map(toHead),
    payload: (seq) => payload.get(seq),
    insert: ({ seq, id, kind, entityId, customerId }, text) =>
      void insert.run(seq, id, kind, entityId, customerId ?? null, text),
    putState: (seq, state) => void putState.run(seq, JSON.stringify(state)),
    clearState: (seq) => void clearState.run(seq),
    remove: (seq) => {
      clearState.run(seq);
      remove.run(seq);
    },
  };
}

function toHead(row: RawHead): { head: OutboxHead; state: OutboxState | undefined } {
  const { seq, id, kind } = row;
  const head = { seq, id, kind, entityId: row.entity_id };
  return {
    head: row.customer_id === null ? head : { ...head, customerId: row.customer_id },
    state: row.state === null ? undefined : (JSON.parse(row.state) as OutboxState),
  };
}
