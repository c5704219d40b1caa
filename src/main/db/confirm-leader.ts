import type { AgentNo } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, type Result } from '../../shared/ipc/result.ts';
import { readCopies } from '../crypto/key-copies.ts';
import { checkTerm, readGrant } from '../crypto/offline-grant.ts';
import { seatPaths } from './seat-files.ts';
import type { SeatStoreOptions } from './seat-store.ts';
import { unlockWithPassword } from './unlocked-seat.ts';

/**
 * Whether this is a leader and his password, by the seat that he has on this machine: opens nothing, writes nothing. His
 * term is that of signing in without the server. Fails with auth.leaderUnknownHere, auth.wrongPassword, auth.notALeader,
 * auth.offlineTermOver and auth.clockMovedBack.
 */
export async function confirmLeader(
  options: SeatStoreOptions,
  agentNo: AgentNo,
  password: string,
  now: number,
): Promise<Result<void>> {
  const reading = readCopies(seatPaths(options.folder, agentNo).keys);
  if (reading.kind !== 'good') return err(appError('auth.leaderUnknownHere', 'user'));
  const unlocking = await unlockWithPassword(reading.file, password);
  if (unlocking.kind === 'wrongKey') return err(appError('auth.wrongPassword', 'user'));
  if (unlocking.kind === 'damaged') return err(appError('auth.leaderUnknownHere', 'user'));
  const { file, vault } = unlocking.seat;
  if (vault.agent.role !== 'leader') return err(appError('auth.notALeader', 'user'));
  const grant = readGrant(file.grant, options.signingKey, agentNo, options.deviceId);
  if (!grant) return err(appError('auth.leaderUnknownHere', 'user'));
  return checkTerm(grant, vault.highestSeen, now);
}
