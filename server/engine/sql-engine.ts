/**
 * Values a statement may carry. Times and sequence numbers are JavaScript numbers, whichever engine runs. A list is an
 * array of PostgreSQL, whose type the statement names, such as `$1::text[]`.
 */
export type SqlValue = string | number | boolean | null | readonly (string | number | null)[];
export type SqlRow = Record<string, unknown>;

/** Something statements can be sent to: the engine itself, or one transaction of it. */
export interface SqlClient {
  /** Runs one statement of the PostgreSQL dialect ($1, $2 … as places). bigint columns arrive as numbers. */
  query<Row extends object = SqlRow>(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
}

/** PostgreSQL, or PGlite embedded in this process: both run the very same SQL. */
export interface SqlEngine extends SqlClient {
  readonly name: 'pglite' | 'postgres';
  /** Whether a commit is on the disk when its promise resolves, as the database is set now. Rejects while it is away. */
  isDurable(): Promise<boolean>;
  /** Commits when `work` resolves, rolls back and rethrows when it rejects. */
  transaction<T>(work: (client: SqlClient) => Promise<T>): Promise<T>;
  /**
   * Hears `NOTIFY channel` of any process on this database, after its commit. `onGap` is called when notifications may
   * have been lost (a listening connection had to be made anew). Returns the unsubscribe.
   */
  listen(channel: string, onNotice: (payload: string) => void, onGap: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** SQLSTATE of an error of either engine, or undefined for anything that is not the database's answer. */
export function sqlStateOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  const { code } = error;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** The statement carried a value that the database can't hold, such as a NUL character (class 22). */
export function isDataException(error: unknown): boolean {
  return sqlStateOf(error)?.startsWith('22') === true;
}

/** The database is not there, or takes nothing at all for the moment: trying with less would not help. */
export function isAway(error: unknown): boolean {
  const sqlState = sqlStateOf(error);
  if (sqlState !== undefined) return /^(08|53|57P)/.test(sqlState);
  const { code, message } = error as { code?: unknown; message?: unknown };
  return /^E[A-Z]+$/.test(String(code)) || /timeout|terminat|closed/i.test(String(message));
}

/** Waited too long for something that another transaction holds. */
export function isHeldUp(error: unknown): boolean {
  const sqlState = sqlStateOf(error);
  return sqlState === '55P03' || sqlState === '57014' || sqlState === '40P01';
}
