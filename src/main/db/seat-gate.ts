import { existsSync } from 'node:fs';
import type { AgentNo } from '../../shared/ids.ts';
import { appError, type AppError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import type { SignInAnswer } from '../../shared/sync/wire.ts';
import { newAuthorKeyPair, type AuthorKeyPair } from '../crypto/author-key.ts';
import type { CentreSeal } from '../crypto/centre-seal.ts';
import { readCopies, writeCopies } from '../crypto/key-copies.ts';
import { checkTerm, readGrant } from '../crypto/offline-grant.ts';
import type { KeyFile } from '../crypto/key-file.ts';
import { hasRemains } from './profile-databases.ts';
import { seatPaths, setAsideWithKeys } from './seat-files.ts';
import type { SeatStoreOptions } from './seat-store.ts';
import {
  mendVault,
  newUnlockedSeat,
  renewed,
  rewrapped,
  unlockWithKey,
  unlockWithPassword,
  type UnlockedSeat,
} from './unlocked-seat.ts';

/** A seat let through, and what the agent must be told. */
export interface Admission {
  readonly seat: UnlockedSeat;
  readonly warnings: readonly AppError[];
}

/** What the gate knows: whose seat, where, and the author key made for a seat that is to be. */
export interface GateContext {
  readonly options: SeatStoreOptions;
  readonly seal: CentreSeal;
  readonly agentNo: AgentNo;
  readonly prepared: AuthorKeyPair | undefined;
}

/**
 * After the server accepted the password. Makes the seat when there is none, or when both copies of its key file are
 * lost: then what is there is set aside whole first. Fails with server.badAnswer for a grant that the centre did not
 * sign, storage.wrongKey, storage.newerVersion, and with storage.keyDamaged (`auto`) when the next sign-in will work:
 * what was damaged is mended, but under an author key that the centre does not know yet.
 */
export async function admitOnline(
  context: GateContext,
  password: string,
  answer: SignInAnswer,
): Promise<Result<Admission>> {
  const { options, agentNo } = context;
  if (
    answer.agent.agentNo !== agentNo ||
    !readGrant(answer.offlineGrant, options.signingKey, agentNo, options.deviceId)
  ) {
    return err(appError('server.badAnswer', 'user'));
  }
  const reading = readCopies(seatPaths(options.folder, agentNo).keys);
  if (reading.kind === 'newer') return err(appError('storage.newerVersion', 'none'));
  if (reading.kind !== 'good') return admitNew(context, password, answer);
  const unlocking = await unlockWithPassword(reading.file, password);
  if (unlocking.kind === 'wrongKey') return err(appError('storage.wrongKey', 'user'));
  if (unlocking.kind === 'damaged') {
    // The next sign-in tells the centre of the new author key, without which it would refuse whatever is written.
    mendVault(options.folder, reading.file, unlocking.dataKey, newAuthorKeyPair(), answer);
    unlocking.dataKey.fill(0);
    return err(appError('storage.keyDamaged', 'auto'));
  }
  return ok({ seat: renewed(unlocking.seat, answer), warnings: [] });
}

/** With the data key that the server unsealed; the seat answers to the new password from now on. */
export async function admitRecovered(
  context: GateContext,
  password: string,
  dataKey: string,
  answer: SignInAnswer,
): Promise<Result<Admission>> {
  const { options, agentNo } = context;
  if (!readGrant(answer.offlineGrant, options.signingKey, agentNo, options.deviceId)) {
    return err(appError('server.badAnswer', 'user'));
  }
  const file = readGoodCopy(context);
  if (!file.ok) return file;
  const unlocking = unlockWithKey(file.value, Buffer.from(dataKey, 'base64url'));
  if (unlocking.kind !== 'unlocked') return err(appError('storage.wrongKey', 'none'));
  return ok({ seat: renewed(await rewrapped(unlocking.seat, password), answer), warnings: [] });
}

/** Without the server. `now` is checked against the term and against the latest time that the seat has seen. */
export async function admitOffline(context: GateContext, password: string, now: number): Promise<Result<Admission>> {
  const file = readGoodCopy(context);
  if (!file.ok) return file;
  const unlocking = await unlockWithPassword(file.value, password);
  if (unlocking.kind === 'wrongKey') return err(appError('auth.wrongPassword', 'user'));
  if (unlocking.kind === 'damaged') return err(appError('storage.keyDamaged', 'user'));
  const term = checkSeatTerm(context, unlocking.seat, unlocking.seat.vault.highestSeen, now);
  return term.ok ? ok({ seat: unlocking.seat, warnings: [] }) : term;
}

/** The session goes on after the core was killed: no new sign-in, so the term was checked already. */
export function admitWithKey(context: GateContext, dataKey: Buffer): Result<Admission> {
  const file = readGoodCopy(context);
  if (!file.ok) return file;
  const unlocking = unlockWithKey(file.value, dataKey);
  if (unlocking.kind !== 'unlocked') return err(appError('storage.wrongKey', 'user'));
  return ok({ seat: unlocking.seat, warnings: [] });
}

/** Checked a second time once the database is open, which may have seen a later time than the key file. */
export function checkSeatTerm(
  context: GateContext,
  seat: UnlockedSeat,
  highestSeen: number,
  now: number,
): Result<void> {
  const { signingKey, deviceId } = context.options;
  const grant = readGrant(seat.file.grant, signingKey, context.agentNo, deviceId);
  return grant ? checkTerm(grant, highestSeen, now) : err(appError('auth.offlineTermOver', 'user', { until: 0 }));
}

async function admitNew(context: GateContext, password: string, answer: SignInAnswer): Promise<Result<Admission>> {
  const { options, seal, agentNo, prepared } = context;
  // The key file was lost since the sign-in was asked for: the next one is asked for with a key made for a new seat.
  if (!prepared) return err(appError('storage.keyDamaged', 'auto'));
  const paths = seatPaths(options.folder, agentNo);
  const hasLeftovers = hasRemains(paths.database) || paths.keys.some((key) => existsSync(key));
  // The fresh seat is complete in memory before the old one is touched.
  const seat = await newUnlockedSeat(options, seal, prepared, password, answer);
  const place = hasLeftovers ? setAsideWithKeys(options.folder, paths, answer.serverTime) : undefined;
  writeCopies(paths.keys, seat.file);
  return ok({ seat, warnings: place === undefined ? [] : [appError('storage.keyDamaged', 'none', { place })] });
}

/** A seat without a key file is unknown when nothing of it is there, and damaged otherwise. */
function readGoodCopy({ options, agentNo }: GateContext): Result<KeyFile> {
  const paths = seatPaths(options.folder, agentNo);
  const reading = readCopies(paths.keys);
  if (reading.kind === 'good') return ok(reading.file);
  if (reading.kind === 'newer') return err(appError('storage.newerVersion', 'none'));
  const isUnknown = reading.kind === 'none' && !hasRemains(paths.database);
  return err(isUnknown ? appError('auth.unknownAgent', 'user') : appError('storage.keyDamaged', 'user'));
}
