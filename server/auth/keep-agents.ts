import type { Agent } from '../../src/shared/domain/agent.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { forgiveTries } from './lock-out.ts';
import { hashPassword, isPassword } from './password-hash.ts';
import { WorkQueue } from './work-queue.ts';

export interface AgentWithPassword {
  readonly agent: Agent;
  readonly password: string;
}

/** As many as the runtime works on at once; each takes 19 MiB meanwhile. */
const hashesAtOnce = 4;

/**
 * Adds agents or brings them up to date; the stored hash is left alone while the password is the same. A new password
 * ends every session opened with the old one and clears the lock. Returns how many were not known before.
 */
export async function keepAgents(client: SqlClient, agents: readonly AgentWithPassword[]): Promise<number> {
  const rows = await client.query<{ agent_no: string; password_hash: string }>(
    'SELECT agent_no, password_hash FROM agents',
  );
  const known = new Map(rows.map((row) => [row.agent_no, row.password_hash]));
  const queue = new WorkQueue(hashesAtOnce, agents.length);
  const hashes = await Promise.all(
    agents.map(({ agent, password }) => queue.run(() => hashOf(password, known.get(agent.agentNo)))),
  );
  for (const [index, { agent }] of agents.entries()) {
    const hash = hashes[index]?.value;
    if (hash === undefined) throw new Error('a password was not hashed');
    await keepAgent(client, agent, hash, known.get(agent.agentNo));
  }
  return agents.filter(({ agent }) => !known.has(agent.agentNo)).length;
}

/** He signs in no more, and his sessions are over. What he did stays. */
export async function dismissAgent(client: SqlClient, agentNo: string): Promise<void> {
  await client.query('UPDATE agents SET is_active = false WHERE agent_no = $1', [agentNo]);
  await client.query('DELETE FROM sessions WHERE agent_no = $1', [agentNo]);
}

async function hashOf(password: string, known: string | undefined): Promise<string> {
  return known !== undefined && (await isPassword(password, known)) ? known : hashPassword(password);
}

async function keepAgent(client: SqlClient, agent: Agent, hash: string, known: string | undefined): Promise<void> {
  await client.query(
    `INSERT INTO agents (agent_no, body, password_hash) VALUES ($1, $2, $3)
     ON CONFLICT (agent_no) DO UPDATE
       SET body = excluded.body, password_hash = excluded.password_hash, is_active = true`,
    [agent.agentNo, JSON.stringify(agent), hash],
  );
  if (known === undefined || known === hash) return;
  await forgiveTries(client, agent.agentNo);
  await client.query('DELETE FROM sessions WHERE agent_no = $1', [agent.agentNo]);
}
