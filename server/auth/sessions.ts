import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { AgentNo, DeviceId } from '../../src/shared/ids.ts';
import { agentNoSchema, deviceIdSchema } from '../../src/shared/ids.ts';
import type { Tokens } from '../../src/shared/sync/wire.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import type { CentreCrypto } from '../keys/centre-crypto.ts';
import { accessTermMs, issueAccessToken } from './access-token.ts';

/** A session unused for this long is over. */
export const sessionTermMs = 8 * 24 * 3_600_000;
const keepUsedTokensMs = 24 * 3_600_000;

interface Session {
  readonly id: string;
  readonly agentNo: AgentNo;
  readonly deviceId: DeviceId;
}

export async function openSession(
  client: SqlClient,
  crypto: CentreCrypto,
  agentNo: AgentNo,
  deviceId: DeviceId,
  now: number,
): Promise<Tokens> {
  await client.query('DELETE FROM sessions WHERE expires_at < $1', [now]);
  const session: Session = { id: randomUUID(), agentNo, deviceId };
  await client.query(
    'INSERT INTO sessions (id, agent_no, device_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)',
    [session.id, agentNo, deviceId, now, now + sessionTermMs],
  );
  return issueTokens(client, crypto, session, null, now);
}

/** Ends the session that a refresh token belongs to; a token of no session changes nothing. */
export async function endSession(client: SqlClient, refreshToken: string, now: number): Promise<void> {
  await client.query(
    `UPDATE sessions SET revoked_at = $2
      WHERE revoked_at IS NULL AND id = (SELECT session_id FROM refresh_tokens WHERE token_hash = $1)`,
    [hashOf(refreshToken), now],
  );
}

interface TokenRow {
  session_id: string;
  used_at: number | null;
  is_superseded: boolean;
  agent_no: string;
  device_id: string;
  is_over: boolean;
}

/**
 * Trades a refresh token for new tokens; `reused` after a theft or a copy was noticed, which ends the session.
 *
 * A token works once. If the answer was lost on the way, the desk comes again with the same one: that is accepted as
 * long as nobody used the token it was traded for, and that token is void from then on. A token whose successor was
 * used, or one that was made void, can only come from a second holder.
 */
export async function refreshSession(
  client: SqlClient,
  crypto: CentreCrypto,
  refreshToken: string,
  now: number,
): Promise<Tokens | 'invalid' | 'reused'> {
  const hash = hashOf(refreshToken);
  const [row] = await client.query<TokenRow>(
    `SELECT t.session_id, t.used_at, t.is_superseded, s.agent_no, s.device_id,
            (s.revoked_at IS NOT NULL OR s.expires_at < $2 OR NOT a.is_active) AS is_over
       FROM sessions s JOIN refresh_tokens t ON t.session_id = s.id JOIN agents a ON a.agent_no = s.agent_no
      WHERE t.token_hash = $1 FOR UPDATE OF s, t`,
    [hash, now],
  );
  if (!row || row.is_over) return 'invalid';
  if (row.is_superseded || (row.used_at !== null && (await isSuccessorUsed(client, hash)))) {
    await client.query('UPDATE sessions SET revoked_at = $2 WHERE id = $1', [row.session_id, now]);
    return 'reused';
  }
  await client.query('UPDATE refresh_tokens SET is_superseded = true WHERE parent_hash = $1', [hash]);
  await client.query('UPDATE refresh_tokens SET used_at = $2 WHERE token_hash = $1', [hash, now]);
  await client.query('UPDATE sessions SET expires_at = $2 WHERE id = $1', [row.session_id, now + sessionTermMs]);
  await client.query('DELETE FROM refresh_tokens WHERE session_id = $1 AND token_hash <> $2 AND used_at < $3', [
    row.session_id,
    hash,
    now - keepUsedTokensMs,
  ]);
  const session: Session = {
    id: row.session_id,
    agentNo: agentNoSchema.parse(row.agent_no),
    deviceId: deviceIdSchema.parse(row.device_id),
  };
  return issueTokens(client, crypto, session, hash, now);
}

async function isSuccessorUsed(client: SqlClient, hash: string): Promise<boolean> {
  const rows = await client.query(
    'SELECT 1 FROM refresh_tokens WHERE parent_hash = $1 AND NOT is_superseded AND used_at IS NOT NULL',
    [hash],
  );
  return rows.length > 0;
}

async function issueTokens(
  client: SqlClient,
  crypto: CentreCrypto,
  session: Session,
  parentHash: string | null,
  now: number,
): Promise<Tokens> {
  const refreshToken = randomBytes(32).toString('base64url');
  await client.query(
    'INSERT INTO refresh_tokens (token_hash, session_id, parent_hash, issued_at) VALUES ($1, $2, $3, $4)',
    [hashOf(refreshToken), session.id, parentHash, now],
  );
  const accessExpiresAt = now + accessTermMs;
  const { id: sessionId, agentNo, deviceId } = session;
  const accessToken = issueAccessToken(crypto, { agentNo, deviceId, sessionId, expiresAt: accessExpiresAt });
  return { accessToken, accessExpiresAt, refreshToken };
}

/** Only the hash is kept: a read database signs nobody in. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
