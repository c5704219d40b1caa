import { randomUUID } from 'node:crypto';
import { standingOf } from '../../src/shared/domain/agent-report.ts';
import type { AgentReport, Standing } from '../../src/shared/domain/agent-report.ts';
import { agentNoSchema, deviceIdSchema } from '../../src/shared/ids.ts';
import type { AgentNo, DeviceId } from '../../src/shared/ids.ts';
import type { DeskMessage } from '../../src/shared/sync/wire.ts';
import type { SqlClient } from '../engine/sql-engine.ts';

/** One agent's desk. */
export interface Seat {
  readonly agentNo: AgentNo;
  readonly deviceId: DeviceId;
}

export interface Presence {
  device_id: string;
  place: string;
  signed_on_at: number;
  kind: AgentReport['kind'];
  reason: string | null;
  since: number;
  seen_at: number;
  forced_id: string | null;
  forced_by: string | null;
  forced_at: number | null;
}

export type SignedOn =
  /** The seat is the agent's. `from`: he was at work at another one until now. */
  | { readonly kind: 'seated'; readonly from?: { readonly place: string; readonly since: number } }
  /** He has signed on elsewhere later than here. */
  | { readonly kind: 'older'; readonly place: string; readonly at: number };

export async function presenceOf(client: SqlClient, agentNo: AgentNo): Promise<Presence | undefined> {
  const [row] = await client.query<Presence>('SELECT * FROM agent_presence WHERE agent_no = $1', [agentNo]);
  return row;
}

/**
 * A desk says that the agent signed on there. Whichever sign-on is the later one has the agent, in whatever order the desks
 * come: one of them may have been without the server.
 */
export async function signOn(
  client: SqlClient,
  seat: Seat,
  message: Extract<DeskMessage, { type: 'signedOn' }>,
  now: number,
  offlineAfterMs: number,
): Promise<SignedOn> {
  const { agentNo, deviceId } = seat;
  const signedOnAt = atServer(message.at, message.now, now);
  const added = await client.query(
    `INSERT INTO agent_presence (agent_no, device_id, place, signed_on_at, kind, since, seen_at)
     VALUES ($1, $2, $3, $4, 'OFFLINE', $5, $5) ON CONFLICT DO NOTHING RETURNING 1`,
    [agentNo, deviceId, message.place, signedOnAt, now],
  );
  if (added.length > 0) return { kind: 'seated' };
  const [held] = await client.query<Presence>('SELECT * FROM agent_presence WHERE agent_no = $1 FOR UPDATE', [agentNo]);
  if (!held) throw new Error('the presence of an agent is gone');
  const isElsewhere = held.device_id !== deviceId && held.kind !== 'OFFLINE';
  if (isElsewhere && held.signed_on_at > signedOnAt) {
    return { kind: 'older', place: held.place, at: held.signed_on_at };
  }
  // What the desk says of its last state, when it comes to that, is better than this.
  const isSilent = held.seen_at < now - offlineAfterMs;
  if (held.device_id !== deviceId || isSilent) await cutState(client, agentNo, held.device_id, held.seen_at);
  await client.query(
    `UPDATE agent_presence SET device_id = $2, place = $3, signed_on_at = $4, seen_at = $5 WHERE agent_no = $1`,
    [agentNo, deviceId, message.place, signedOnAt, now],
  );
  return isElsewhere ? { kind: 'seated', from: { place: held.place, since: held.signed_on_at } } : { kind: 'seated' };
}

/**
 * Keeps a report, once: the same one again changes nothing, but for a state that was cut off while the desk was not heard
 * of, which goes on. A desk that no longer has the agent still tells its own history. True when colleagues see a change.
 */
export async function keepReport(
  client: SqlClient,
  seat: Seat,
  message: Extract<DeskMessage, { type: 'agentState' }>,
  now: number,
): Promise<boolean> {
  const { report, seq } = message;
  const { kind, reason = null } = report;
  const since = atServer(report.since, message.now, now);
  const told = { seq, kind, reason, since, signedOnAt: atServer(message.signedOnAt, message.now, now) };
  if (!(await keepInHistory(client, seat, told))) return false;
  const isForcedTaken = kind === 'OFFLINE' || reason === 'FORCED' || isForcedQueued(report);
  const changed = await client.query(
    `UPDATE agent_presence
        SET kind = $3, reason = $4, since = $5, queued = $6, is_on_call = $7, seen_at = $8,
            forced_id = CASE WHEN $9 THEN NULL ELSE forced_id END
      WHERE agent_no = $1 AND device_id = $2 RETURNING 1`,
    [
      ...[seat.agentNo, seat.deviceId, kind, reason, since],
      ...[report.queued ? JSON.stringify(report.queued) : null, report.isOnCall, now, isForcedTaken],
    ],
  );
  return changed.length > 0;
}

function isForcedQueued({ queued }: AgentReport): boolean {
  return queued?.kind === 'NOT_READY' && queued.reason === 'FORCED';
}

interface StateRow {
  seq: number;
  kind: string;
  reason: string | null;
  since: number;
  until: number | null;
  is_cut: boolean;
}

/** The way of a message takes a different time each time. */
const sameMomentMs = 2000;

interface Told {
  readonly seq: number;
  readonly kind: AgentReport['kind'];
  readonly reason: string | null;
  readonly since: number;
  /** When the agent signed on for this stretch of work. */
  readonly signedOnAt: number;
}

/** False for a state that is known to be over. */
async function keepInHistory(client: SqlClient, seat: Seat, told: Told): Promise<boolean> {
  const { agentNo, deviceId } = seat;
  // Reports of one seat may come over two channels at once, an old one that is not known to be dead and a new one.
  await client.query('SELECT pg_advisory_xact_lock(7203446, hashtext($1))', [`${agentNo}\n${deviceId}`]);
  const [last] = await client.query<StateRow>(
    `SELECT seq, kind, reason, since, until, is_cut FROM agent_states
      WHERE agent_no = $1 AND device_id = $2 ORDER BY seq DESC LIMIT 1`,
    [agentNo, deviceId],
  );
  if (last && last.seq > told.seq) return false;
  // A state is cut off when its desk falls silent. If it was at work all the same, the state went on.
  const goesOn = last?.until === null || (last?.is_cut === true && last.until >= told.signedOnAt - sameMomentMs);
  if (last && (last.seq === told.seq || isSameState(last, told))) {
    if (goesOn) await endState(client, seat, last.seq, told.seq, null);
    if (goesOn || last.seq === told.seq) return goesOn;
  }
  const from = Math.max(told.since, told.signedOnAt, last?.since ?? 0);
  if (last && goesOn) {
    // A desk that fell silent does not know when it died; the centre knows when it was heard of last.
    const isAssumedEnd = told.kind === 'OFFLINE' && last.is_cut;
    await endState(client, seat, last.seq, last.seq, isAssumedEnd ? Math.max(from, last.until ?? 0) : from);
  }
  await client.query(
    'INSERT INTO agent_states (agent_no, device_id, seq, kind, reason, since) VALUES ($1, $2, $3, $4, $5, $6)',
    [agentNo, deviceId, told.seq, told.kind, told.reason, from],
  );
  return true;
}

/** The same state after a sign-in that went on with it is one, under another number. */
function isSameState(last: StateRow, { kind, reason, since }: Told): boolean {
  return last.kind === kind && last.reason === reason && Math.abs(since - last.since) < sameMomentMs;
}

/** `until` null: it goes on. */
async function endState(
  client: SqlClient,
  { agentNo, deviceId }: Seat,
  seq: number,
  newSeq: number,
  until: number | null,
): Promise<void> {
  await client.query(
    `UPDATE agent_states SET seq = $4, until = $5, is_cut = false
      WHERE agent_no = $1 AND device_id = $2 AND seq = $3`,
    [agentNo, deviceId, seq, newSeq, until],
  );
}

async function cutState(client: SqlClient, agentNo: AgentNo, deviceId: string, at: number): Promise<void> {
  await client.query(
    `UPDATE agent_states SET until = greatest(since, $3), is_cut = true
      WHERE agent_no = $1 AND device_id = $2 AND until IS NULL`,
    [agentNo, deviceId, at],
  );
}

/** These desks are still there. */
export async function noteSeen(client: SqlClient, seats: readonly Seat[], now: number): Promise<void> {
  if (seats.length === 0) return;
  await client.query(
    `UPDATE agent_presence p SET seen_at = $2
       FROM jsonb_to_recordset($1::text::jsonb) AS seat ("agentNo" text, "deviceId" text)
      WHERE p.agent_no = seat."agentNo" AND p.device_id = seat."deviceId"`,
    [JSON.stringify(seats.map(({ agentNo, deviceId }) => ({ agentNo, deviceId }))), now],
  );
}

/** Who was not heard of since `before` is gone, from the moment that he was heard of last. Returns how many. */
export async function dismissSilent(client: SqlClient, before: number): Promise<number> {
  const gone = await client.query<{ agent_no: string; device_id: string; seen_at: number }>(
    `UPDATE agent_presence
        SET kind = 'OFFLINE', reason = NULL, since = seen_at, queued = NULL, is_on_call = false, forced_id = NULL
      WHERE kind <> 'OFFLINE' AND seen_at < $1 RETURNING agent_no, device_id, seen_at`,
    [before],
  );
  for (const { agent_no, device_id, seen_at } of gone) {
    await cutState(client, agentNoSchema.parse(agent_no), deviceIdSchema.parse(device_id), seen_at);
  }
  return gone.length;
}

/**
 * A leader sets the agent to NOT_READY. It comes true at his desk, after a running call. Undefined for an agent who is
 * not there.
 */
export async function forceNotReady(
  client: SqlClient,
  agentNo: AgentNo,
  by: AgentNo,
  now: number,
): Promise<string | undefined> {
  const id = randomUUID();
  const rows = await client.query(
    `UPDATE agent_presence SET forced_id = $2, forced_by = $3, forced_at = $4
      WHERE agent_no = $1 AND kind <> 'OFFLINE' RETURNING 1`,
    [agentNo, id, by, now],
  );
  return rows.length > 0 ? id : undefined;
}

/**
 * What an agent who signs in goes on with: the state his desk told of last, if it was heard of a moment ago. At another
 * desk a pause goes on, but nobody becomes ready by changing seats.
 */
export async function standingAt(
  client: SqlClient,
  { agentNo, deviceId }: Seat,
  heardAfter: number,
): Promise<Standing | undefined> {
  const held = await presenceOf(client, agentNo);
  if (!held || held.seen_at < heardAfter) return undefined;
  const { kind, reason, since } = held;
  if (kind === 'READY' && held.device_id !== deviceId) return undefined;
  return standingOf({ kind, since, isOnCall: false, ...(reason !== null && { reason: reason as 'rest' }) });
}

/** An instant of a desk's clock on the server's: what counts is how long ago it was. Never in the future. */
function atServer(at: number, deskNow: number, now: number): number {
  return now - Math.max(0, deskNow - at);
}
