import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJsonAtomically } from './atomic-file.ts';

/** The profile that opens where nothing is configured. */
export const demoName = 'demo';

export function profileFolder(home: string, name: string): string {
  return join(home, 'profiles', name);
}

export function profileFile(home: string, name: string): string {
  return join(profileFolder(home, name), 'profile.json');
}

/** Names of the profiles that were set up, and of the demo once it was used. */
export function profileNames(home: string): string[] {
  return listFolders(join(home, 'profiles')).filter((name) => readJson(profileFile(home, name)));
}

const liveChoiceSchema = z.object({ name: z.string() });

function liveChoiceFile(home: string): string {
  return join(home, 'live-profile.json');
}

/** The live profile that was set up or opened last is the one that the next start opens. */
export function keepLiveChoice(home: string, name: string): void {
  const path = liveChoiceFile(home);
  if (liveChoiceSchema.safeParse(readJson(path)?.value).data?.name !== name) writeJsonAtomically(path, { name });
}

/** The profile to open when none is asked for: the live one chosen last, else the first, else the demo. */
export function chooseProfileName(home: string): string {
  const live = profileNames(home).filter((name) => name !== demoName);
  const chosen = liveChoiceSchema.safeParse(readJson(liveChoiceFile(home))?.value).data?.name;
  return live.find((name) => name === chosen) ?? live[0] ?? demoName;
}

function listFolders(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
