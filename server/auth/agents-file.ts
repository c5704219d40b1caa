import { z } from 'zod';
import { agentSchema } from '../../src/shared/domain/agent.ts';
import { signInAnswerSchema } from '../../src/shared/sync/wire.ts';
import type { Centre } from '../centre.ts';
import { readJsonFile } from '../json-file.ts';
import { keepLine } from './agent-line.ts';
import { dismissAgent, keepAgents } from './keep-agents.ts';

/** Agents with their passwords, and their accounts at the exchange, as an administrator or the demo writes them. */
export const agentsFileSchema = z.strictObject({
  agents: z
    .array(
      agentSchema.extend({
        password: z.string().min(1).max(200),
        sip: signInAnswerSchema.shape.sip,
        /** Signs in no more. His seats, tickets and calls stay. */
        hasLeft: z.boolean().optional(),
      }),
    )
    .min(1),
});

export interface AgentsKept {
  readonly added: number;
  readonly known: number;
  /** Of both, those who are marked as having left. */
  readonly left: number;
}

/**
 * Adds the agents of a file, or brings them up to date; agents that are not in it stay. An agent without `sip` has no line.
 * @throws Error naming the place that does not fit
 */
export async function keepAgentsOf(
  centre: Pick<Centre, 'engine' | 'crypto' | 'log'>,
  path: string,
): Promise<AgentsKept> {
  const { agents } = await readJsonFile(path, agentsFileSchema);
  const left = agents.filter(({ hasLeft }) => hasLeft === true);
  const added = await centre.engine.transaction(async (client) => {
    const count = await keepAgents(
      client,
      agents.map(({ password, sip: _kept, hasLeft: _left, ...agent }) => ({ agent, password })),
    );
    for (const { agentNo, sip } of agents) await keepLine(client, centre.crypto, agentNo, sip);
    for (const { agentNo } of left) await dismissAgent(client, agentNo);
    return count;
  });
  centre.log.info({ agents: agents.length }, 'agents brought up to date');
  return { added, known: agents.length - added, left: left.length };
}
