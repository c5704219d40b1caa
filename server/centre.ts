import type { Logger } from 'pino';
import type { TicketCatalog } from '../src/shared/domain/ticket-catalog.ts';
import type { CentreInfo } from '../src/shared/sync/wire.ts';
import type { AttachmentStore } from './attachments/attachment-store.ts';
import type { WorkQueue } from './auth/work-queue.ts';
import type { SqlEngine } from './engine/sql-engine.ts';
import type { CentreCrypto } from './keys/centre-crypto.ts';
import type { ChangeNotifier } from './live/change-notifier.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { SmsRunner } from './sms/sms-runner.ts';
import type { AuthorKeys } from './sync/author-keys.ts';
import type { SettleQueue } from './sync/settle-queue.ts';
import type { TicketIndex } from './tickets/ticket-index.ts';

/** What every use case of the server works with. Nothing in it is state of a request or of an agent. */
export interface Centre {
  readonly info: CentreInfo;
  readonly engine: SqlEngine;
  readonly crypto: CentreCrypto;
  readonly passwordWork: WorkQueue;
  readonly changes: ChangeNotifier;
  readonly metrics: Metrics;
  readonly authorKeys: AuthorKeys;
  readonly settling: SettleQueue;
  readonly ticketIndex: TicketIndex;
  readonly attachments: AttachmentStore;
  /** Bytes of files that one agent may send in 24 hours. */
  readonly attachmentsPerDay: number;
  /** Hands text messages on; absent where the centre has no sending port. */
  readonly sms: SmsRunner | undefined;
  /** Labels for the topics of calls; without it a topic is the disposition alone. */
  readonly catalog: TicketCatalog | undefined;
  /** Customers up to which every machine is given all of them. */
  readonly directoryLimit: number;
  /** How long after it was last heard of a desk's agent counts as gone. */
  readonly offlineAfterMs: number;
  /** Ticket numbers that a seat has at least after each sign-in. */
  readonly numbersPerSeat: number;
  readonly log: Logger;
  readonly now: () => number;
}
