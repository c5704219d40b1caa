import { existsSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { appError, type AppError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { migrate, type Migration } from './migrate.ts';
import { openDatabase, type DatabaseOptions } from './open-database.ts';
import { setAside } from './seat-files.ts';
import { isDamage } from './sqlite-failure.ts';

/** A database whose key is known to be right, and what there was to say about its file. */
export interface OpenedDatabase<T> {
  readonly db: Database.Database;
  readonly content: T;
  readonly warnings: readonly AppError[];
}

export interface DatabasePlan<T> extends DatabaseOptions {
  /** Profile folder. */
  readonly folder: string;
  readonly path: string;
  /** What the warning calls the file: seat, directory, outbox. */
  readonly name: string;
  readonly migrations: readonly Migration[];
  /** Copied along when the file is set aside. */
  readonly companions: readonly string[];
  readonly at: number;
  /** Prepares the statements and reads what is needed at once; damage it meets counts as damage of the file. */
  readonly load: (db: Database.Database) => T;
}

/**
 * Opens a database, or sets a damaged one aside whole and starts a fresh one with the warning storage.damaged. Fails
 * with storage.newerVersion and leaves such a file alone. A fresh file that can't be made either is a bug or a full
 * disk, and throws.
 */
export function openOrReplace<T>(plan: DatabasePlan<T>): Result<OpenedDatabase<T>> {
  try {
    return openOnce(plan, []);
  } catch (error) {
    if (!isDamage(error)) throw error;
    return replace(plan);
  }
}

/** Sets the file aside whatever its state, and starts a fresh one. */
export function replace<T>(plan: DatabasePlan<T>): Result<OpenedDatabase<T>> {
  const place = setAside(plan.folder, plan.path, plan.companions, plan.at);
  return openOnce(plan, [appError('storage.damaged', 'none', { file: plan.name, place })]);
}

/** Whether anything of a database lies there, if only its log. */
export function hasRemains(path: string): boolean {
  return [path, `${path}-wal`].some((name) => existsSync(name));
}

function openOnce<T>(plan: DatabasePlan<T>, warnings: readonly AppError[]): Result<OpenedDatabase<T>> {
  const db = openDatabase(plan.path, plan);
  try {
    const migrated = migrate(db, plan.migrations);
    if (!migrated.ok) {
      db.close();
      return err(migrated.error);
    }
    return ok({ db, content: plan.load(db), warnings });
  } catch (error) {
    db.close();
    throw error;
  }
}
