import type Database from 'better-sqlite3';
import type { RolePlayEntry } from '../../../shared/training/role-play.ts';

export interface RolePlayQueries {
  put(entry: RolePlayEntry): void;
  /** Newest first. */
  list(limit: number): RolePlayEntry[];
  /** All but the newest so many. */
  forget(keep: number): void;
}

export function createRolePlayQueries(db: Database.Database): RolePlayQueries {
  const put = db.prepare<[string, number, number, string]>(
    `INSERT INTO role_plays (id, round, ended_at, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (id, round) DO UPDATE SET ended_at = excluded.ended_at, body = excluded.body`,
  );
  const list = db
    .prepare<[number], string>('SELECT body FROM role_plays ORDER BY ended_at DESC, id, round LIMIT ?')
    .pluck();
  const forget = db.prepare<[number]>(
    `DELETE FROM role_plays WHERE (id, round) NOT IN
       (SELECT id, round FROM role_plays ORDER BY ended_at DESC, id, round LIMIT ?)`,
  );
  return {
    put: (entry) => void put.run(entry.id, entry.round, entry.to, JSON.stringify(entry)),
    list: (limit) => list.all(limit).map((body) => JSON.parse(body) as RolePlayEntry),
    forget: (keep) => void forget.run(keep),
  };
}
