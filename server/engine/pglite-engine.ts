import { PGlite, types } from '@electric-sql/pglite';
import type { Transaction } from '@electric-sql/pglite';
import { lockFolder } from './folder-lock.ts';
import { hasPglite, makePglite, pgliteFolder } from './make-pglite.ts';
import type { MakePglite } from './make-pglite.ts';
import type { SqlClient, SqlEngine, SqlValue } from './sql-engine.ts';

const parsers = { [types.INT8]: (value: string): number => Number(value) };

/**
 * Opens PGlite below `<folder>/pgdata`, for demo and development: it does not flush to the disk. The folder belongs to
 * this process until `close`. A database that is not there yet is made by `make`.
 * @throws FolderInUseError when another process still has it after `lockWaitMs`
 */
export async function openPglite(
  folder: string,
  lockWaitMs: number,
  make: MakePglite = makePglite,
): Promise<SqlEngine> {
  const lock = await lockFolder(folder, lockWaitMs);
  try {
    if (!(await hasPglite(folder))) await make(folder);
    const database = await PGlite.create(pgliteFolder(folder), { parsers });
    return engineOf(database, () => lock.release());
  } catch (error) {
    lock.release();
    throw error;
  }
}

function engineOf(database: PGlite, release: () => void): SqlEngine {
  let closing: Promise<void> | undefined;
  return {
    name: 'pglite',
    isDurable: () => database.query('SELECT 1').then(() => false),
    ...clientOf(database),
    transaction: (work) => database.transaction((transaction) => work(clientOf(transaction))),
    listen: (channel, onNotice) => database.listen(channel, onNotice),
    close() {
      // PGlite's own close waits for the running statement; the lock must outlive the last write.
      closing ??= database.close().finally(release);
      return closing;
    },
  };
}

function clientOf(source: PGlite | Transaction): SqlClient {
  return {
    async query<Row extends object>(sql: string, values: readonly SqlValue[] = []): Promise<Row[]> {
      return (await source.query<Row>(sql, [...values])).rows;
    },
  };
}
