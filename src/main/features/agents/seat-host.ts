import type { DeviceId } from '../../../shared/ids.ts';
import { createSeatStore } from '../../db/create-seat-store.ts';
import type { SeatStore } from '../../db/seat-store.ts';
import type { Centre } from '../../profile/profile.ts';

export interface SeatHost {
  /** The store, sealing to this centre; started on the first call. */
  storeFor(centre: Centre): Promise<SeatStore>;
  close(): Promise<void>;
}

/**
 * Keeps the one worker thread of the seats. A centre with other keys, such as a demo server whose folder was removed,
 * gets a new worker; that happens at sign-in only, while no seat is open.
 */
export function createSeatHost(options: { workerUrl: URL; folder: string; deviceId: DeviceId }): SeatHost {
  const { workerUrl, folder, deviceId } = options;
  let running: { readonly store: ReturnType<typeof createSeatStore>; readonly centre: Centre } | undefined;
  const end = async (): Promise<void> => {
    const ending = running;
    running = undefined;
    if (!ending) return;
    await ending.store.close();
    await ending.store.terminate();
  };
  return {
    async storeFor(centre) {
      if (running && !hasSameKeys(running.centre, centre)) await end();
      const { sealingKey, signingKey } = centre;
      running ??= { centre, store: createSeatStore(workerUrl, { folder, deviceId, sealingKey, signingKey }) };
      return running.store;
    },
    close: end,
  };
}

function hasSameKeys(a: Centre, b: Centre): boolean {
  return a.sealingKey === b.sealingKey && a.signingKey === b.signingKey;
}
