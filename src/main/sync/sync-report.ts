import type { SyncStatusReport } from '../../shared/ipc/contract.ts';
import type { SeatStore } from '../db/seat-store.ts';
import type { EmitEvent } from '../event-hub.ts';
import type { Log } from '../log.ts';
import type { Connection } from './connection.ts';

export interface ReporterOptions {
  readonly seat: Pick<SeatStore, 'outboxCounts'>;
  readonly emit: EmitEvent;
  readonly log: Log;
}

/** What is told of the exchange with the centre. */
export interface Reporter {
  now(): Promise<SyncStatusReport>;
  /** Emits `syncChanged` when the report differs from the last one. */
  announce(): void;
  close(): Promise<void>;
}

export interface Pulled {
  lastExchangeAt(): number | undefined;
  isCatchingUp(): boolean;
  busyUntil(): number | undefined;
}

export function createReporter(
  options: ReporterOptions,
  connection: Pick<Connection, 'state' | 'offlineSince'>,
  pulled: Pulled,
): Reporter {
  let announced = '';
  let isClosed = false;
  const mayNotSpeak = (): boolean => isClosed;
  let current: Promise<void> = Promise.resolve();
  const read = async (): Promise<SyncStatusReport> => {
    const counts = await options.seat.outboxCounts();
    const state = connection.state();
    const exchangedAt = pulled.lastExchangeAt();
    const offlineSince = connection.offlineSince();
    const busyUntil = pulled.busyUntil();
    return {
      isOnline: state.kind === 'online',
      isCatchingUp: pulled.isCatchingUp(),
      waiting: counts.waiting,
      blocked: counts.blocked,
      sealedWaiting: counts.sealedOfOthers,
      ...{ filesWaiting: counts.filesWaiting, filesStuck: counts.filesStuck },
      ...(exchangedAt === undefined ? {} : { lastExchangeAt: exchangedAt }),
      ...(offlineSince === undefined ? {} : { offlineSince }),
      ...(busyUntil === undefined ? {} : { busyUntil }),
      ...(state.kind === 'refused' ? { isRefused: true } : {}),
      ...(state.kind === 'waiting' ? { nextTryAt: state.nextTryAt } : {}),
    };
  };
  const announceNow = async (): Promise<void> => {
    if (mayNotSpeak()) return;
    const report = await read();
    const text = JSON.stringify(report);
    if (mayNotSpeak() || text === announced) return;
    announced = text;
    options.emit('syncChanged', report);
  };
  return {
    now: read,
    announce: () => {
      current = current.then(announceNow).catch((bug: unknown) => options.log.bug('sync report failed', bug));
    },
    close: () => {
      isClosed = true;
      return current;
    },
  };
}
