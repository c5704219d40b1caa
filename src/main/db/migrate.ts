import type Database from 'better-sqlite3';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';

/** One step of a database's schema; one file each below migrations/<database>/. */
export interface Migration {
  /** 1, 2, 3 … without a gap; kept in `user_version`. */
  readonly version: number;
  /** Name of the file without its extension, such as `0001-tickets`. */
  readonly name: string;
  readonly up: (db: Database.Database) => void;
}

/**
 * Brings a database to the newest schema, each step in a transaction of its own, so that a crash leaves a whole one.
 * Fails with storage.newerVersion, before anything is written, when a newer build made the file. A wrongly numbered
 * list is a bug and throws; so does a step that fails, after its transaction was rolled back.
 */
export function migrate(db: Database.Database, migrations: readonly Migration[]): Result<void> {
  checkOrder(migrations);
  const current = readVersion(db);
  if (current > migrations.length) {
    return err(appError('storage.newerVersion', 'none', { found: current, known: migrations.length }));
  }
  for (const migration of migrations.slice(current)) {
    db.transaction(() => {
      migration.up(db);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
  return ok(undefined);
}

function checkOrder(migrations: readonly Migration[]): void {
  migrations.forEach((migration, index) => {
    const expected = index + 1;
    const prefix = `${String(expected).padStart(4, '0')}-`;
    if (migration.version !== expected || !migration.name.startsWith(prefix)) {
      throw new Error(`migration ${migration.name} is out of order: expected version ${expected} named ${prefix}…`);
    }
  });
}

function readVersion(db: Database.Database): number {
  const version = db.pragma('user_version', { simple: true });
  if (typeof version !== 'number') throw new Error('user_version is not a number');
  return version;
}
