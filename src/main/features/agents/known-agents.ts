import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { agentNoSchema, type AgentNo } from '../../../shared/ids.ts';

/** Agents with a seat file in this profile, without starting the store: the sign-in page asks before it is needed. */
export async function listKnownAgents(profileFolder: string): Promise<AgentNo[]> {
  let names: string[];
  try {
    names = await readdir(join(profileFolder, 'seats'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return names
    .filter((name) => name.endsWith('.db'))
    .map((name) => agentNoSchema.safeParse(name.slice(0, -'.db'.length)))
    .flatMap((parsed) => (parsed.success ? [parsed.data] : []))
    .sort();
}
