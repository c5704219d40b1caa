import { createHash } from 'node:crypto';
import { z } from 'zod';
import { agentSchema } from '../../shared/domain/agent.ts';
import { agentNoSchema, deviceIdSchema } from '../../shared/ids.ts';
import { signedTextSchema } from '../../shared/sync/wire.ts';
import { boxSchema, closeBox, openBox, type Box } from './box.ts';
import { deriveKey, kdfSchema, newKdf } from './password-kdf.ts';

export const keyFileVersion = 1;

/**
 * What lies in `<agentNo>.key-a.json` and `.key-b.json`. Nothing in it opens the seat without the password or the
 * centre's secret key.
 */
export const keyFileSchema = z.object({
  schemaVersion: z.literal(keyFileVersion),
  /** Rises with every writing; of two good copies the higher one counts. */
  generation: z.number().int().min(1),
  agentNo: agentNoSchema,
  deviceId: deviceIdSchema,
  kdf: kdfSchema,
  /** The data key, wrapped with the key derived from the password. */
  wrapped: boxSchema,
  /** The data key, sealed to the centre. */
  sealedKey: z.string(),
  /** Ed25519 public key of the author. */
  authorKey: z.string(),
  grant: signedTextSchema,
  /** A VaultContent under the data key. */
  vault: boxSchema,
  /** A hint for the server's top-up; the seat's database knows exactly. */
  numbersLeft: z.number().int().min(0),
  /** Set once the database was made, so that a missing one is told from one not made yet. */
  hasDatabase: z.boolean(),
});
export type KeyFile = z.infer<typeof keyFileSchema>;

/** What the seat needs before, or without, its database. */
export const vaultContentSchema = z.object({
  authorSecret: z.string(),
  /** 32 bytes, base64url: opens directory.db. */
  directoryKey: z.string(),
  agent: agentSchema,
  sip: z.object({ user: z.string(), password: z.string() }).optional(),
  /** Latest time the seat has worked at since the centre last told the time, UTC epoch ms. */
  highestSeen: z.number().int(),
});
export type VaultContent = z.infer<typeof vaultContentSchema>;

export type KeyFileReading = { readonly kind: 'good'; readonly file: KeyFile } | { readonly kind: 'damaged' | 'newer' };

type Owner = Pick<KeyFile, 'agentNo' | 'schemaVersion'>;

/** The checksum tells damage from a wrong password, which otherwise look the same. */
export function writeKeyFile(file: KeyFile): string {
  const body = JSON.stringify(file);
  return `${JSON.stringify({ checksum: checksumOf(body), body }, null, 2)}\n`;
}

export function readKeyFile(text: string): KeyFileReading {
  const outer = z.object({ checksum: z.string(), body: z.string() }).safeParse(parse(text)).data;
  if (!outer || checksumOf(outer.body) !== outer.checksum) return { kind: 'damaged' };
  const body = parse(outer.body);
  const version = z.object({ schemaVersion: z.number() }).safeParse(body).data?.schemaVersion;
  if (version !== undefined && version > keyFileVersion) return { kind: 'newer' };
  const file = keyFileSchema.safeParse(body).data;
  return file ? { kind: 'good', file } : { kind: 'damaged' };
}

export async function wrapDataKey(
  owner: Owner,
  password: string,
  dataKey: Buffer,
): Promise<Pick<KeyFile, 'kdf' | 'wrapped'>> {
  const kdf = newKdf();
  const wrapping = await deriveKey(password, kdf);
  const wrapped = closeBox(wrapping, dataKey, boundTo('data-key', owner));
  wrapping.fill(0);
  return { kdf, wrapped };
}

/** Undefined for a wrong password. */
export async function unwrapDataKey(file: KeyFile, password: string): Promise<Buffer | undefined> {
  const wrapping = await deriveKey(password, file.kdf);
  const dataKey = openBox(wrapping, file.wrapped, boundTo('data-key', file));
  wrapping.fill(0);
  return dataKey;
}

export function closeVault(owner: Owner, dataKey: Buffer, content: VaultContent): Box {
  return closeBox(dataKey, Buffer.from(JSON.stringify(content), 'utf8'), boundTo('vault', owner));
}

/** Undefined when the data key is not the one of this seat. */
export function openVault(file: KeyFile, dataKey: Buffer): VaultContent | undefined {
  if (dataKey.length !== 32) return undefined;
  const content = openBox(dataKey, file.vault, boundTo('vault', file));
  return content ? vaultContentSchema.parse(JSON.parse(content.toString('utf8'))) : undefined;
}

function boundTo(purpose: string, owner: Owner): string {
  return `tashi-desk/${purpose}\n${owner.agentNo}\n${owner.schemaVersion}`;
}

function checksumOf(body: string): string {
  return createHash('sha256').update(body, 'utf8').digest('base64url');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
