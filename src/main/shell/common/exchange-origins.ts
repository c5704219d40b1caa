import { loadProfile } from '../../profile/profile.ts';

/** Origins of the exchange servers that a profile names: the page's policy lets its phone connect to these and no others. */
export function exchangeOrigins(home: string, profileName: string): string[] {
  const profile = loadProfile(home, profileName);
  // What is wrong with a profile is the core's to say.
  if (!profile.ok || profile.value.exchange === null) return [];
  return [...new Set(profile.value.exchange.servers.map((server) => new URL(server).origin))];
}
