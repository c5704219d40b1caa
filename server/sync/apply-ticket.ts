import type { SubmittedTicket } from '../../src/shared/domain/ticket.ts';
import type { TicketStatus } from '../../src/shared/domain/ticket-status.ts';
import type { Mutation } from '../../src/shared/sync/wire.ts';
import { numbersOf, type IsOwnNumber } from '../auth/number-blocks.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { fieldFaults } from '../../src/shared/ticket/field-faults.ts';
import { republishCalls } from './apply-call.ts';
import { conflict, early, overtaken, refuse } from './mutation-outcome.ts';
import type { Decision } from './mutation-outcome.ts';
import { countExpedites, publishTickets } from './publish-ticket.ts';
import { formsOf, type FormOf } from './ticket-forms.ts';

export type TicketSubmit = Extract<Mutation, { kind: 'ticket.submit' }>;

/** Without these nobody can be sent out. */
const faultFields = ['callerPhone', 'address'] as const;

interface StoredTicket {
  id: string;
  agent_no: string;
  device_id: string;
  seq: number;
  status: string;
  submitted_status: string;
}

/** What the centre has of the tickets that are looked at. */
interface Known {
  readonly byId: ReadonlyMap<string, StoredTicket>;
  /** Ticket that has a number. */
  readonly idByNumber: ReadonlyMap<string, string>;
  readonly isOwnNumber: IsOwnNumber;
  readonly formOf: FormOf;
  /** Ids of the ticket catalog, where the server has one. */
  readonly areas: ReadonlySet<string> | undefined;
}

/**
 * Takes tickets of one author, or their next versions, in a few statements; no two of them of the same id or number. A
 * mutation carries the ticket whole, so the highest `seq` wins: a gap never holds anything up, and an older version that
 * comes late is acknowledged without effect. One decision each, in their order.
 */
export async function applyTickets(
  centre: Centre,
  client: SqlClient,
  mutations: readonly TicketSubmit[],
): Promise<readonly Decision[]> {
  const known = await lookUp(centre, client, mutations);
  const decided = mutations.map((mutation) => decide(known, mutation));
  const accepted = mutations.filter((_mutation, index) => decided[index] === undefined);
  const taken = await take(centre, client, accepted);
  return decided.map((decision) => decision ?? taken);
}

function decide(known: Known, mutation: TicketSubmit): Decision | undefined {
  if (mutation.entityId !== mutation.body.id) return refuse('mutation.invalid', 'entityId');
  return decideByStored(known.byId.get(mutation.body.id), mutation) ?? refuseByContent(known, mutation);
}

function decideByStored(stored: StoredTicket | undefined, mutation: TicketSubmit): Decision | undefined {
  if (!stored) return undefined;
  if (stored.agent_no !== mutation.agentNo || stored.device_id !== mutation.deviceId)
    return conflict('ticket.otherAuthor');
  if (mutation.seq <= stored.seq) return overtaken;
  return stored.status === stored.submitted_status ? undefined : conflict('ticket.changedAtCentre');
}

function refuseByContent(known: Known, { body: ticket }: TicketSubmit): Decision | undefined {
  const { idByNumber, isOwnNumber } = known;
  if (ticket.type === 'faultRepair') {
    const missing = faultFields.find((field) => ticket[field].trim() === '');
    if (missing) return refuse('ticket.missingField', missing);
  }
  if (ticket.parentId !== undefined && (ticket.type !== 'expedite' || ticket.parentId === ticket.id))
    return refuse('ticket.fieldInvalid', 'parentId');
  const unfit = refuseByForm(known, ticket);
  if (unfit) return unfit;
  const holder = idByNumber.get(ticket.number);
  const isTaken = holder !== undefined && holder !== ticket.id;
  return isTaken || !isOwnNumber(ticket.number) ? refuse('ticket.numberTaken', 'number') : undefined;
}

/** A desk of before there were forms names none, and can answer no questions of theirs. */
function refuseByForm({ formOf, areas }: Known, ticket: SubmittedTicket): Decision | undefined {
  if (ticket.formVersion === undefined) {
    return ticket.answers === undefined ? undefined : refuse('ticket.fieldInvalid', 'formVersion');
  }
  const form = formOf(ticket);
  // It may be published, or come with a newer build, before the ticket comes again.
  if (!form) return early('ticket.unknownForm', 'formVersion');
  const [fault] = fieldFaults(form, ticket, areas);
  return fault && refuse(fault.code === 'required' ? 'ticket.missingField' : 'ticket.fieldInvalid', fault.field);
}

async function lookUp(centre: Centre, client: SqlClient, mutations: readonly TicketSubmit[]): Promise<Known> {
  const [first] = mutations;
  if (!first) throw new Error('no tickets to look up');
  const stored = await client.query<StoredTicket>(
    `SELECT id, agent_no, device_id, seq, status, submitted_status FROM tickets WHERE id = ANY ($1::text[])
      ORDER BY id FOR UPDATE`,
    [mutations.map(({ body }) => body.id)],
  );
  const numbers = mutations.map(({ body }) => body.number);
  const holders = await client.query<{ id: string; number: string }>(
    'SELECT id, number FROM tickets WHERE number = ANY ($1::text[])',
    [numbers],
  );
  return {
    byId: new Map(stored.map((row) => [row.id, row])),
    idByNumber: new Map(holders.map(({ id, number }) => [number, id])),
    isOwnNumber: await numbersOf(client, first.agentNo, first.deviceId, numbers),
    formOf: await formsOf(
      client,
      mutations.map(({ body }) => body),
    ),
    areas: centre.catalog && new Set(centre.catalog.areas.map(({ id }) => id)),
  };
}

function statusOf({ body }: TicketSubmit): TicketStatus {
  return body.isClosedAtFirstContact ? 'closed' : 'submitted';
}

async function take(centre: Centre, client: SqlClient, mutations: readonly TicketSubmit[]): Promise<Decision> {
  const [first] = mutations;
  if (!first) return overtaken;
  const { agentNo, deviceId } = first;
  await client.query(
    `INSERT INTO tickets
       (agent_no, device_id, received_at, id, number, seq, call_id, submitted_status, status, body, parent_id)
     SELECT $1, $2, $3, id, number, seq, call_id, status, status, body, parent_id
       FROM unnest($4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[])
              AS row (id, number, seq, call_id, status, body, parent_id)
     ON CONFLICT (id) DO UPDATE
       SET number = excluded.number, seq = excluded.seq, call_id = excluded.call_id,
           submitted_status = excluded.submitted_status, status = excluded.status, body = excluded.body,
           received_at = excluded.received_at, parent_id = excluded.parent_id`,
    [
      agentNo,
      deviceId,
      centre.now(),
      mutations.map(({ body }) => body.id),
      mutations.map(({ body }) => body.number),
      mutations.map(({ seq }) => seq),
      mutations.map(({ body }) => body.callId ?? null),
      mutations.map(statusOf),
      mutations.map(({ body }) => JSON.stringify(body)),
      mutations.map(({ body }) => body.parentId ?? null),
    ],
  );
  const callIds = new Set(mutations.flatMap(({ body }) => body.callId ?? []));
  const calls = await republishCalls(centre, client, agentNo, [...callIds]);
  await publishTickets(
    centre,
    client,
    mutations.map((mutation) => {
      const call = calls.get(mutation.body.callId ?? '');
      return { ticket: mutation.body, status: statusOf(mutation), ofCall: call?.facts.customerId };
    }),
  );
  await countExpedites(client, [...new Set(mutations.flatMap(({ body }) => body.parentId ?? []))]);
  return { outcome: 'applied', streams: calls.size > 0 ? ['tickets', 'calls'] : ['tickets'] };
}
