import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const key32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const keyPairSchema = z.object({ publicKey: key32, secretKey: key32 });

/** All secrets of a centre, base64url of 32 bytes each. Whoever has the file can read every sealed row. */
export const centreKeysSchema = z.object({
  schemaVersion: z.literal(1),
  centreId: z.uuid(),
  /** X25519. */
  sealing: keyPairSchema,
  /** Ed25519; the secret half is the seed. */
  signing: keyPairSchema,
  /** Directory keys of the machines are derived from it. */
  directoryMaster: key32,
  /** Access tokens are authenticated with it. */
  token: key32,
});
export type CentreKeys = z.infer<typeof centreKeysSchema>;

export type KeysLoaded = { readonly keys: CentreKeys; readonly isNew: boolean; readonly wasExposed: boolean };

/**
 * Reads the key file, or makes it (0600, flushed) where there is none and `mayCreate`. Of several processes that make
 * it at once one wins and all read its keys. `wasExposed`: others could read the file; its mode is put right.
 * @throws Error when the file is damaged, or missing and must not be made
 */
export function loadCentreKeys(path: string, mayCreate: boolean): KeysLoaded {
  const found = readKeys(path);
  if (found) return { ...found, isNew: false };
  if (!mayCreate) throw new Error(`the key file of this centre is missing: ${path}`);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const isNew = writeOnce(path, `${JSON.stringify(generateKeys(), null, 2)}\n`);
  const made = readKeys(path);
  if (!made) throw new Error(`the key file could not be made: ${path}`);
  return { ...made, isNew };
}

function readKeys(path: string): { keys: CentreKeys; wasExposed: boolean } | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  // The text is never quoted in an error: it is nothing but secrets.
  const parsed = centreKeysSchema.safeParse(jsonOrUndefined(text));
  if (!parsed.success) throw new Error(`the key file is damaged: ${path}`);
  const wasExposed = process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
  if (wasExposed) chmodSync(path, 0o600);
  return { keys: parsed.data, wasExposed };
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** False when another process was first. The file is whole from the moment it has its name. */
function writeOnce(path: string, text: string): boolean {
  const temporary = `${path}.${randomUUID()}`;
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
    closeSync(file);
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function generateKeys(): CentreKeys {
  return {
    schemaVersion: 1,
    centreId: randomUUID(),
    sealing: rawPair(generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' })),
    signing: rawPair(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })),
    directoryMaster: randomBytes(32).toString('base64url'),
    token: randomBytes(32).toString('base64url'),
  };
}

function rawPair(jwk: { x?: string; d?: string }): { publicKey: string; secretKey: string } {
  return { publicKey: jwk.x ?? '', secretKey: jwk.d ?? '' };
}
