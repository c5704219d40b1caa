import Database from 'better-sqlite3';
import { appError, type AppError } from '../../shared/ipc/app-error.ts';
import { StorageFailure } from './storage-failure.ts';

/** The database itself cannot be read: with the right key that is damage. */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Database.SqliteError)) return false;
  return (
    error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_IOERR_DATA'
  );
}

/** The expected failure behind an error, or undefined for a bug. */
export function failureOf(error: unknown): AppError | undefined {
  if (error instanceof StorageFailure) return error.error;
  const code = codeOf(error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return appError('storage.diskFull', 'user');
  if (code?.startsWith('SQLITE_BUSY') || code?.startsWith('SQLITE_LOCKED')) return appError('storage.busy', 'user');
  if (isDamage(error)) return appError('storage.damaged', 'user');
  return undefined;
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
