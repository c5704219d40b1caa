import type { CentreCrypto } from '../keys/centre-crypto.ts';

/** What has to be answered for. */
export type AuditKind =
  | 'signIn'
  | 'signInRefused'
  | 'seatRecovered'
  | 'customerRevealed'
  | 'callRevealed'
  | 'messageHeard'
  | 'ticketsExported'
  | 'ticketActed'
  | 'ticketCorrected'
  | 'ticketRead'
  | 'ticketSupplemented'
  | 'smsOrdered'
  | 'smsSettled'
  | 'stateForced'
  | 'leaderChecked'
  | 'leaderAnswered'
  | 'lineApproved'
  | 'lineReturned'
  | 'attachmentRead';

/** One deed. `detail` names things by their ids and codes, never a person's data. */
export interface AuditDeed {
  readonly kind: AuditKind;
  readonly agentNo: string;
  /** Absent where it was not done at a desk of the agent's. */
  readonly deviceId?: string;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** An entry as it lies in the table. */
export interface AuditEntry {
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** By the server's clock. */
  readonly at: number;
  readonly kind: string;
  readonly agent_no: string;
  readonly device_id: string | null;
  /** JSON text. */
  readonly detail: string;
  /** Hash of the entry before. */
  readonly previous: string;
  readonly hash: string;
}

/** Stands before the first entry. */
export const beforeAll = '0';

/**
 * Hash of an entry over all it says and the hash before it. Keyed with a secret of the centre that is not in the
 * database: whoever has the database alone can't write the chain anew.
 */
export function hashOf(crypto: CentreCrypto, entry: Omit<AuditEntry, 'hash'>): string {
  const { seq, at, kind, agent_no, device_id, detail, previous } = entry;
  return crypto.auditMac(JSON.stringify([seq, at, kind, agent_no, device_id, detail, previous]));
}

/** What is wrong with `entry` after the one before it; undefined for a good one. */
export function breachOf(
  crypto: CentreCrypto,
  before: Pick<AuditEntry, 'seq' | 'hash'>,
  entry: AuditEntry,
): 'missing' | 'changed' | undefined {
  if (entry.seq !== before.seq + 1) return 'missing';
  return entry.previous === before.hash && entry.hash === hashOf(crypto, entry) ? undefined : 'changed';
}
