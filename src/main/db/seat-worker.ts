import { workerData } from 'node:worker_threads';
import { createSeatDesk } from './seat-desk.ts';
import { createSeatOps } from './seat-ops.ts';
import type { SeatStoreOptions } from './seat-store.ts';
import { hostWorker } from './worker-host.ts';

const desk = createSeatDesk(workerData as SeatStoreOptions);
hostWorker(createSeatOps(desk), () => desk.halt());
