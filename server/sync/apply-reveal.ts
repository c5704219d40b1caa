import type { Mutation } from '../../src/shared/sync/wire.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import type { Decision } from './mutation-outcome.ts';

type CallReveal = Extract<Mutation, { kind: 'call.reveal' }>;
type CustomerReveal = Extract<Mutation, { kind: 'customer.reveal' }>;

/** Every reveal is one line of the audit, never overwritten by another. */
export async function applyReveal(centre: Centre, client: SqlClient, mutation: CustomerReveal): Promise<Decision> {
  const { id, agentNo, deviceId, body } = mutation;
  await client.query(
    `INSERT INTO reveals (mutation_id, agent_no, device_id, customer_id, field, reason, revealed_at, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, agentNo, deviceId, body.customerId, body.field, body.reason, body.at, centre.now()],
  );
  const detail = { customerId: body.customerId, field: body.field, reason: body.reason, at: body.at };
  return { outcome: 'applied', streams: [], deed: { kind: 'customerRevealed', agentNo, deviceId, detail } };
}

/** As `applyReveal`, for the number of a call. The call's own record may come later, or be another desk's. */
export async function applyCallReveal(centre: Centre, client: SqlClient, mutation: CallReveal): Promise<Decision> {
  const { id, agentNo, deviceId, body } = mutation;
  await client.query(
    `INSERT INTO call_reveals (agent_no, device_id, mutation_id, call_id, reason, revealed_at, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [agentNo, deviceId, id, body.callId, body.reason, body.at, centre.now()],
  );
  const detail = { callId: body.callId, reason: body.reason, at: body.at };
  return { outcome: 'applied', streams: [], deed: { kind: 'callRevealed', agentNo, deviceId, detail } };
}
