import type Database from 'better-sqlite3';
import { z } from 'zod';
import { colleagueSchema, type Colleague } from '../../../shared/domain/colleague.ts';

/** Everybody whom the centre told an agent of this machine of, and when; UTC epoch ms by this machine's clock. */
export interface KnownColleagues {
  readonly colleagues: readonly Colleague[];
  readonly asOf: number;
}

export interface ColleagueQueries {
  /** In place of the list before. */
  put(known: KnownColleagues): void;
  get(): KnownColleagues | undefined;
}

const listSchema = z.array(colleagueSchema);

export function createColleagueQueries(db: Database.Database): ColleagueQueries {
  const put = db.prepare<[number, string]>(
    `INSERT INTO colleagues (only_row, as_of, body) VALUES (1, ?, ?)
     ON CONFLICT (only_row) DO UPDATE SET as_of = excluded.as_of, body = excluded.body`,
  );
  const get = db.prepare<[], { asOf: number; body: string }>('SELECT as_of AS asOf, body FROM colleagues');
  return {
    put: ({ colleagues, asOf }) => void put.run(asOf, JSON.stringify(colleagues)),
    get: () => {
      const row = get.get();
      if (!row) return undefined;
      // Of an older build: what it wrote may be less than this one needs.
      const read = listSchema.safeParse(JSON.parse(row.body));
      return read.success ? { colleagues: read.data, asOf: row.asOf } : undefined;
    },
  };
}
