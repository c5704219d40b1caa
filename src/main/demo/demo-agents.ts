import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Bootstrap } from '../../shared/ipc/contract.ts';
import { agentNoSchema } from '../../shared/ids.ts';

const demoAgentsFileSchema = z.object({
  agents: z.array(z.object({ agentNo: agentNoSchema, seatLabel: z.string(), password: z.string().min(1) })),
});

/** Who may sign in to the demo, from resources/demo/agents.json, with the password that the sign-in page shows. */
export async function loadDemoAgents(resourcesFolder: string): Promise<Bootstrap['demoAgents']> {
  const text = await readFile(join(resourcesFolder, 'demo', 'agents.json'), 'utf8');
  return demoAgentsFileSchema.parse(JSON.parse(text)).agents;
}
