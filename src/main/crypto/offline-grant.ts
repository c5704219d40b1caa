import { offlineGrantSchema, offlineTermMs, type OfflineGrant, type SignedText } from '../../shared/sync/wire.ts';
import type { AgentNo, DeviceId } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { isSignedBy } from './author-key.ts';

/** A clock is corrected by a little now and then; more than this is moved back on purpose or broken. Ms. */
export const clockToleranceMs = 5 * 60_000;

/** The grant, if the centre signed it for this agent on this machine. Its term is never longer than the rule. */
export function readGrant(
  signed: SignedText,
  signingKey: string,
  agentNo: AgentNo,
  deviceId: DeviceId,
): OfflineGrant | undefined {
  if (!isSignedBy(signed.payload, signed.signature, signingKey)) return undefined;
  const grant = offlineGrantSchema.safeParse(parseJson(signed.payload)).data;
  if (!grant || grant.agentNo !== agentNo || grant.deviceId !== deviceId) return undefined;
  return { ...grant, offlineUntil: Math.min(grant.offlineUntil, grant.issuedAt + offlineTermMs) };
}

/** `highestSeen` is the latest time that this seat has ever worked at, UTC epoch ms. */
export function checkTerm(grant: OfflineGrant, highestSeen: number, now: number): Result<void> {
  const latest = Math.max(grant.issuedAt, highestSeen);
  if (now < latest - clockToleranceMs) return err(appError('auth.clockMovedBack', 'user', { seen: latest, now }));
  if (now > grant.offlineUntil) return err(appError('auth.offlineTermOver', 'user', { until: grant.offlineUntil }));
  return ok(undefined);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
