import Database from 'better-sqlite3';

export interface DatabaseOptions {
  /** 32 bytes; absent for a file that is not encrypted. */
  readonly key?: Buffer;
  /** Held by this connection alone: faster, and no second process gets in. */
  readonly isExclusive: boolean;
}

/** How long to wait for another process of this machine that has the file, ms. */
const busyTimeoutMs = 2000;
/** Pages in the log after which a commit moves them over itself, should there be no pause to do it in: 4 MB. */
const checkpointPages = 1000;

/**
 * Opens or creates a database, encrypted page by page with AEGIS-256 (authenticated) under a raw key. Every setting
 * that a promise of this desk hangs on is read back. Throws SqliteError: SQLITE_NOTADB for another key or damage.
 */
export function openDatabase(path: string, options: DatabaseOptions): Database.Database {
  const db = new Database(path, { timeout: options.isExclusive ? 0 : busyTimeoutMs });
  try {
    if (options.key) setKey(db, options.key);
    // Before the first read: in this order SQLite keeps the log's index in memory and needs no shared file.
    if (options.isExclusive) expectPragma(db, 'locking_mode', 'EXCLUSIVE', 'exclusive');
    expectPragma(db, 'journal_mode', 'WAL', 'wal');
    // In WAL mode SQLite falls back to NORMAL on every new connection, which loses acknowledged work at a power cut.
    set(db, 'synchronous', 'FULL', 2);
    set(db, 'temp_store', 'MEMORY', 2);
    set(db, 'trusted_schema', 'OFF', 0);
    set(db, 'wal_autocheckpoint', String(checkpointPages), checkpointPages);
    set(db, 'cache_size', '-8000', -8000);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Moves the log into the database; call it in a pause. */
export function checkpoint(db: Database.Database): void {
  db.pragma('wal_checkpoint(PASSIVE)');
}

/** Reads everything there is. False for a file with damage in its middle, which opening does not notice. */
export function isSound(db: Database.Database): boolean {
  return db.pragma('quick_check(1)', { simple: true }) === 'ok';
}

function setKey(db: Database.Database, key: Buffer): void {
  if (key.length !== 32) throw new Error('a database key has 32 bytes');
  db.pragma("cipher = 'aegis'");
  db.pragma(`key = 'raw:${key.toString('hex')}'`);
}

function set(db: Database.Database, name: string, value: string, expected: number): void {
  db.pragma(`${name} = ${value}`);
  const found = db.pragma(name, { simple: true });
  if (found !== expected) throw new Error(`pragma ${name} is ${String(found)}, not ${expected}`);
}

function expectPragma(db: Database.Database, name: string, value: string, expected: string): void {
  const found = db.pragma(`${name} = ${value}`, { simple: true });
  if (found !== expected) throw new Error(`pragma ${name} is ${String(found)}, not ${expected}`);
}
