import { z } from 'zod';
import { agentSchema } from '../../src/shared/domain/agent.ts';
import type { Centre } from '../centre.ts';
import { readJsonFile } from '../json-file.ts';
import { signInAnswerSchema } from '../../src/shared/sync/wire.ts';
import { keepLine } from './agent-line.ts';
import { keepAgents } from './keep-agents.ts';

/** Agents with their passwords, and their accounts at the exchange, as an administrator or the demo writes them. */
export const agentsFileSchema = z.strictObject({
  agents: z
    .array(agentSchema.extend({ password: z.string().min(1).max(200), sip: signInAnswerSchema.shape.sip }))
    .min(1),
});

/**
 * Adds the agents of a file, or brings them up to date; agents that are not in it stay. An agent without `sip` has no line.
 * @throws Error naming the place that does not fit
 */
export async function keepAgentsOf(centre: Centre, path: string): Promise<void> {
  const { agents } = await readJsonFile(path, agentsFileSchema);
  await centre.engine.transaction(async (client) => {
    await keepAgents(
      client,
      agents.map(({ password, sip: _kept, ...agent }) => ({ agent, password })),
    );
    for (const { agentNo, sip } of agents) await keepLine(client, centre.crypto, agentNo, sip);
  });
  centre.log.info({ agents: agents.length }, 'agents brought up to date');
}
