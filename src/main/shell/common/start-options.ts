import { parseArgs } from 'node:util';

export interface StartOptions {
  /** Absent: the desk chooses. */
  readonly profileName?: string;
  /** False: print the address instead of opening a window. */
  readonly shouldOpen: boolean;
  /** Make a profile of this configuration file and end. */
  readonly setUpFile?: string;
  /** The demo's second desk, on the centre of the first. */
  readonly isSecond: boolean;
  /** With `setUpFile`: the profile may be there already. */
  readonly isReplacing: boolean;
}

/** A folder name on every platform, and nothing that leads out of the folder of profiles. */
const profileNamePattern = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** The same arguments, so that a desk can be started again on another profile. */
export function withoutProfile(argv: readonly string[]): string[] {
  return argv.filter(
    (argument, index) =>
      argument !== '--profile' && argv[index - 1] !== '--profile' && !argument.startsWith('--profile='),
  );
}

/**
 * Reads `--profile NAME`, `--second`, `--no-open`, `--setup FILE` and `--replace`; other flags are the runtime's own. Answers a text
 * for the user when a value is no good.
 */
export function readStartOptions(argv: readonly string[]): StartOptions | { readonly problem: string } {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      profile: { type: 'string' },
      second: { type: 'boolean' },
      'no-open': { type: 'boolean' },
      setup: { type: 'string' },
      replace: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
  });
  const { profile, setup } = values;
  const isSecond = values.second === true;
  if (profile !== undefined && (typeof profile !== 'string' || !profileNamePattern.test(profile))) {
    return { problem: '--profile takes a name of small letters, digits and dashes, up to 40 of them.' };
  }
  if (isSecond && setup !== undefined) {
    return { problem: '--second is a desk of the demo: there is nothing to set up with --setup.' };
  }
  if (isSecond && profile !== undefined) {
    return { problem: '--second is a desk of the demo: no other profile can be named with --profile.' };
  }
  if (setup !== undefined && (typeof setup !== 'string' || setup === '')) {
    return { problem: '--setup takes the path of a configuration file; docs/SETUP-SEAT.md describes it.' };
  }
  return {
    shouldOpen: values['no-open'] !== true,
    isReplacing: values.replace === true,
    isSecond,
    ...(profile !== undefined && { profileName: profile }),
    ...(setup !== undefined && { setUpFile: setup }),
  };
}
