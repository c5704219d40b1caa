import type { SeatOps } from './seat-ops.ts';
import type { SeatStore, SeatStoreOptions } from './seat-store.ts';
import { createWorkerClient } from './worker-client.ts';

/**
 * Everything personal, in a thread of its own. Call `close` before `terminate`: ending the thread loses nothing that
 * was acknowledged, but leaves seals to be made when the agent signs in again. A method whose answer is no Result
 * rejects with a StorageFailure when the files fail it (storage.diskFull, storage.busy, storage.damaged) and with
 * auth.required while no seat is open.
 */
export function createSeatStore(workerUrl: URL, options: SeatStoreOptions): SeatStore & { terminate(): Promise<void> } {
  return createWorkerClient<SeatOps>(workerUrl, options);
}
