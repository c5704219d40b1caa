import { parseArgs } from 'node:util';

export interface StartOptions {
  /** Absent: the desk chooses. */
  readonly profileName?: string;
  /** False: print the address instead of opening a window. */
  readonly shouldOpen: boolean;
}

/** A folder name on every platform, and nothing that leads out of the folder of profiles. */
const profileNamePattern = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Reads `--profile NAME` and `--no-open`; other flags are the runtime's own. Answers a text for the user when a value is no good. */
export function readStartOptions(argv: readonly string[]): StartOptions | { readonly problem: string } {
  const { values } = parseArgs({
    args: [...argv],
    options: { profile: { type: 'string' }, 'no-open': { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
  });
  const profileName = values.profile;
  const shouldOpen = values['no-open'] !== true;
  if (profileName === undefined) return { shouldOpen };
  if (typeof profileName !== 'string' || !profileNamePattern.test(profileName)) {
    return { problem: '--profile takes a name of small letters, digits and dashes, up to 40 of them.' };
  }
  return { profileName, shouldOpen };
}
