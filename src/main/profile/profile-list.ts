import type { ProfileSummary } from '../../shared/setup/profile-summary.ts';
import { demoName, profileNames } from './profile-folder.ts';
import { readProfile } from './profile.ts';

/** The live profiles by name and the demo after them, which is always there. One that can't be read is listed with what is wrong. */
export function listProfiles(home: string): ProfileSummary[] {
  const live = profileNames(home).filter((name) => name !== demoName);
  return [...live, demoName].map((name) => summaryOf(home, name));
}

function summaryOf(home: string, name: string): ProfileSummary {
  const read = readProfile(home, name);
  const expected = name === demoName ? 'demo' : 'live';
  if (!read.ok) return { name, kind: expected, wrongField: String(read.error.params?.['field'] ?? '') };
  const { kind = expected, centre } = read.value ?? {};
  return { name, kind, ...(centre && { centreName: centre.name }) };
}
