import type { SqlClient } from '../engine/sql-engine.ts';
import type { CentreCrypto } from '../keys/centre-crypto.ts';
import { beforeAll, hashOf, type AuditDeed, type AuditEntry } from './audit-chain.ts';

/** Whoever appends holds it until his transaction ends, so that there is one chain. */
const auditLock = 7_203_450;

/**
 * Appends to the log within the transaction of what was done: there is no deed without its entry, nor the other way
 * round. To be called last in it, since all others who append wait until its end.
 */
export async function appendAudit(
  client: SqlClient,
  crypto: CentreCrypto,
  deeds: readonly AuditDeed[],
  now: number,
): Promise<void> {
  if (deeds.length === 0) return;
  await client.query('SELECT pg_advisory_xact_lock($1)', [auditLock]);
  const [last] = await client.query<Pick<AuditEntry, 'seq' | 'hash'>>(
    'SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1',
  );
  let { seq, hash } = last ?? { seq: 0, hash: beforeAll };
  for (const { kind, agentNo, deviceId, detail } of deeds) {
    seq += 1;
    const entry = {
      ...{ seq, at: now, kind, agent_no: agentNo, device_id: deviceId ?? null },
      ...{ detail: JSON.stringify(detail), previous: hash },
    };
    hash = hashOf(crypto, entry);
    await client.query(
      `INSERT INTO audit (seq, at, kind, agent_no, device_id, detail, previous, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [seq, now, kind, agentNo, entry.device_id, entry.detail, entry.previous, hash],
    );
  }
}
