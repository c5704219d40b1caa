import type { TicketStatus } from '../../src/shared/domain/ticket-status.ts';
import type { Mutation } from '../../src/shared/sync/wire.ts';
import { isNumberOf } from '../auth/number-blocks.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { republishCall } from './apply-call.ts';
import { conflict, overtaken, refuse } from './mutation-outcome.ts';
import type { Decision } from './mutation-outcome.ts';
import { publishTicket } from './publish-ticket.ts';

type TicketSubmit = Extract<Mutation, { kind: 'ticket.submit' }>;

/** Without these nobody can be sent out. */
const faultFields = ['callerPhone', 'address'] as const;

/**
 * Takes a ticket, or its next version from the same seat. A mutation carries the ticket whole, so the highest `seq`
 * wins: a gap never holds anything up, and an older version that comes late is acknowledged without effect.
 */
export async function applyTicket(centre: Centre, client: SqlClient, mutation: TicketSubmit): Promise<Decision> {
  const { agentNo, deviceId, seq, body: ticket } = mutation;
  if (mutation.entityId !== ticket.id) return refuse('mutation.invalid', 'entityId');
  const decided = (await decideByStored(client, mutation)) ?? (await refuseByContent(client, mutation));
  if (decided) return decided;
  const status: TicketStatus = ticket.isClosedAtFirstContact ? 'closed' : 'submitted';
  await client.query(
    `INSERT INTO tickets
       (id, number, agent_no, device_id, seq, call_id, submitted_status, status, body, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)
     ON CONFLICT (id) DO UPDATE
       SET number = excluded.number, seq = excluded.seq, call_id = excluded.call_id,
           submitted_status = excluded.submitted_status, status = excluded.status, body = excluded.body,
           received_at = excluded.received_at`,
    [
      ticket.id,
      ticket.number,
      agentNo,
      deviceId,
      seq,
      ticket.callId ?? null,
      status,
      JSON.stringify(ticket),
      centre.now(),
    ],
  );
  const call = ticket.callId === undefined ? undefined : await republishCall(centre, client, agentNo, ticket.callId);
  await publishTicket(centre, client, ticket, status, call?.facts.customerId);
  return { outcome: 'applied', streams: call ? ['tickets', 'calls'] : ['tickets'] };
}

interface StoredTicket {
  agent_no: string;
  device_id: string;
  seq: number;
  status: string;
  submitted_status: string;
}

async function decideByStored(client: SqlClient, mutation: TicketSubmit): Promise<Decision | undefined> {
  const [stored] = await client.query<StoredTicket>(
    'SELECT agent_no, device_id, seq, status, submitted_status FROM tickets WHERE id = $1 FOR UPDATE',
    [mutation.body.id],
  );
  if (!stored) return undefined;
  if (stored.agent_no !== mutation.agentNo || stored.device_id !== mutation.deviceId)
    return conflict('ticket.otherAuthor');
  if (mutation.seq <= stored.seq) return overtaken;
  return stored.status === stored.submitted_status ? undefined : conflict('ticket.changedAtCentre');
}

async function refuseByContent(client: SqlClient, mutation: TicketSubmit): Promise<Decision | undefined> {
  const { agentNo, deviceId, body: ticket } = mutation;
  if (ticket.type === 'faultRepair') {
    const missing = faultFields.find((field) => ticket[field].trim() === '');
    if (missing) return refuse('ticket.missingField', missing);
  }
  if (!(await isNumberOf(client, agentNo, deviceId, ticket.number))) return refuse('ticket.numberTaken', 'number');
  const others = await client.query('SELECT 1 FROM tickets WHERE number = $1 AND id <> $2', [ticket.number, ticket.id]);
  return others.length > 0 ? refuse('ticket.numberTaken', 'number') : undefined;
}
