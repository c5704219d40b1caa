import type { AgentNo } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { importSecretKey, signText } from '../crypto/author-key.ts';
import type { CentreSeal } from '../crypto/centre-seal.ts';
import { readCopies } from '../crypto/key-copies.ts';
import { checkTerm, readGrant } from '../crypto/offline-grant.ts';
import { seatPaths } from './seat-files.ts';
import { mutationText, newMutationId, type NewMutation } from './seat-session.ts';
import type { SealedRow, SeatStoreOptions } from './seat-store.ts';
import { unlockWithPassword, type UnlockedSeat } from './unlocked-seat.ts';

/** What a leader does at another agent's desk, with the author key of the seat that he has on this machine. */
export interface LeaderHand {
  /** Signed by him and sealed to the centre, for whoever's desk delivers it. */
  seal(change: NewMutation): Promise<SealedRow>;
}

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
  const unlocked = await unlockLeader(options, agentNo, password, now);
  return unlocked.ok ? ok(undefined) : unlocked;
}

/** The same, and what he may sign with then. Fails as `confirmLeader` does. */
export async function takeLeaderHand(
  options: SeatStoreOptions,
  seal: CentreSeal,
  agentNo: AgentNo,
  password: string,
  now: number,
): Promise<Result<LeaderHand>> {
  const unlocked = await unlockLeader(options, agentNo, password, now);
  if (!unlocked.ok) return unlocked;
  const { file, vault } = unlocked.value;
  const key = importSecretKey({ publicKey: file.authorKey, secretKey: vault.authorSecret });
  return ok({
    async seal(change) {
      const id = newMutationId();
      const payload = mutationText({ id, agentNo, deviceId: options.deviceId }, change);
      return { id, agentNo, sealed: await seal.sealMutation(id, payload, signText(payload, key)) };
    },
  });
}

async function unlockLeader(
  options: SeatStoreOptions,
  agentNo: AgentNo,
  password: string,
  now: number,
): Promise<Result<UnlockedSeat>> {
  const reading = readCopies(seatPaths(options.folder, agentNo).keys);
  if (reading.kind !== 'good') return err(appError('auth.leaderUnknownHere', 'user'));
  const unlocking = await unlockWithPassword(reading.file, password);
  if (unlocking.kind === 'wrongKey') return err(appError('auth.wrongPassword', 'user'));
  if (unlocking.kind === 'damaged') return err(appError('auth.leaderUnknownHere', 'user'));
  const { file, vault } = unlocking.seat;
  if (vault.agent.role !== 'leader') return err(appError('auth.notALeader', 'user'));
  const grant = readGrant(file.grant, options.signingKey, agentNo, options.deviceId);
  if (!grant) return err(appError('auth.leaderUnknownHere', 'user'));
  const term = checkTerm(grant, vault.highestSeen, now);
  return term.ok ? ok(unlocking.seat) : term;
}
