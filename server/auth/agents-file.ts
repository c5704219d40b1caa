import { z } from 'zod';
import { agentSchema } from '../../src/shared/domain/agent.ts';
import type { Centre } from '../centre.ts';
import { readJsonFile } from '../json-file.ts';
import { keepAgent } from './keep-agent.ts';

/** Agents with their passwords, as an administrator or the demo writes them. */
export const agentsFileSchema = z.strictObject({
  agents: z.array(agentSchema.extend({ password: z.string().min(1).max(200) })).min(1),
});

/**
 * Adds the agents of a file, or brings them up to date; agents that are not in it stay.
 * @throws Error naming the place that does not fit
 */
export async function keepAgentsOf(centre: Centre, path: string): Promise<void> {
  const { agents } = await readJsonFile(path, agentsFileSchema);
  await centre.engine.transaction(async (client) => {
    for (const { password, ...agent } of agents) await keepAgent(client, agent, password);
  });
  centre.log.info({ agents: agents.length }, 'agents brought up to date');
}
