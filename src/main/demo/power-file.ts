import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJsonAtomically } from '../profile/atomic-file.ts';

const powerFileSchema = z.object({ isOn: z.boolean() });

export interface PowerFile {
  /** How the switch was left, on where it was never used. */
  read(): boolean;
  keep(isOn: boolean): void;
}

/** Remembers the demo's server switch for a core that is restarted after a kill. */
export function createPowerFile(profileFolder: string): PowerFile {
  const path = join(profileFolder, 'demo-power.json');
  return {
    read: () => powerFileSchema.safeParse(readJson(path)?.value).data?.isOn ?? true,
    keep: (isOn) => writeJsonAtomically(path, { isOn }),
  };
}
