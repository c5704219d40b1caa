import type Database from 'better-sqlite3';

/** Tasks that the centre took back: ids alone, the oldest of them forgotten in the end. */
export interface EndedTaskQueries {
  put(id: string): void;
  /** It is open after all, such as at a centre that was put back to an earlier state. */
  drop(id: string): void;
  has(id: string): boolean;
}

/** Months of a large centre; a seat that was away for longer asks the centre anew for what it still shows. */
const mostKept = 50_000;

export function createEndedTaskQueries(db: Database.Database): EndedTaskQueries {
  const put = db.prepare<[string]>('INSERT INTO ended_tasks (id) VALUES (?) ON CONFLICT (id) DO NOTHING');
  const forget = db.prepare<[number]>(
    'DELETE FROM ended_tasks WHERE place <= (SELECT max(place) FROM ended_tasks) - ?',
  );
  const drop = db.prepare<[string]>('DELETE FROM ended_tasks WHERE id = ?');
  const has = db.prepare<[string], number>('SELECT 1 FROM ended_tasks WHERE id = ?').pluck();
  return {
    put: (id) => {
      if (put.run(id).changes > 0) forget.run(mostKept);
    },
    drop: (id) => void drop.run(id),
    has: (id) => has.get(id) !== undefined,
  };
}
