import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SeatConfig } from '../../shared/setup/seat-config.ts';
import { readJson, writeJsonAtomically } from './atomic-file.ts';
import { keepLiveChoice, profileFile, profileFolder } from './profile-folder.ts';
import { readProfile, type Centre } from './profile.ts';

export type SaveOutcome =
  | 'saved'
  /** A profile of this name is there, and nobody said that it may be replaced. Nothing was written. */
  | 'exists'
  /** Agents have worked there for a centre with other keys: what they left could be delivered to neither. Nothing was written. */
  | 'otherCentre';

/** Writes the profile of a live seat and makes it the one that the next start opens. */
export function saveProfile(home: string, config: SeatConfig, isReplacing: boolean): SaveOutcome {
  const folder = profileFolder(home, config.name);
  const path = profileFile(home, config.name);
  if (readJson(path)) {
    const known = readProfile(home, config.name);
    const isOther = known.ok && known.value?.centre && !hasSameKeys(known.value.centre, config.centre);
    if (isOther && hasSeats(folder)) return 'otherCentre';
    if (!isReplacing) return 'exists';
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeJsonAtomically(path, config);
  keepLiveChoice(home, config.name);
  return 'saved';
}

function hasSameKeys(a: Centre, b: Centre): boolean {
  return a.sealingKey === b.sealingKey && a.signingKey === b.signingKey;
}

function hasSeats(folder: string): boolean {
  try {
    return readdirSync(join(folder, 'seats')).length > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
