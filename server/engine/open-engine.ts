import type { Logger } from 'pino';
import { makePgliteBy } from './make-pglite.ts';
import { openPglite } from './pglite-engine.ts';
import { openPostgres } from './postgres-engine.ts';
import type { SqlEngine } from './sql-engine.ts';

/** Where the data lies: a folder for PGlite, or the address of a PostgreSQL. */
export type DatabasePlace =
  { readonly engine: 'pglite'; readonly folder: string } | { readonly engine: 'postgres'; readonly url: string };

export interface EngineOptions {
  readonly database: DatabasePlace;
  readonly poolSize: number;
  /** How long another process may take to leave the PGlite folder. */
  readonly lockWaitMs: number;
}

/** @throws FolderInUseError */
export async function openEngine(options: EngineOptions, entry: URL, log: Logger): Promise<SqlEngine> {
  const { database, poolSize, lockWaitMs } = options;
  if (database.engine === 'pglite') {
    return openPglite(database.folder, lockWaitMs, (folder) => {
      log.info('making an empty database');
      return makePgliteBy(entry)(folder);
    });
  }
  return openPostgres({
    url: database.url,
    poolSize,
    onConnectionError: (error) => log.warn({ error: error.name }, 'a connection to PostgreSQL broke'),
  });
}
