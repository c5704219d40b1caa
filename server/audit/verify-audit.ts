import type { SqlEngine } from '../engine/sql-engine.ts';
import type { CentreCrypto } from '../keys/centre-crypto.ts';
import { beforeAll, breachOf, type AuditEntry } from './audit-chain.ts';

/** An entry that was noted down elsewhere: an end that was cut off shows in nothing else. */
export interface AuditMark {
  readonly seq: number;
  readonly hash: string;
}

export type AuditVerdict =
  | { readonly kind: 'whole'; readonly head: AuditMark }
  /** `seq` is the first entry that is not what it was; `cutOff`: the noted one is not there any more. */
  | { readonly kind: 'broken'; readonly seq: number; readonly why: 'missing' | 'changed' | 'cutOff' };

const entriesAtOnce = 1000;

/** Reckons the whole chain again, from its beginning. */
export async function verifyAudit(engine: SqlEngine, crypto: CentreCrypto, noted?: AuditMark): Promise<AuditVerdict> {
  let head: AuditMark = { seq: 0, hash: beforeAll };
  for (;;) {
    const entries = await engine.query<AuditEntry>('SELECT * FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2', [
      head.seq,
      entriesAtOnce,
    ]);
    for (const entry of entries) {
      const why = breachOf(crypto, head, entry);
      if (why) return { kind: 'broken', seq: head.seq + 1, why };
      if (entry.seq === noted?.seq && entry.hash !== noted.hash) {
        return { kind: 'broken', seq: entry.seq, why: 'changed' };
      }
      head = { seq: entry.seq, hash: entry.hash };
    }
    if (entries.length < entriesAtOnce) break;
  }
  if (noted && noted.seq > head.seq) return { kind: 'broken', seq: head.seq + 1, why: 'cutOff' };
  return { kind: 'whole', head };
}
