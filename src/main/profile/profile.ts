import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { centreSchema, seatFields } from '../../shared/setup/seat-config.ts';
import { readJson, writeJsonAtomically } from './atomic-file.ts';
import { demoName, profileFile, profileFolder } from './profile-folder.ts';

export type Centre = z.infer<typeof centreSchema>;

/** profile.json: which centre this desk belongs to. The demo learns its centre from its own server at the first start. */
const profileSchema = z.discriminatedUnion('kind', [
  z.object({
    ...{ ...seatFields, kind: z.literal('demo'), centre: centreSchema.optional() },
    /** Home of the first desk, whose demo centre is this one's, too. */
    beside: z.string().optional(),
  }),
  z.object({ ...seatFields, kind: z.literal('live'), centre: centreSchema }),
]);
export type Profile = z.infer<typeof profileSchema>;

const freshDemo = { schemaVersion: 1, name: demoName, kind: 'demo' };

/**
 * Reads profile.json, and makes the demo's where there is none. Fails with `profile.invalid`, whose params name the
 * file and the field.
 */
export function loadProfile(home: string, name: string): Result<Profile> {
  const read = readProfile(home, name);
  if (!read.ok) return read;
  if (read.value) return ok(read.value);
  mkdirSync(profileFolder(home, name), { recursive: true, mode: 0o700 });
  writeJsonAtomically(profileFile(home, name), freshDemo);
  return ok(profileSchema.parse(freshDemo));
}

/** Touches nothing. Undefined: the demo, which was never used. Fails like `loadProfile`. */
export function readProfile(home: string, name: string): Result<Profile | undefined> {
  if (!seatFields.name.safeParse(name).success) return invalid(name, 'name');
  const path = profileFile(home, name);
  const file = readJson(path);
  if (!file) return name === demoName ? ok(undefined) : invalid(path, 'profile.json');
  if (file.broken) return invalid(path, 'JSON');
  const parsed = profileSchema.safeParse(file.value);
  if (!parsed.success) return invalid(path, parsed.error.issues[0]?.path.join('.') ?? '');
  return parsed.data.name === name ? ok(parsed.data) : invalid(path, 'name');
}

/**
 * Home of a second desk on the demo centre of the first: a machine of its own in everything else, for another agent. Made
 * where there is none.
 */
export function secondDeskHome(firstHome: string): string {
  const home = join(firstHome, 'second-desk');
  mkdirSync(profileFolder(home, demoName), { recursive: true, mode: 0o700 });
  writeJsonAtomically(profileFile(home, demoName), { ...freshDemo, beside: firstHome });
  return home;
}

/** Keeps what the embedded server said about itself, so that the demo opens without it the next time. */
export function keepDemoCentre(home: string, centre: Centre): void {
  const path = profileFile(home, demoName);
  const file = readJson(path);
  const known = typeof file?.value === 'object' ? file.value : {};
  writeJsonAtomically(path, { ...known, ...freshDemo, centre });
}

function invalid(file: string, field: string): Result<never> {
  return err(appError('profile.invalid', 'none', { file, field }));
}
