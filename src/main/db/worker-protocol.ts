import type { AppError } from '../../shared/ipc/app-error.ts';

/** What a client asks of its worker. */
export interface WorkerCall {
  readonly id: number;
  readonly op: string;
  readonly args: readonly unknown[];
}

/** What crossed of an error thrown in the worker; `failure` is set for a StorageFailure. */
export interface WorkerBug {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly failure?: AppError;
}

export type WorkerAnswer =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly bug: WorkerBug };

/** Operations that a worker hosts: any functions of values that can be cloned. */
export type WorkerOps<O> = { readonly [K in keyof O]: (...args: never[]) => unknown };

/** What a client calls last. */
export const stopOperation = '$stop';
