import { err, ok } from '../../src/shared/ipc/result.ts';
import type { Result } from '../../src/shared/ipc/result.ts';
import type { RecoverKeyAnswer, RecoverKeyRequest } from '../../src/shared/sync/wire.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { AuditDeed } from '../audit/audit-chain.ts';
import type { Centre } from '../centre.ts';
import { refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { AccessClaims } from './access-token.ts';

const dataKeyBytes = 32;

/**
 * Unseals the data key of the asking agent's own seat. The seal names its agent and machine, so a key of anybody else
 * does not open here, whatever the request says.
 */
export async function recoverKey(
  centre: Centre,
  claims: AccessClaims,
  request: RecoverKeyRequest,
): Promise<Result<RecoverKeyAnswer, Refusal>> {
  if (claims.deviceId !== request.deviceId) return err(refusal(403, 'auth.notAllowed'));
  const address = `${claims.agentNo}\n${request.deviceId}`;
  const dataKey = await centre.crypto.openSealed(request.sealedKey, 'tashi-desk/seat-key/1', address);
  if (dataKey?.length !== dataKeyBytes) return err(refusal(400, 'seal.unreadable'));
  const deed: AuditDeed = { kind: 'seatRecovered', agentNo: claims.agentNo, deviceId: claims.deviceId, detail: {} };
  await centre.engine.transaction((client) => appendAudit(client, centre.crypto, [deed], centre.now()));
  centre.log.info({ agentNo: claims.agentNo, deviceId: claims.deviceId }, 'seat key recovered');
  return ok({ dataKey: Buffer.from(dataKey).toString('base64url') });
}
