import type Database from 'better-sqlite3';
import type { DrillResult } from '../../../shared/training/drill-result.ts';

export interface DrillResultQueries {
  put(result: DrillResult): void;
  /** Newest first. */
  list(limit: number): DrillResult[];
  /** All but the newest so many. */
  forget(keep: number): void;
}

export function createDrillResultQueries(db: Database.Database): DrillResultQueries {
  const put = db.prepare<[string, number, string]>(
    `INSERT INTO drill_results (drill_id, ended_at, body) VALUES (?, ?, ?)
     ON CONFLICT (drill_id) DO UPDATE SET ended_at = excluded.ended_at, body = excluded.body`,
  );
  const list = db
    .prepare<[number], string>('SELECT body FROM drill_results ORDER BY ended_at DESC, drill_id LIMIT ?')
    .pluck();
  const forget = db.prepare<[number]>(
    `DELETE FROM drill_results WHERE drill_id NOT IN
       (SELECT drill_id FROM drill_results ORDER BY ended_at DESC, drill_id LIMIT ?)`,
  );
  return {
    put: (result) => void put.run(result.drillId, result.to, JSON.stringify(result)),
    list: (limit) => list.all(limit).map((body) => JSON.parse(body) as DrillResult),
    forget: (keep) => void forget.run(keep),
  };
}
