import type Database from 'better-sqlite3';
import type { PullStream } from '../../../shared/sync/wire.ts';

/** Passes through the whole of a stream, counted from 1; 0 while there was none. */
export interface PassQueries {
  current(stream: PullStream): number;
  /** The last one that came to its end: what is of an earlier one is no longer for this machine. */
  complete(stream: PullStream): number;
  begin(stream: PullStream): void;
  end(stream: PullStream): void;
}

export function createPassQueries(db: Database.Database): PassQueries {
  const row = db.prepare<[string], { current: number; complete: number }>(
    'SELECT current, complete FROM passes WHERE stream = ?',
  );
  const begin = db.prepare<[string]>(
    `INSERT INTO passes (stream, current, complete) VALUES (?, 1, 0)
     ON CONFLICT (stream) DO UPDATE SET current = current + 1`,
  );
  const end = db.prepare<[string]>('UPDATE passes SET complete = current WHERE stream = ?');
  return {
    current: (stream) => row.get(stream)?.current ?? 0,
    complete: (stream) => row.get(stream)?.complete ?? 0,
    begin: (stream) => void begin.run(stream),
    end: (stream) => void end.run(stream),
  };
}
