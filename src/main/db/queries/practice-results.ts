import type Database from 'better-sqlite3';
import type { PracticeResult } from '../../../shared/training/practice-result.ts';
import type { CallId } from '../../../shared/ids.ts';

export interface PracticeResultQueries {
  put(result: PracticeResult): void;
  get(callId: CallId): PracticeResult | undefined;
  /** Newest first. */
  list(limit: number): PracticeResult[];
  /** All but the newest so many. */
  forget(keep: number): void;
}

export function createPracticeResultQueries(db: Database.Database): PracticeResultQueries {
  const put = db.prepare<[string, number, string]>(
    `INSERT INTO practice_results (call_id, ended_at, body) VALUES (?, ?, ?)
     ON CONFLICT (call_id) DO UPDATE SET ended_at = excluded.ended_at, body = excluded.body`,
  );
  const get = db.prepare<[string], string>('SELECT body FROM practice_results WHERE call_id = ?').pluck();
  const list = db
    .prepare<[number], string>('SELECT body FROM practice_results ORDER BY ended_at DESC, call_id LIMIT ?')
    .pluck();
  const forget = db.prepare<[number]>(
    `DELETE FROM practice_results WHERE call_id NOT IN
       (SELECT call_id FROM practice_results ORDER BY ended_at DESC, call_id LIMIT ?)`,
  );
  const parse = (body: string): PracticeResult => JSON.parse(body) as PracticeResult;
  return {
    put: (result) => void put.run(result.callId, result.to, JSON.stringify(result)),
    get: (callId) => {
      const body = get.get(callId);
      return body === undefined ? undefined : parse(body);
    },
    list: (limit) => list.all(limit).map(parse),
    forget: (keep) => void forget.run(keep),
  };
}
