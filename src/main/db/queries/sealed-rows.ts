import type Database from 'better-sqlite3';
import type { AgentNo, MutationId } from '../../../shared/ids.ts';
import type { SealedRow } from '../seat-store.ts';

export interface SealedRowQueries {
  insert(rows: readonly SealedRow[]): void;
  idsOf(agentNo: AgentNo): MutationId[];
  /** Rows that the centre has not refused, oldest first, without those that `isSkipped` names. */
  waiting(limit: number, isSkipped: (id: MutationId) => boolean): SealedRow[];
  countWaiting(isSkipped: (id: MutationId) => boolean): number;
  countRefused(isSkipped: (id: MutationId) => boolean): number;
  remove(ids: readonly MutationId[]): void;
  /** Kept, but not delivered again. */
  markRefused(ids: readonly MutationId[], code: string, at: number): void;
  /** To be delivered again. */
  clearRefusals(ids: readonly MutationId[]): void;
  /** Rows refused with one of these codes outside of the time from `since` to `now`. */
  refusedBefore(since: number, now: number, codes: readonly string[]): MutationId[];
  /** Changes exactly when another process wrote to the file. */
  foreignVersion(): number;
}

export function createSealedRowQueries(db: Database.Database): SealedRowQueries {
  const waiting = db.prepare<[], SealedRow>(
    'SELECT id, agent_no AS agentNo, sealed FROM sealed_rows WHERE refused_code IS NULL ORDER BY seq',
  );
  const waitingIds = db.prepare<[], MutationId>('SELECT id FROM sealed_rows WHERE refused_code IS NULL').pluck();
  const refusedIds = db.prepare<[], MutationId>('SELECT id FROM sealed_rows WHERE refused_code IS NOT NULL').pluck();
  const idsOf = db.prepare<[string], MutationId>('SELECT id FROM sealed_rows WHERE agent_no = ?').pluck();
  const refusedBefore = db
    .prepare<[number, number, string], MutationId>(
      `SELECT id FROM sealed_rows WHERE refused_code IS NOT NULL AND refused_at NOT BETWEEN ? AND ?
         AND refused_code IN (SELECT value FROM json_each(?))`,
    )
    .pluck();
  const version = db.prepare<[], number>('PRAGMA data_version').pluck();
  return {
    ...createSealedRowWrites(db),
    idsOf: (agentNo) => idsOf.all(agentNo),
    waiting: (limit, isSkipped) => {
      const rows: SealedRow[] = [];
      for (const row of waiting.iterate()) {
        if (rows.length >= limit) break;
        if (!isSkipped(row.id)) rows.push(row);
      }
      return rows;
    },
    refusedBefore: (since, now, codes) => refusedBefore.all(since, now, JSON.stringify(codes)),
    countWaiting: (isSkipped) => waitingIds.all().filter((id) => !isSkipped(id)).length,
    countRefused: (isSkipped) => refusedIds.all().filter((id) => !isSkipped(id)).length,
    foreignVersion: () => version.get() ?? 0,
  };
}

function createSealedRowWrites(
  db: Database.Database,
): Pick<SealedRowQueries, 'insert' | 'remove' | 'markRefused' | 'clearRefusals'> {
  const insert = db.prepare<[string, string, string]>(
    'INSERT INTO sealed_rows (id, agent_no, sealed) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING',
  );
  const remove = db.prepare<[string]>('DELETE FROM sealed_rows WHERE id = ?');
  const refuse = db.prepare<[string | null, number, string]>(
    'UPDATE sealed_rows SET refused_code = ?, refused_at = ? WHERE id = ?',
  );
  const insertAll = db.transaction((rows: readonly SealedRow[]) => {
    for (const row of rows) insert.run(row.id, row.agentNo, row.sealed);
  });
  const removeAll = db.transaction((ids: readonly MutationId[]) => {
    for (const id of ids) remove.run(id);
  });
  const refuseAll = db.transaction((ids: readonly MutationId[], code: string | null, at: number) => {
    for (const id of ids) refuse.run(code, at, id);
  });
  return {
    insert: (rows) => {
      if (rows.length > 0) insertAll.immediate(rows);
    },
    remove: (ids) => {
      if (ids.length > 0) removeAll.immediate(ids);
    },
    markRefused: (ids, code, at) => {
      if (ids.length > 0) refuseAll.immediate(ids, code, at);
    },
    clearRefusals: (ids) => {
      if (ids.length > 0) refuseAll.immediate(ids, null, 0);
    },
  };
}
