import { callRecordSchema } from '../../src/shared/domain/call.ts';
import type { CallRecord } from '../../src/shared/domain/call.ts';
import type { PastCall } from '../../src/shared/domain/customer.ts';
import { submittedTicketSchema } from '../../src/shared/domain/ticket.ts';
import type { AgentNo, CallId } from '../../src/shared/ids.ts';
import type { Mutation } from '../../src/shared/sync/wire.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { callTopic } from './call-topic.ts';
import { conflict, overtaken, refuse } from './mutation-outcome.ts';
import type { Decision } from './mutation-outcome.ts';
import { addQueue, publish } from './publish.ts';
import { publishTicketsOfCall } from './publish-ticket.ts';
import { directoryStreams } from './scope.ts';

type CallRecorded = Extract<Mutation, { kind: 'call.record' }>;

interface StoredCall {
  agent_no: string;
  device_id: string;
  seq: number;
  body: string;
}

/** Takes the record of a call, or its next version from the same seat; the highest `seq` wins, as with tickets. */
export async function applyCall(centre: Centre, client: SqlClient, mutation: CallRecorded): Promise<Decision> {
  const { agentNo, deviceId, seq, body: call } = mutation;
  if (mutation.entityId !== call.id) return refuse('mutation.invalid', 'entityId');
  // Nothing of a simulation may reach the centre's records.
  if (call.facts.isPractice) return refuse('call.practice');
  const stored = await storedCall(client, call.id);
  if (stored && (stored.agent_no !== agentNo || stored.device_id !== deviceId)) return conflict('call.otherAuthor');
  if (stored && seq <= stored.seq) return overtaken;
  await client.query(
    `INSERT INTO calls (id, agent_no, device_id, seq, body, received_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, body = excluded.body, received_at = excluded.received_at`,
    [call.id, agentNo, deviceId, seq, JSON.stringify(call), centre.now()],
  );
  await publishCall(centre, client, agentNo, call);
  const { customerId, queue } = call.facts;
  if (customerId === undefined) return { outcome: 'applied', streams: ['calls'] };
  const isNewThere = queue !== undefined && (await addQueue(client, customerId, queue));
  const hasTickets = await publishTicketsOfCall(centre, client, agentNo, call.id, customerId);
  const streams = isNewThere ? directoryStreams : hasTickets ? (['tickets', 'calls'] as const) : (['calls'] as const);
  return { outcome: 'applied', streams };
}

/** Renews the topic of the agent's call whose ticket came after it. Undefined when the call is not there yet. */
export async function republishCall(
  centre: Centre,
  client: SqlClient,
  agentNo: AgentNo,
  id: CallId,
): Promise<CallRecord | undefined> {
  const stored = await storedCall(client, id);
  if (stored?.agent_no !== agentNo) return undefined;
  const call = callRecordSchema.parse(JSON.parse(stored.body));
  await publishCall(centre, client, agentNo, call);
  return call;
}

async function storedCall(client: SqlClient, id: CallId): Promise<StoredCall | undefined> {
  const [row] = await client.query<StoredCall>(
    'SELECT agent_no, device_id, seq, body FROM calls WHERE id = $1 FOR UPDATE',
    [id],
  );
  return row;
}

async function publishCall(centre: Centre, client: SqlClient, agentNo: AgentNo, call: CallRecord): Promise<void> {
  const rows = await client.query<{ body: string }>(
    'SELECT body FROM tickets WHERE call_id = $1 AND agent_no = $2 ORDER BY number',
    [call.id, agentNo],
  );
  const tickets = rows.map((row) => submittedTicketSchema.parse(JSON.parse(row.body)));
  const { customerId, language, startedAt, queue } = call.facts;
  const past: PastCall = {
    id: call.id,
    ...(customerId !== undefined && { customerId }),
    agentNo,
    ...(language !== undefined && { language }),
    at: startedAt,
    durationS: talkSeconds(call),
    topic: callTopic(centre.catalog, call.disposition, tickets),
  };
  await publish(client, { stream: 'calls', id: call.id, body: past, queue });
}

function talkSeconds(call: CallRecord): number {
  if (call.answeredAt === undefined || call.endedAt === undefined) return 0;
  return Math.max(0, Math.round((call.endedAt - call.answeredAt) / 1000));
}
