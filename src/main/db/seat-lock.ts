import Database from 'better-sqlite3';

/** Holds a seat for this process; `release` lets the next one in. */
export interface SeatLock {
  release(): void;
}

/** A process that was just killed needs a moment until its locks are gone, ms. */
const patienceMs = 1000;

/**
 * One process at a time works on a seat. An open transaction on a file of its own is the lock: the system drops it with
 * the process, however that ends, so a killed desk never locks the next one out. Throws SQLITE_BUSY when it is taken.
 */
export function lockSeat(path: string): SeatLock {
  const db = new Database(path, { timeout: patienceMs });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw error;
  }
  return { release: () => void db.close() };
}
