import { ticketStateSchema, type TicketState } from '../../src/shared/domain/customer.ts';
import { submittedTicketSchema, type SubmittedTicket } from '../../src/shared/domain/ticket.ts';
import { ticketStatusSchema, type TicketStatus } from '../../src/shared/domain/ticket-status.ts';
import type { AgentNo, CallId, CustomerId } from '../../src/shared/ids.ts';
import { toldAdditions } from '../additions/told-additions.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { cutText, subTypeLabel } from './call-topic.ts';
import { publishAtOnce } from './publish.ts';

export interface TicketNews {
  readonly ticket: SubmittedTicket;
  readonly status: TicketStatus;
  /** The customer of the call in which it was written, for a ticket that names none. */
  readonly ofCall: CustomerId | undefined;
  /** What the centre did with it since it came; absent while it did nothing. */
  readonly standing?: Standing | undefined;
}

export interface Standing {
  readonly revision: number;
  /** UTC epoch ms. */
  readonly at: number;
  readonly returnReason?: string | undefined;
}

/** Columns of `tickets` that say so. */
export interface StandingRow {
  revision: number;
  status_at: number | null;
  return_reason: string | null;
}

export function standingOf({ revision, status_at, return_reason }: StandingRow): Standing | undefined {
  if (status_at === null) return undefined;
  return { revision, at: status_at, ...(return_reason !== null && { returnReason: return_reason }) };
}

/** Returns how many were news. */
export async function publishTickets(
  centre: Centre,
  client: SqlClient,
  tickets: readonly TicketNews[],
): Promise<number> {
  const added = await addedTo(
    client,
    tickets.map(({ ticket }) => ticket.id),
  );
  return publishAtOnce(
    client,
    tickets.map((news) => ({
      stream: 'tickets',
      id: news.ticket.id,
      body: added(stateOf(centre, news)),
    })),
  );
}

/** Tells every desk how often these tickets were expedited, what was added to them, and how far their messages are. */
export async function retellTickets(client: SqlClient, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await client.query<{ body: string }>(
    `SELECT body FROM published WHERE stream = 'tickets' AND id = ANY ($1::text[]) AND body IS NOT NULL
      ORDER BY id FOR UPDATE`,
    [ids],
  );
  // Counted behind the lock: of two that expedite at once the second counts both.
  const added = await addedTo(client, ids);
  await publishAtOnce(
    client,
    rows.map(({ body }) => {
      const state = ticketStateSchema.parse(JSON.parse(body));
      return { stream: 'tickets', id: state.id, body: added(state) };
    }),
  );
}

/** Puts into the state of any of these tickets what others have added to it. */
async function addedTo(client: SqlClient, ids: readonly string[]): Promise<(state: TicketState) => TicketState> {
  const rows = await client.query<{ id: string; expedites: number; is_added_to: boolean }>(
    // As the index says it, which is for these alone: without it a plan that is kept would read every ticket.
    `SELECT wanted.id,
            (SELECT count(*)::int FROM tickets WHERE parent_id IS NOT NULL AND parent_id = wanted.id) AS expedites,
            EXISTS (SELECT 1 FROM ticket_supplements WHERE ticket_id = wanted.id)
              OR EXISTS (SELECT 1 FROM sms_messages WHERE ticket_id = wanted.id) AS is_added_to
       FROM unnest($1::text[]) AS wanted (id)`,
    [ids],
  );
  const counts = new Map(rows.map(({ id, expedites }) => [id, expedites]));
  const full = rows.flatMap(({ id, is_added_to }) => (is_added_to ? [id] : []));
  // Most tickets have nothing, least of all those that just came.
  const told = full.length === 0 ? undefined : await toldAdditions(client, full);
  return (state) => {
    const expedites = counts.get(state.id) ?? 0;
    const [supplements, messages] = [told?.supplements.get(state.id), told?.messages.get(state.id)];
    return {
      ...state,
      ...(expedites > 0 && { expedites }),
      ...(supplements && { supplements }),
      ...(messages && { messages }),
    };
  };
}

/** Whose a call was, and who had it. */
export interface CallOf {
  readonly agentNo: AgentNo;
  readonly customerId: CustomerId;
}

/** It turned out whose calls these were: their agents' tickets that name nobody are his. True when there were any. */
export async function publishTicketsOfCalls(
  centre: Centre,
  client: SqlClient,
  calls: ReadonlyMap<CallId, CallOf>,
): Promise<boolean> {
  if (calls.size === 0) return false;
  const rows = await client.query<StandingRow & { call_id: CallId; body: string; status: string }>(
    `SELECT ticket.call_id, body, status, revision, status_at, return_reason
       FROM tickets ticket
       JOIN unnest($1::text[], $2::text[]) AS call (id, agent_no)
         ON ticket.call_id = call.id AND ticket.agent_no = call.agent_no
      ORDER BY number FOR UPDATE OF ticket`,
    [[...calls.keys()], [...calls.values()].map(({ agentNo }) => agentNo)],
  );
  const news = rows.flatMap((row): TicketNews[] => {
    const { call_id, body, status } = row;
    const ticket = submittedTicketSchema.parse(JSON.parse(body));
    if (ticket.customerId !== undefined) return [];
    const ofCall = calls.get(call_id)?.customerId;
    return [{ ticket, status: ticketStatusSchema.parse(status), ofCall, standing: standingOf(row) }];
  });
  const hasNews = (await publishTickets(centre, client, news)) > 0;
  // Once more behind the rows' locks: a message may have been settled meanwhile.
  await retellTickets(
    client,
    news.map(({ ticket }) => ticket.id),
  );
  return hasNews;
}

function stateOf(centre: Centre, { ticket, status, ofCall, standing }: TicketNews): TicketState {
  const description = ticket.description.trim();
  const customerId = ticket.customerId ?? ofCall;
  return {
    id: ticket.id,
    number: ticket.number,
    ...(customerId !== undefined && { customerId }),
    type: ticket.type,
    subType: ticket.subType,
    status,
    ...(ticket.area !== '' && { area: ticket.area }),
    summary: cutText(description === '' ? subTypeLabel(centre.catalog, ticket) : description, 200),
    ...(ticket.dueAt !== undefined && { dueAt: ticket.dueAt }),
    ...(ticket.attachments !== undefined && ticket.attachments.length > 0 && { files: ticket.attachments.length }),
    ...(status === 'returned' && standing?.returnReason !== undefined && { returnReason: standing.returnReason }),
    ...(standing && { revision: standing.revision }),
    createdAt: ticket.createdAt,
    updatedAt: standing?.at ?? ticket.updatedAt,
  };
}
