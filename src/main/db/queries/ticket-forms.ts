import type Database from 'better-sqlite3';

export interface FormRow {
  readonly id: string;
  readonly schemaVersion: number;
  readonly isWithdrawn: boolean;
  /** JSON as it came. */
  readonly body: string;
}

export interface TicketFormQueries {
  put(id: string, schemaVersion: number, body: string): void;
  withdraw(id: string): void;
  /** A pass through all of them begins: none has come yet. */
  beginPass(): void;
  /** Those that it did not bring are withdrawn. */
  endPass(): void;
  all(): FormRow[];
}

export function createTicketFormQueries(db: Database.Database): TicketFormQueries {
  const put = db.prepare<[string, number, string]>(
    'INSERT OR REPLACE INTO ticket_forms (id, schema_version, is_withdrawn, is_heard, body) VALUES (?, ?, 0, 1, ?)',
  );
  const withdraw = db.prepare<[string]>('UPDATE ticket_forms SET is_withdrawn = 1 WHERE id = ?');
  const beginPass = db.prepare('UPDATE ticket_forms SET is_heard = 0');
  const endPass = db.prepare('UPDATE ticket_forms SET is_withdrawn = 1 WHERE is_heard = 0');
  const all = db.prepare<[], { id: string; schema_version: number; is_withdrawn: number; body: string }>(
    'SELECT id, schema_version, is_withdrawn, body FROM ticket_forms ORDER BY id',
  );
  return {
    put: (id, schemaVersion, body) => void put.run(id, schemaVersion, body),
    withdraw: (id) => void withdraw.run(id),
    beginPass: () => void beginPass.run(),
    endPass: () => void endPass.run(),
    all: () =>
      all.all().map((row) => ({
        id: row.id,
        schemaVersion: row.schema_version,
        isWithdrawn: row.is_withdrawn === 1,
        body: row.body,
      })),
  };
}
