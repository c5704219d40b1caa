import pg from 'pg';
import type { SqlClient, SqlEngine, SqlValue } from './sql-engine.ts';
import { listenOn } from './postgres-listener.ts';

const int8Oid = 20;

/** bigint as number: everything kept here (epoch ms, sequence numbers) stays far below 2^53. */
const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): ((text: string) => unknown) =>
    oid === int8Oid ? Number : (pg.types.getTypeParser(oid, format ?? 'text') as (text: string) => unknown),
};

export interface PostgresOptions {
  readonly url: string;
  /** Connections of this process, the listening one not counted. */
  readonly poolSize: number;
  /** Told about connections that broke; the pool replaces them by itself. */
  readonly onConnectionError: (error: Error) => void;
}

/** A pool on a real PostgreSQL (15 or newer). Connects lazily; call `query` once to find out whether it answers. */
export function openPostgres(options: PostgresOptions): SqlEngine {
  const connection: pg.ClientConfig = {
    connectionString: options.url,
    types: typeParsers,
    application_name: 'tashi-desk',
    connectionTimeoutMillis: 10_000,
    // A statement that hangs must not hold its locks for ever: the desk tries again.
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
  };
  const pool = new pg.Pool({ ...connection, max: options.poolSize });
  pool.on('error', options.onConnectionError);
  // The pool listens to idle connections only. One that breaks within a transaction tells its statement, and this event:
  // with nobody listening it would end the process.
  pool.on('connect', (client) => void client.on('error', options.onConnectionError));
  let closing: Promise<void> | undefined;
  return {
    name: 'postgres',
    isDurable: () => isFlushing(pool),
    ...clientOf(pool),
    transaction: (work) => inTransaction(pool, work),
    listen: (channel, onNotice, onGap) => listenOn(connection, channel, onNotice, onGap, options.onConnectionError),
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

/** Each of these can be switched off for speed, in the cluster, for a database or for a role. */
async function isFlushing(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ is_flushing: boolean }>(
    `SELECT current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'
            AND current_setting('synchronous_commit') <> 'off' AS is_flushing`,
  );
  return rows[0]?.is_flushing === true;
}

async function inTransaction<T>(pool: pg.Pool, work: (client: SqlClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const value = await work(clientOf(client));
    await client.query('COMMIT');
    return value;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error('the rollback failed');
    });
    throw error;
  } finally {
    // A connection that can't even roll back is thrown away, not given to the next one.
    client.release(broken);
  }
}

function clientOf(source: pg.Pool | pg.PoolClient): SqlClient {
  return {
    async query<Row extends object>(sql: string, values: readonly SqlValue[] = []): Promise<Row[]> {
      return (await source.query<Row & pg.QueryResultRow>(sql, [...values])).rows;
    },
  };
}
