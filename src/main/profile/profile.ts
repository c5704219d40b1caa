import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { appError } from '../../shared/ipc/app-error.ts';
import { defaultHeaderMap, headerMapSchema } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { readJson, writeJsonAtomically } from './atomic-file.ts';
import { demoName, profileFolder } from './profile-folder.ts';

const publicKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** Passwords travel to this address: anything but TLS is for the machine itself only. */
const serverUrl = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
});

export const centreSchema = z.object({
  name: z.string().min(1).max(80),
  url: serverUrl,
  /** X25519 and Ed25519 public keys of the centre, 32 bytes each, base64url. */
  sealingKey: publicKey,
  signingKey: publicKey,
});
export type Centre = z.infer<typeof centreSchema>;

const exchangeSchema = z.object({
  servers: z.array(z.url({ protocol: /^wss?$/ })).min(1),
  domain: z.string().min(1),
  iceServers: z.array(z.url()).default([]),
});

const common = {
  schemaVersion: z.literal(1),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  /** Country of numbers without a country code. */
  region: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('CN'),
  exchange: exchangeSchema.nullable().default(null),
  headerMap: headerMapSchema
    .partial()
    .default({})
    .transform((map) => headerMapSchema.parse({ ...defaultHeaderMap, ...map })),
};

/** profile.json: which centre this desk belongs to. The demo learns its centre from its own server at the first start. */
export const profileSchema = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('demo'), centre: centreSchema.optional() }),
  z.object({ ...common, kind: z.literal('live'), centre: centreSchema }),
]);
export type Profile = z.infer<typeof profileSchema>;

/**
 * Reads profile.json, and makes the demo's where there is none. Fails with `profile.invalid`, whose params name the
 * file and the field.
 */
export function loadProfile(home: string, name: string): Result<Profile> {
  if (!common.name.safeParse(name).success) return invalid(name, 'name');
  const folder = profileFolder(home, name);
  const path = join(folder, 'profile.json');
  const file = readJson(path);
  if (!file && name !== demoName) return invalid(path, 'profile.json');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!file) {
    writeJsonAtomically(path, { schemaVersion: 1, name: demoName, kind: 'demo' });
    return ok(profileSchema.parse({ schemaVersion: 1, name: demoName, kind: 'demo' }));
  }
  if (file.broken) return invalid(path, 'JSON');
  const parsed = profileSchema.safeParse(file.value);
  if (!parsed.success) return invalid(path, parsed.error.issues[0]?.path.join('.') ?? '');
  return parsed.data.name === name ? ok(parsed.data) : invalid(path, 'name');
}

/** Keeps what the embedded server said about itself, so that the demo opens without it the next time. */
export function keepDemoCentre(home: string, centre: Centre): void {
  const path = join(profileFolder(home, demoName), 'profile.json');
  const file = readJson(path);
  const known = typeof file?.value === 'object' ? file.value : {};
  writeJsonAtomically(path, { ...known, schemaVersion: 1, name: demoName, kind: 'demo', centre });
}

function invalid(file: string, field: string): Result<never> {
  return err(appError('profile.invalid', 'none', { file, field }));
}
