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
import { addQueue, publishAtOnce } from './publish.ts';
import { publishTicketsOfCalls, type CallOf } from './publish-ticket.ts';
import { directoryStreams } from './scope.ts';

export type CallRecorded = Extract<Mutation, { kind: 'call.record' }>;

interface StoredCall {
  id: string;
  agent_no: string;
  device_id: string;
  seq: number;
  body: string;
}

/**
 * Takes records of calls, or their next versions from the same seat, in a few statements; no two of them of the same call. The highest `seq` wins, as with tickets. One decision each, in their order.
 */
export async function applyCalls(
  centre: Centre,
  client: SqlClient,
  mutations: readonly CallRecorded[],
): Promise<readonly Decision[]> {
  const stored = await storedCalls(
    client,
    mutations.map(({ body }) => body.id),
  );
  const decided = mutations.map((mutation) => decide(stored.get(mutation.body.id), mutation));
  const taken = await take(
    centre,
    client,
    mutations.filter((_mutation, index) => decided[index] === undefined),
  );
  return decided.map((decision) => decision ?? taken);
}

function decide(stored: StoredCall | undefined, mutation: CallRecorded): Decision | undefined {
  const { agentNo, deviceId, seq, body: call } = mutation;
  if (mutation.entityId !== call.id) return refuse('mutation.invalid', 'entityId');
  // Nothing of a simulation may reach the centre's records.
  if (call.facts.isPractice) return refuse('call.practice');
  if (!stored) return undefined;
  if (stored.agent_no !== agentNo || stored.device_id !== deviceId) return conflict('call.otherAuthor');
  return seq <= stored.seq ? overtaken : undefined;
}

async function take(centre: Centre, client: SqlClient, mutations: readonly CallRecorded[]): Promise<Decision> {
  if (mutations.length === 0) return overtaken;
  const calls = mutations.map(({ body }) => body);
  await client.query(
    `INSERT INTO calls (received_at, agent_no, device_id, id, seq, body)
     SELECT $1, row.* FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[]) AS row
     ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, body = excluded.body, received_at = excluded.received_at`,
    [
      centre.now(),
      mutations.map(({ agentNo }) => agentNo),
      mutations.map(({ deviceId }) => deviceId),
      calls.map(({ id }) => id),
      mutations.map(({ seq }) => seq),
      calls.map((call) => JSON.stringify(call)),
    ],
  );
  await publishCalls(
    centre,
    client,
    mutations.map(({ agentNo, body: call }) => ({ agentNo, call })),
  );
  const isNewThere = await addQueues(client, calls);
  const customers = mutations.flatMap(({ agentNo, body: { id, facts } }): [CallId, CallOf][] =>
    facts.customerId === undefined ? [] : [[id, { agentNo, customerId: facts.customerId }]],
  );
  const hasTickets = await publishTicketsOfCalls(centre, client, new Map(customers));
  const streams = isNewThere ? directoryStreams : hasTickets ? (['tickets', 'calls'] as const) : (['calls'] as const);
  return { outcome: 'applied', streams };
}

/** True when one of these customers was not known to call on his queue. */
async function addQueues(client: SqlClient, calls: readonly CallRecord[]): Promise<boolean> {
  const callers = new Map<string, Set<string>>();
  for (const { facts } of calls) {
    if (facts.queue === undefined || facts.customerId === undefined) continue;
    callers.set(facts.queue, (callers.get(facts.queue) ?? new Set()).add(facts.customerId));
  }
  let isNews = false;
  for (const [queue, customerIds] of callers) isNews = (await addQueue(client, [...customerIds], queue)) || isNews;
  return isNews;
}

/** A call with the agent who had it. */
export interface AgentsCall {
  readonly agentNo: AgentNo;
  readonly call: CallRecord;
}

/**
 * Renews the topics of calls whose tickets came after them, each named by an agent; another agent's call is not his to name.
 * Returns those that are there already.
 */
export async function republishCalls(
  centre: Centre,
  client: SqlClient,
  named: readonly { readonly agentNo: AgentNo; readonly callId: CallId }[],
): Promise<ReadonlyMap<string, AgentsCall>> {
  if (named.length === 0) return new Map();
  const stored = await storedCalls(client, [...new Set(named.map(({ callId }) => callId))]);
  const own = new Map<string, AgentsCall>();
  for (const { agentNo, callId } of named) {
    const row = stored.get(callId);
    if (row?.agent_no === agentNo) own.set(callId, { agentNo, call: callRecordSchema.parse(JSON.parse(row.body)) });
  }
  await publishCalls(centre, client, [...own.values()]);
  return own;
}

async function storedCalls(client: SqlClient, ids: readonly CallId[]): Promise<ReadonlyMap<string, StoredCall>> {
  const rows = await client.query<StoredCall>(
    'SELECT id, agent_no, device_id, seq, body FROM calls WHERE id = ANY ($1::text[]) ORDER BY id FOR UPDATE',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const classifiedSchema = submittedTicketSchema.pick({ type: true, subType: true });

async function publishCalls(centre: Centre, client: SqlClient, calls: readonly AgentsCall[]): Promise<void> {
  if (calls.length === 0) return;
  const rows = await client.query<{ call_id: string; agent_no: string; body: string }>(
    'SELECT call_id, agent_no, body FROM tickets WHERE call_id = ANY ($1::text[]) ORDER BY number',
    [calls.map(({ call }) => call.id)],
  );
  const tickets = Map.groupBy(rows, ({ call_id }) => call_id);
  await publishAtOnce(
    client,
    calls.map(({ agentNo, call }) => {
      const own = (tickets.get(call.id) ?? []).filter(({ agent_no }) => agent_no === agentNo);
      const kinds = own.map(({ body }) => classifiedSchema.parse(JSON.parse(body)));
      const { customerId, language, startedAt, queue } = call.facts;
      const past: PastCall = {
        id: call.id,
        ...(customerId !== undefined && { customerId }),
        agentNo,
        ...(language !== undefined && { language }),
        at: startedAt,
        durationS: talkSeconds(call),
        topic: callTopic(centre.catalog, call.disposition, kinds),
      };
      return { stream: 'calls', id: call.id, body: past, queue };
    }),
  );
}

function talkSeconds(call: CallRecord): number {
  if (call.answeredAt === undefined || call.endedAt === undefined) return 0;
  return Math.max(0, Math.round((call.endedAt - call.answeredAt) / 1000));
}
