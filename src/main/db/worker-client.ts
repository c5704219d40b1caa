import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { StorageFailure } from './storage-failure.ts';
import {
  stopOperation,
  type WorkerAnswer,
  type WorkerBug,
  type WorkerCall,
  type WorkerOps,
} from './worker-protocol.ts';

/** The operations as seen from the other side: every answer a promise. */
export type WorkerClient<O extends WorkerOps<O>> = {
  readonly [K in keyof O]: (...args: Parameters<O[K]>) => Promise<Awaited<ReturnType<O[K]>>>;
} & {
  /** Ends the thread after the calls under way; later ones reject. Resolves when it is gone. */
  terminate(): Promise<void>;
};

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** How long a call under way may keep the thread from being ended, ms. */
const patienceMs = 10_000;

/**
 * Starts a worker thread that calls `hostWorker`, and returns its operations as a typed proxy. `workerData` is what the
 * worker reads under that name. A call rejects when the operation threw (StorageFailure for an expected failure) and
 * when the thread died.
 */
export function createWorkerClient<O extends WorkerOps<O>>(url: URL, workerData: unknown): WorkerClient<O> {
  const worker = new Worker(url, { workerData });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let gone: Error | undefined;

  const failAll = (error: Error): void => {
    gone ??= error;
    for (const call of waiting.values()) call.reject(gone);
    waiting.clear();
  };
  worker.on('message', (answer: WorkerAnswer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('bug' in answer) call?.reject(revive(answer.bug));
    else call?.resolve(answer.value);
  });
  worker.on('error', (error) => failAll(error instanceof Error ? error : new Error(String(error))));
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', (code) => {
      failAll(new Error(`worker thread ended with code ${code}`));
      resolve();
    });
  });

  const call = (op: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (gone) return reject(gone);
      const message: WorkerCall = { id: ++lastId, op, args };
      worker.postMessage(message);
      waiting.set(message.id, { resolve, reject });
    });
  const terminate = async (): Promise<void> => {
    call(stopOperation, []).catch(() => undefined);
    gone ??= new Error('worker thread was ended');
    const hasEnded = ended.then(() => true);
    // A thread that hangs is ended from outside, which its host explains why not to do otherwise.
    if (!(await Promise.race([hasEnded, delay(patienceMs, false, { ref: false })]))) await worker.terminate();
  };
  return proxyOf<O>(call, terminate);
}

function proxyOf<O extends WorkerOps<O>>(
  call: (op: string, args: readonly unknown[]) => Promise<unknown>,
  terminate: () => Promise<void>,
): WorkerClient<O> {
  const methods = new Map<string, unknown>([['terminate', terminate]]);
  return new Proxy({} as WorkerClient<O>, {
    get(_target, name) {
      // A client handed through a promise is asked for `then`; it must not look like a promise itself.
      if (typeof name !== 'string' || name === 'then') return undefined;
      if (!methods.has(name)) methods.set(name, (...args: unknown[]) => call(name, args));
      return methods.get(name);
    },
  });
}

function revive(bug: WorkerBug): Error {
  const error = bug.failure ? new StorageFailure(bug.failure) : new Error(bug.message);
  if (!bug.failure) error.name = bug.name;
  if (bug.stack !== undefined) error.stack = bug.stack;
  return error;
}
