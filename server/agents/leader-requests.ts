import { leaderVerdictSchema, type LeaderVerdict } from '../../src/shared/domain/leader-verdict.ts';
import type { AgentNo, CallId } from '../../src/shared/ids.ts';
import { agentNoSchema, callIdSchema, deviceIdSchema } from '../../src/shared/ids.ts';
import { leaderAskMs } from '../../src/shared/sync/leader-wire.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import type { Seat } from './presence.ts';

/** An agent's asking whether he may end a call. `answer`: the first leader's word. */
export interface LeaderRequest extends Seat {
  readonly id: string;
  readonly callId: CallId;
  /** UTC epoch ms of the server. */
  readonly askedAt: number;
  /** Nobody may answer it any more. */
  readonly isOver: boolean;
  readonly answer?: { readonly verdict: LeaderVerdict; readonly by: AgentNo };
}

interface Row {
  id: string;
  agent_no: string;
  device_id: string;
  call_id: string;
  asked_at: number;
  is_withdrawn: boolean;
  verdict: string | null;
  answered_by: string | null;
}

/**
 * Keeps an asking; the earlier ones of this call that nobody answered are withdrawn. Returns the ids of those, or undefined
 * where another agent or desk has asked under this id.
 */
export async function keepRequest(
  client: SqlClient,
  { agentNo, deviceId }: Seat,
  { id, callId }: { readonly id: string; readonly callId: CallId },
  now: number,
): Promise<string[] | undefined> {
  const withdrawn = await client.query<{ id: string }>(
    `UPDATE leader_requests SET is_withdrawn = true
      WHERE agent_no = $1 AND call_id = $2 AND id <> $3 AND verdict IS NULL AND NOT is_withdrawn RETURNING id`,
    [agentNo, callId, id],
  );
  await client.query(
    `INSERT INTO leader_requests (id, agent_no, device_id, call_id, asked_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [id, agentNo, deviceId, callId, now],
  );
  const kept = await requestOf(client, id, now);
  const isOwn = kept?.agentNo === agentNo && kept.deviceId === deviceId && kept.callId === callId;
  return isOwn ? withdrawn.map((row) => row.id) : undefined;
}

/**
 * A leader's word; the first one counts, and that is what is returned, with whether this is it. No answer for an asking that
 * is not there, is over, or is his own.
 */
export async function keepAnswer(
  client: SqlClient,
  id: string,
  verdict: LeaderVerdict,
  by: AgentNo,
  now: number,
): Promise<{ readonly answer: LeaderRequest['answer']; readonly isFirst: boolean }> {
  const taken = await client.query(
    `UPDATE leader_requests SET verdict = $2, answered_by = $3, answered_at = $4
      WHERE id = $1 AND verdict IS NULL AND NOT is_withdrawn AND agent_no <> $3 AND asked_at > $5 RETURNING id`,
    [id, verdict, by, now, now - leaderAskMs],
  );
  return { answer: (await requestOf(client, id, now))?.answer, isFirst: taken.length > 0 };
}

export async function requestOf(client: SqlClient, id: string, now: number): Promise<LeaderRequest | undefined> {
  const [row] = await client.query<Row>('SELECT * FROM leader_requests WHERE id = $1', [id]);
  return row && fromRow(row, now);
}

/** What a desk that connects should hear of: its own askings, and for a leader those that are still open. */
export async function recentRequests(client: SqlClient, now: number): Promise<LeaderRequest[]> {
  const rows = await client.query<Row>('SELECT * FROM leader_requests WHERE asked_at > $1 ORDER BY asked_at', [
    now - leaderAskMs,
  ]);
  return rows.map((row) => fromRow(row, now));
}

/** The centre's leaders, and whether each is at work. */
export async function leadersOf(client: SqlClient): Promise<ReadonlyMap<AgentNo, boolean>> {
  const rows = await client.query<{ agent_no: string; is_there: boolean }>(
    `SELECT agent_no, coalesce(kind <> 'OFFLINE', false) AS is_there
       FROM agents LEFT JOIN agent_presence USING (agent_no)
      WHERE is_active AND body::jsonb ->> 'role' = 'leader'`,
  );
  return new Map(rows.map((row) => [agentNoSchema.parse(row.agent_no), row.is_there]));
}

function fromRow(row: Row, now: number): LeaderRequest {
  const isAnswered = row.verdict !== null && row.answered_by !== null;
  return {
    id: row.id,
    agentNo: agentNoSchema.parse(row.agent_no),
    deviceId: deviceIdSchema.parse(row.device_id),
    callId: callIdSchema.parse(row.call_id),
    askedAt: row.asked_at,
    isOver: isAnswered || row.is_withdrawn || row.asked_at <= now - leaderAskMs,
    ...(isAnswered && {
      answer: { verdict: leaderVerdictSchema.parse(row.verdict), by: agentNoSchema.parse(row.answered_by) },
    }),
  };
}
