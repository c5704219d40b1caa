import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { TicketCatalog } from '../src/shared/domain/ticket-catalog.ts';
import { AgentBoard } from './agents/agent-board.ts';
import type { AttachmentStore } from './attachments/attachment-store.ts';
import { WorkQueue } from './auth/work-queue.ts';
import type { Centre } from './centre.ts';
import type { SqlEngine } from './engine/sql-engine.ts';
import { defaultSyncLimits } from './http/admission.ts';
import type { SyncLimits } from './http/admission.ts';
import { buildApp } from './http/build-app.ts';
import { defaultLimits } from './http/routes.ts';
import type { SignInLimits } from './http/routes.ts';
import { createCentreCrypto } from './keys/centre-crypto.ts';
import type { CentreKeys } from './keys/centre-keys.ts';
import { ChangeNotifier } from './live/change-notifier.ts';
import { LiveChannel } from './live/live-channel.ts';
import { Metrics } from './metrics/metrics.ts';
import { serveMetrics } from './metrics/serve-metrics.ts';
import { migrateDatabase } from './migrations/migrate.ts';
import { settleCentre } from './settle-centre.ts';
import { smsPortId } from '../src/shared/domain/sms-text.ts';
import type { SmsPort } from './sms/sms-port.ts';
import { SmsRunner } from './sms/sms-runner.ts';
import { publish } from './sync/publish.ts';
import { defaultNumbersPerSeat } from './auth/number-blocks.ts';
import { settleFeed } from './sync/feed.ts';
import { AuthorKeys } from './sync/author-keys.ts';
import { SettleQueue } from './sync/settle-queue.ts';
import { startUpkeep } from './sync/upkeep.ts';
import { TicketIndex } from './tickets/ticket-index.ts';

export interface CentralServerOptions {
  readonly engine: SqlEngine;
  readonly keys: CentreKeys;
  readonly name: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly version: string;
  readonly log: Logger;
  readonly attachments: AttachmentStore;
  /** Bytes of files that one agent may send in 24 hours, default 2 GB. */
  readonly attachmentsPerDay?: number;
  readonly catalog?: TicketCatalog;
  readonly limits?: SignInLimits;
  readonly syncLimits?: SyncLimits;
  /** Where the figures are told on this machine; 0 takes a free port, without it they are not. */
  readonly metricsPort?: number;
  readonly proxyHops?: number;
  readonly pingMs?: number;
  /** Customers up to which every machine is given all of them, default 50,000. */
  readonly directoryLimit?: number;
  /** How long after it was last heard of a desk's agent counts as gone, default 90 s. */
  readonly offlineAfterMs?: number;
  /** Ticket numbers that a seat has at least after each sign-in. */
  readonly numbersPerSeat?: number;
  /** The way out for text messages; without one agents can't send any. */
  readonly smsPort?: SmsPort;
  readonly now?: () => number;
  /** Fills an empty database before anybody can connect. */
  readonly seed?: (centre: Centre) => Promise<void>;
}

export interface CentralServer {
  readonly url: string;
  readonly metricsUrl: string | undefined;
  readonly centre: Centre;
  readonly board: AgentBoard;
  /** Takes no further request, finishes those under way, closes the engine. */
  stop(): Promise<void>;
}

const defaultDirectoryLimit = 50_000;
const defaultOfflineAfterMs = 90_000;
const defaultPingMs = 15_000;
const defaultAttachmentsPerDay = 2_000_000_000;

/**
 * Brings the database up to date and serves it. Closes the engine when it fails.
 * @throws NewerDatabaseError, ForeignKeysError, or the engine's error
 */
export async function startCentralServer(options: CentralServerOptions): Promise<CentralServer> {
  try {
    return await start(options);
  } catch (error) {
    await options.engine.close();
    throw error;
  }
}

async function start(options: CentralServerOptions): Promise<CentralServer> {
  const { engine, log } = options;
  const steps = await migrateDatabase(engine);
  if (steps.length > 0) log.info({ steps }, 'database brought up to date');
  const centre: Centre = {
    info: await settleCentre(engine, options.keys, options.name),
    engine,
    crypto: await createCentreCrypto(options.keys),
    passwordWork: new WorkQueue(2, 500),
    changes: new ChangeNotifier(engine, log),
    metrics: new Metrics(),
    authorKeys: new AuthorKeys(engine),
    settling: new SettleQueue(),
    ticketIndex: new TicketIndex(engine, log),
    attachments: options.attachments,
    attachmentsPerDay: options.attachmentsPerDay ?? defaultAttachmentsPerDay,
    sms: options.smsPort && new SmsRunner(options.smsPort),
    catalog: options.catalog,
    directoryLimit: options.directoryLimit ?? defaultDirectoryLimit,
    offlineAfterMs: options.offlineAfterMs ?? defaultOfflineAfterMs,
    numbersPerSeat: options.numbersPerSeat ?? defaultNumbersPerSeat,
    log,
    now: options.now ?? Date.now,
  };
  await settleFeed(centre);
  await options.seed?.(centre);
  const board = new AgentBoard(centre);
  const live = new LiveChannel(centre, board);
  const app = await buildApp(centre, live, board, {
    version: options.version,
    limits: options.limits ?? defaultLimits,
    syncLimits: options.syncLimits ?? defaultSyncLimits,
    proxyHops: options.proxyHops ?? 0,
  });
  centre.metrics.gauge('tashi_desks', 'Desks on the live channel', () => live.desks);
  const pingMs = options.pingMs ?? defaultPingMs;
  await live.start(pingMs);
  await board.start(pingMs);
  const stopUpkeep = startUpkeep(centre);
  await tellOfPort(centre);
  centre.sms?.start(centre);
  centre.ticketIndex.start();
  const { metricsPort } = options;
  const metrics = metricsPort === undefined ? undefined : await serveMetrics(centre.metrics, metricsPort);
  await app.listen({ host: options.host, port: options.port });
  const { address, port, family } = app.server.address() as AddressInfo;
  let stopping: Promise<void> | undefined;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${String(port)}`,
    metricsUrl: metrics?.url,
    centre,
    board,
    stop() {
      stopping ??= (async () => {
        await metrics?.stop();
        await live.stop();
        await board.stop();
        await app.close();
        await stopUpkeep();
        await centre.sms?.stop();
        await centre.ticketIndex.stop();
        await centre.changes.stop();
        await engine.close();
      })();
      return stopping;
    },
  };
}

/** Every desk knows whether a text message would get anywhere, with or without the network. */
async function tellOfPort(centre: Centre): Promise<void> {
  const body = { isOpen: centre.sms !== undefined };
  await centre.engine.transaction((client) => publish(client, { stream: 'sms', id: smsPortId, body }));
  centre.changes.tell(['sms']);
}
