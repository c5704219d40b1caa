import { parentPort } from 'node:worker_threads';
import { StorageFailure } from './storage-failure.ts';
import {
  stopOperation,
  type WorkerAnswer,
  type WorkerBug,
  type WorkerCall,
  type WorkerOps,
} from './worker-protocol.ts';

type Operation = (...args: readonly unknown[]) => unknown;

/**
 * Serves the operations to the client that started this worker thread. They may be async, but run strictly one after
 * another in the order of the calls. What an operation throws is thrown again at the caller. `beforeStop` runs when the
 * client ends the thread, after the calls before it: it has to close the files and to bring work in the background to an
 * end. The thread then ends by itself, with nothing left to do: Node brings down the whole process when a thread is
 * ended from outside in the middle of asynchronous cryptography or with a native database open.
 */
export function hostWorker<O extends WorkerOps<O>>(ops: O, beforeStop?: () => Promise<void> | void): void {
  const port = parentPort;
  if (!port) throw new Error('hostWorker runs in a worker thread only');
  const table = new Map<string, Operation>(Object.entries(ops) as [string, Operation][]);
  table.set(stopOperation, () => beforeStop?.());
  const waiting: WorkerCall[] = [];
  let isRunning = false;

  const answer = (message: WorkerAnswer): void => port.postMessage(message);
  const drain = async (): Promise<void> => {
    isRunning = true;
    for (let call = waiting.shift(); call; call = waiting.shift()) {
      try {
        const value = run(table, call);
        // An answer that is there already goes out in the same turn: awaiting it would only cost time.
        answer({ id: call.id, value: value instanceof Promise ? await value : value });
      } catch (error) {
        answer({ id: call.id, bug: describe(error) });
      }
      if (call.op === stopOperation) port.close();
    }
    isRunning = false;
  };

  port.on('message', (call: WorkerCall) => {
    waiting.push(call);
    if (!isRunning) void drain();
  });
}

function run(table: ReadonlyMap<string, Operation>, call: WorkerCall): unknown {
  const operation = table.get(call.op);
  if (!operation) throw new Error(`worker has no operation ${call.op}`);
  return operation(...call.args);
}

function describe(error: unknown): WorkerBug {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  return {
    name: error.name,
    message: error.message,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error instanceof StorageFailure ? { failure: error.error } : {}),
  };
}
