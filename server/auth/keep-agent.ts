import type { Agent } from '../../src/shared/domain/agent.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { forgiveTries } from './lock-out.ts';
import { hashPassword, isPassword } from './password-hash.ts';

/**
 * Adds an agent or brings him up to date; the stored hash is left alone while the password is the same. A new password
 * ends every session opened with the old one and clears the lock.
 */
export async function keepAgent(client: SqlClient, agent: Agent, password: string): Promise<void> {
  const [known] = await client.query<{ password_hash: string }>(
    'SELECT password_hash FROM agents WHERE agent_no = $1',
    [agent.agentNo],
  );
  const isSame = known !== undefined && (await isPassword(password, known.password_hash));
  const hash = isSame ? known.password_hash : await hashPassword(password);
  await client.query(
    `INSERT INTO agents (agent_no, body, password_hash) VALUES ($1, $2, $3)
     ON CONFLICT (agent_no) DO UPDATE SET body = excluded.body, password_hash = excluded.password_hash`,
    [agent.agentNo, JSON.stringify(agent), hash],
  );
  if (known === undefined || isSame) return;
  await forgiveTries(client, agent.agentNo);
  await client.query('DELETE FROM sessions WHERE agent_no = $1', [agent.agentNo]);
}
