import type { AppError } from '../../shared/ipc/app-error.ts';

/**
 * An expected failure of a store's method whose answer is no Result, such as a full disk while a draft is saved. It
 * crosses the worker boundary with its AppError whole, so that the registrar can answer with it.
 */
export class StorageFailure extends Error {
  readonly error: AppError;

  constructor(error: AppError) {
    super(error.code);
    this.name = 'StorageFailure';
    this.error = error;
  }
}
