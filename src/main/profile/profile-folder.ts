import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './atomic-file.ts';

/** The profile that opens where nothing is configured. */
export const demoName = 'demo';

export function profileFolder(home: string, name: string): string {
  return join(home, 'profiles', name);
}

/** The profile to open when none is asked for: the first configured one, else the demo. */
export function chooseProfileName(home: string): string {
  const folders = listFolders(join(home, 'profiles')).filter((name) =>
    readJson(join(profileFolder(home, name), 'profile.json')),
  );
  return folders.find((name) => name !== demoName) ?? demoName;
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
