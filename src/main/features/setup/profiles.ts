import { appError } from '../../../shared/ipc/app-error.ts';
import type { SaveOutcome } from '../../../shared/ipc/setup-commands.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { checkSeatConfig } from '../../../shared/setup/check-seat-config.ts';
import type { ProfileSummary } from '../../../shared/setup/profile-summary.ts';
import { readJson } from '../../profile/atomic-file.ts';
import { keepLiveChoice, profileFile } from '../../profile/profile-folder.ts';
import { listProfiles } from '../../profile/profile-list.ts';
import { saveProfile } from '../../profile/save-profile.ts';

export interface ProfilesContext {
  readonly home: string;
  readonly currentName: string;
  /** The shell's: ends this core and opens the desk on that profile. */
  readonly openProfile: (name: string) => Promise<Result<{ readonly address: string | null }>>;
  /** Keeps everybody from signing in until the work is done. */
  readonly whileSignedOut: <T>(work: () => Promise<Result<T>>) => Promise<Result<T>>;
}

/** The profiles of this machine: listed, read, written, opened. Every other profile's folder stays as it is. */
export interface Profiles {
  list(): { readonly current: string; readonly profiles: ProfileSummary[] };
  /** profile.json without its passwords. Fails with `profile.notFound` and `profile.invalid`. */
  read(name: string): Result<{ readonly text: string }>;
  save(config: unknown, isReplacing: boolean): SaveOutcome;
  /** Fails with `profile.notFound`, `profile.busy` and `profile.signedIn`. */
  open(name: string): Promise<Result<{ address: string | null }>>;
}

export function createProfiles({ home, currentName, openProfile, whileSignedOut }: ProfilesContext): Profiles {
  return {
    list: () => ({ current: currentName, profiles: listProfiles(home) }),
    read(name) {
      const file = readJson(profileFile(home, name));
      if (!file) return err(appError('profile.notFound', 'none', { name }));
      if (file.broken) return err(appError('profile.invalid', 'none', { file: name, field: 'JSON' }));
      const withoutSecrets = (key: string, value: unknown): unknown => (key === 'credential' ? undefined : value);
      return ok({ text: JSON.stringify(file.value, withoutSecrets, 2) });
    },
    save(input, isReplacing) {
      const checked = checkSeatConfig(input);
      if (!checked.isRight) return { outcome: 'wrong', problems: [...checked.problems] };
      const { name } = checked.config;
      const outcome = saveProfile(home, checked.config, isReplacing);
      if (outcome === 'otherCentre') return { outcome: 'wrong', problems: [{ field: 'name', code: 'otherCentre' }] };
      return { outcome, name };
    },
    async open(name) {
      const profile = listProfiles(home).find((entry) => entry.name === name);
      if (!profile) return err(appError('profile.notFound', 'none', { name }));
      const opening = await whileSignedOut(() => openProfile(name));
      if (opening.ok && profile.kind === 'live') keepLiveChoice(home, name);
      return opening;
    },
  };
}
