import type Database from 'better-sqlite3';
import type { NumberBlock } from '../../../shared/sync/wire.ts';

export interface NumberBlockRow {
  readonly id: number;
  readonly prefix: string;
  readonly first: number;
  readonly last: number;
}

export interface NumberBlockQueries {
  /** In the order they came, which is the order they are used in. */
  all(): NumberBlockRow[];
  /** A block that came before, in a repeated answer, is left alone. */
  add(blocks: readonly NumberBlock[]): void;
}

export function createNumberBlockQueries(db: Database.Database): NumberBlockQueries {
  const all = db.prepare<[], NumberBlockRow>('SELECT id, prefix, first, last FROM number_blocks ORDER BY id');
  const add = db.prepare<[string, number, number]>(
    'INSERT INTO number_blocks (prefix, first, last) VALUES (?, ?, ?) ON CONFLICT (prefix, first) DO NOTHING',
  );
  const addAll = db.transaction((blocks: readonly NumberBlock[]) => {
    for (const block of blocks) add.run(block.prefix, block.from, block.to);
  });
  return { all: () => all.all(), add: (blocks) => addAll(blocks) };
}
