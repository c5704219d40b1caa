import type { AppError } from '../../shared/ipc/app-error.ts';
import { StorageFailure } from '../db/storage-failure.ts';

/** The expected failure behind something thrown: a store throws it where its method answers with no Result. */
export function expectedFailure(cause: unknown): AppError | undefined {
  return cause instanceof StorageFailure ? cause.error : undefined;
}
