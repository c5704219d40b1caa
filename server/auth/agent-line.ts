import type { SignInAnswer } from '../../src/shared/sync/wire.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import type { CentreCrypto } from '../keys/centre-crypto.ts';

/** An account at the exchange. */
export type AgentLine = NonNullable<SignInAnswer['sip']>;

/** Gives an agent his line, another one, or none. */
export async function keepLine(
  client: SqlClient,
  crypto: CentreCrypto,
  agentNo: string,
  line: AgentLine | undefined,
): Promise<void> {
  if (line === undefined) {
    await client.query('DELETE FROM agent_lines WHERE agent_no = $1', [agentNo]);
    return;
  }
  await client.query(
    `INSERT INTO agent_lines (agent_no, sip_user, sealed_password) VALUES ($1, $2, $3)
     ON CONFLICT (agent_no) DO UPDATE SET sip_user = excluded.sip_user, sealed_password = excluded.sealed_password`,
    [agentNo, line.user, crypto.hide(line.password, agentNo)],
  );
}

/** Undefined for an agent without a line, and for a row that was not written under this centre's keys. */
export async function lineOf(client: SqlClient, crypto: CentreCrypto, agentNo: string): Promise<AgentLine | undefined> {
  const [row] = await client.query<{ sip_user: string; sealed_password: string }>(
    'SELECT sip_user, sealed_password FROM agent_lines WHERE agent_no = $1',
    [agentNo],
  );
  const password = row && crypto.reveal(row.sealed_password, agentNo);
  return row && password !== undefined ? { user: row.sip_user, password } : undefined;
}
