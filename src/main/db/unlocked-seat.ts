import { randomBytes } from 'node:crypto';
import type { AgentNo } from '../../shared/ids.ts';
import type { SignInAnswer } from '../../shared/sync/wire.ts';
import type { AuthorKeyPair } from '../crypto/author-key.ts';
import type { CentreSeal } from '../crypto/centre-seal.ts';
import { writeCopies } from '../crypto/key-copies.ts';
import {
  closeVault,
  keyFileVersion,
  openVault,
  unwrapDataKey,
  wrapDataKey,
  type KeyFile,
  type VaultContent,
} from '../crypto/key-file.ts';
import { isCurrentKdf } from '../crypto/password-kdf.ts';
import type { SeatStoreOptions } from './seat-store.ts';
import { seatPaths } from './seat-files.ts';

/** A seat whose data key is known. */
export interface UnlockedSeat {
  readonly dataKey: Buffer;
  readonly file: KeyFile;
  readonly vault: VaultContent;
}

/** `wrongKey`: the password, or the key given, is not the one of this seat. `damaged`: the key fits, its vault not. */
export type Unlocking =
  | { readonly kind: 'unlocked'; readonly seat: UnlockedSeat }
  | { readonly kind: 'wrongKey' }
  | { readonly kind: 'damaged'; readonly dataKey: Buffer };

export async function unlockWithPassword(file: KeyFile, password: string): Promise<Unlocking> {
  const dataKey = await unwrapDataKey(file, password);
  if (!dataKey) return { kind: 'wrongKey' };
  const vault = openVault(file, dataKey);
  if (!vault) return { kind: 'damaged', dataKey };
  if (isCurrentKdf(file.kdf)) return { kind: 'unlocked', seat: { dataKey, file, vault } };
  const rewrapped = await wrapDataKey(file, password, dataKey);
  return { kind: 'unlocked', seat: { dataKey, vault, file: { ...file, ...rewrapped } } };
}

export function unlockWithKey(file: KeyFile, dataKey: Buffer): Unlocking {
  const vault = openVault(file, dataKey);
  return vault ? { kind: 'unlocked', seat: { dataKey, file, vault } } : { kind: 'wrongKey' };
}

/** A seat that does not exist yet; nothing is written. */
export async function newUnlockedSeat(
  options: SeatStoreOptions,
  seal: CentreSeal,
  author: AuthorKeyPair,
  password: string,
  answer: SignInAnswer,
): Promise<UnlockedSeat> {
  const dataKey = randomBytes(32);
  const { agentNo } = answer.agent;
  const owner = { agentNo, schemaVersion: keyFileVersion } as const;
  const vault = vaultOf(answer, author.secretKey);
  const file: KeyFile = {
    ...owner,
    generation: 1,
    deviceId: options.deviceId,
    ...(await wrapDataKey(owner, password, dataKey)),
    sealedKey: await seal.sealDataKey(agentNo, options.deviceId, dataKey),
    authorKey: author.publicKey,
    grant: answer.offlineGrant,
    vault: closeVault(owner, dataKey, vault),
    numbersLeft: 0,
    hasDatabase: false,
  };
  return { dataKey, file, vault };
}

/** Takes over what the centre said at this sign-in. Its time counts: a clock that ran ahead is forgiven. */
export function renewed(seat: UnlockedSeat, answer: SignInAnswer): UnlockedSeat {
  return {
    dataKey: seat.dataKey,
    file: { ...seat.file, grant: answer.offlineGrant },
    vault: vaultOf(answer, seat.vault.authorSecret),
  };
}

/**
 * Makes the vault of a key file anew whose key still fits, from what the centre said; `author` replaces the secret that
 * was lost with it. Both copies are written.
 */
export function mendVault(
  folder: string,
  file: KeyFile,
  dataKey: Buffer,
  author: AuthorKeyPair,
  answer: SignInAnswer,
): void {
  const vault = vaultOf(answer, author.secretKey);
  saveKeyFile(folder, { dataKey, vault, file: { ...file, authorKey: author.publicKey } }, {});
}

export async function rewrapped(seat: UnlockedSeat, password: string): Promise<UnlockedSeat> {
  return { ...seat, file: { ...seat.file, ...(await wrapDataKey(seat.file, password, seat.dataKey)) } };
}

/** Writes both copies of the key file; returns the seat with what was written. */
export function saveKeyFile(
  folder: string,
  seat: UnlockedSeat,
  change: Partial<Pick<KeyFile, 'numbersLeft' | 'hasDatabase'>>,
): UnlockedSeat {
  const { dataKey, vault } = seat;
  const file = { ...seat.file, ...change, generation: seat.file.generation + 1 };
  const sealed = { ...file, vault: closeVault(file, dataKey, vault) };
  writeCopies(keyPathsOf(folder, file.agentNo), sealed);
  return { dataKey, vault, file: sealed };
}

export function keyPathsOf(folder: string, agentNo: AgentNo): readonly string[] {
  return seatPaths(folder, agentNo).keys;
}

function vaultOf(answer: SignInAnswer, authorSecret: string): VaultContent {
  return {
    authorSecret,
    directoryKey: answer.directoryKey,
    agent: answer.agent,
    highestSeen: answer.serverTime,
    ...(answer.sip === undefined ? {} : { sip: answer.sip }),
  };
}
