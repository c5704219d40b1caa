import { agentSchema, type Agent } from '../../src/shared/domain/agent.ts';
import type { AgentNo } from '../../src/shared/ids.ts';
import type { SqlClient } from '../engine/sql-engine.ts';

/** An agent as the centre keeps him; undefined for one who has left. */
export async function agentOf(client: SqlClient, agentNo: AgentNo): Promise<Agent | undefined> {
  const [row] = await client.query<{ body: string }>('SELECT body FROM agents WHERE agent_no = $1 AND is_active', [
    agentNo,
  ]);
  return row && agentSchema.parse(JSON.parse(row.body));
}
