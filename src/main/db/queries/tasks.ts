import type Database from 'better-sqlite3';
import type { Task } from '../../../shared/domain/task.ts';
import type { TaskId } from '../../../shared/ids.ts';

/** The same table in the directory, where it says what the centre knows, and in the seat, for what the agent did since. */
export interface TaskQueries {
  put(task: Task, pass: number): void;
  drop(id: string): void;
  get(id: TaskId): Task | undefined;
  all(): Task[];
  /** Those that came in an earlier pass, at most so many. */
  before(pass: number, limit: number): string[];
}

export function createTaskQueries(db: Database.Database): TaskQueries {
  const put = db.prepare<[string, number, string]>(
    `INSERT INTO tasks (id, pass, body) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET pass = excluded.pass, body = excluded.body`,
  );
  const drop = db.prepare<[string]>('DELETE FROM tasks WHERE id = ?');
  const get = db.prepare<[string], string>('SELECT body FROM tasks WHERE id = ?').pluck();
  const all = db.prepare<[], string>('SELECT body FROM tasks').pluck();
  const before = db.prepare<[number, number], string>('SELECT id FROM tasks WHERE pass < ? LIMIT ?').pluck();
  const parse = (body: string): Task => JSON.parse(body) as Task;
  return {
    put: (task, pass) => void put.run(task.id, pass, JSON.stringify(task)),
    drop: (id) => void drop.run(id),
    get: (id) => {
      const body = get.get(id);
      return body === undefined ? undefined : parse(body);
    },
    all: () => all.all().map(parse),
    before: (pass, limit) => before.all(pass, limit),
  };
}
