import type { Mutation } from '../../src/shared/sync/wire.ts';
import { seenTickets } from '../additions/seen-tickets.ts';
import { areOwnNumbers } from '../auth/number-blocks.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { contentFault, type ContentRules } from '../tickets/content-fault.ts';
import { notAhead } from '../tickets/not-ahead.ts';
import { firstStatus, reviseTicket, storedColumns, type StoredTicket } from '../tickets/revise-ticket.ts';
import { republishCalls } from './apply-call.ts';
import { conflict, early, overtaken, refuse } from './mutation-outcome.ts';
import type { Decision } from './mutation-outcome.ts';
import { retellTickets, publishTickets } from './publish-ticket.ts';
import { formsOf } from './ticket-forms.ts';

export type TicketSubmit = Extract<Mutation, { kind: 'ticket.submit' }>;

/** What the centre has of the tickets that are looked at. */
interface Known extends ContentRules {
  readonly byId: ReadonlyMap<string, StoredTicket>;
  /** Ticket that has a number. */
  readonly idByNumber: ReadonlyMap<string, string>;
  /** Those whose parent their author can know. */
  readonly withParent: ReadonlySet<TicketSubmit>;
  /** Those whose number is from a block of their seat. */
  readonly withOwnNumber: ReadonlySet<TicketSubmit>;
}

/**
 * Takes tickets in a few statements, and the next versions of those that are there one by one; no two of them of the same
 * id or number. A mutation carries the ticket whole, so the highest `seq` wins: a gap never holds anything up,
 * and an older version that comes late is acknowledged without effect. One decision each, in their order.
 */
export async function applyTickets(
  centre: Centre,
  client: SqlClient,
  mutations: readonly TicketSubmit[],
): Promise<readonly Decision[]> {
  const known = await lookUp(centre, client, mutations);
  const decided = mutations.map((mutation) => decide(known, mutation));
  const accepted = mutations.filter((_mutation, index) => decided[index] === undefined);
  const fresh = accepted.filter(({ body }) => !known.byId.has(body.id));
  const taken = await take(centre, client, fresh);
  const decisions: Decision[] = [];
  for (const [index, mutation] of mutations.entries()) {
    const stored = known.byId.get(mutation.body.id);
    decisions.push(decided[index] ?? (stored ? await reviseTicket(centre, client, stored, mutation, known) : taken));
  }
  return decisions;
}

function decide(known: Known, mutation: TicketSubmit): Decision | undefined {
  if (mutation.entityId !== mutation.body.id) return refuse('mutation.invalid', 'entityId');
  return decideByStored(known.byId.get(mutation.body.id), mutation) ?? refuseByContent(known, mutation);
}

function decideByStored(stored: StoredTicket | undefined, mutation: TicketSubmit): Decision | undefined {
  if (!stored) return undefined;
  const isSameDesk = stored.device_id === mutation.deviceId;
  if (stored.agent_no !== mutation.agentNo) return conflict('ticket.otherAuthor');
  return isSameDesk && mutation.seq <= stored.seq ? overtaken : undefined;
}

function refuseByContent(known: Known, mutation: TicketSubmit): Decision | undefined {
  const { idByNumber, withOwnNumber, withParent, byId } = known;
  const ticket = mutation.body;
  if (ticket.parentId !== undefined && (ticket.type !== 'expedite' || ticket.parentId === ticket.id))
    return refuse('ticket.fieldInvalid', 'parentId');
  // A centre that was put back to an earlier state may get the parent again after it.
  if (ticket.parentId !== undefined && !withParent.has(mutation)) return early('ticket.unknownParent', 'parentId');
  const unfit = contentFault(known, ticket);
  if (unfit) return unfit;
  const holder = idByNumber.get(ticket.number);
  const isTaken = holder !== undefined && holder !== ticket.id;
  // A ticket that is here keeps its number, from whichever desk its next version comes.
  const isKept = holder === ticket.id && byId.has(ticket.id);
  return isTaken || !(isKept || withOwnNumber.has(mutation)) ? refuse('ticket.numberTaken', 'number') : undefined;
}

async function lookUp(centre: Centre, client: SqlClient, mutations: readonly TicketSubmit[]): Promise<Known> {
  const stored = await client.query<StoredTicket>(
    `SELECT ${storedColumns} FROM tickets WHERE id = ANY ($1::text[]) ORDER BY id FOR UPDATE`,
    [mutations.map(({ body }) => body.id)],
  );
  const holders = await client.query<{ id: string; number: string }>(
    'SELECT id, number FROM tickets WHERE number = ANY ($1::text[])',
    [mutations.map(({ body }) => body.number)],
  );
  const isOwn = await areOwnNumbers(
    client,
    mutations.map(({ agentNo, deviceId, body }) => ({ agentNo, deviceId, number: body.number })),
  );
  return {
    byId: new Map(stored.map((row) => [row.id, row])),
    idByNumber: new Map(holders.map(({ id, number }) => [number, id])),
    withParent: await knownParents(client, mutations),
    withOwnNumber: new Set(mutations.filter((_mutation, nth) => isOwn[nth] === true)),
    formOf: await formsOf(
      client,
      mutations.map(({ body }) => body),
    ),
    areas: centre.catalog && new Set(centre.catalog.areas.map(({ id }) => id)),
  };
}

async function knownParents(client: SqlClient, mutations: readonly TicketSubmit[]): Promise<Set<TicketSubmit>> {
  const pointers = mutations.flatMap((mutation) => {
    const { agentNo, deviceId, body } = mutation;
    return body.parentId === undefined ? [] : [{ agentNo, deviceId, ticketId: body.parentId, mutation }];
  });
  return new Set([...(await seenTickets(client, pointers))].map(({ mutation }) => mutation));
}

async function take(centre: Centre, client: SqlClient, mutations: readonly TicketSubmit[]): Promise<Decision> {
  if (mutations.length === 0) return overtaken;
  const now = centre.now();
  await client.query(
    `INSERT INTO tickets
       (agent_no, device_id, received_at, id, number, seq, call_id, submitted_status, status, body, parent_id)
     SELECT agent_no, device_id, $1, id, number, seq, call_id, status, status, body, parent_id
       FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[],
                   $10::text[]) AS row (agent_no, device_id, id, number, seq, call_id, status, body, parent_id)`,
    [
      now,
      mutations.map(({ agentNo }) => agentNo),
      mutations.map(({ deviceId }) => deviceId),
      mutations.map(({ body }) => body.id),
      mutations.map(({ body }) => body.number),
      mutations.map(({ seq }) => seq),
      mutations.map(({ body }) => body.callId ?? null),
      mutations.map(({ body }) => firstStatus(body)),
      mutations.map(({ body }) => JSON.stringify(notAhead(body, now))),
      mutations.map(({ body }) => body.parentId ?? null),
    ],
  );
  const calls = await republishCalls(
    centre,
    client,
    mutations.flatMap(({ agentNo, body: { callId } }) => (callId === undefined ? [] : [{ agentNo, callId }])),
  );
  await publishTickets(
    centre,
    client,
    mutations.map((mutation) => {
      const named = calls.get(mutation.body.callId ?? '');
      const ofCall = named?.agentNo === mutation.agentNo ? named.call.facts.customerId : undefined;
      return { ticket: notAhead(mutation.body, now), status: firstStatus(mutation.body), ofCall };
    }),
  );
  await retellTickets(client, [...new Set(mutations.flatMap(({ body }) => body.parentId ?? []))]);
  return { outcome: 'applied', streams: calls.size > 0 ? ['tickets', 'calls'] : ['tickets'] };
}
