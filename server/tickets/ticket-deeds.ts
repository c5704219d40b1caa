import { createHash } from 'node:crypto';
import { deedRules, mayDo, statusAfter } from '../../src/shared/domain/ticket-deed.ts';
import type { SubmittedTicket } from '../../src/shared/domain/ticket.ts';
import { err, ok, type Result } from '../../src/shared/ipc/result.ts';
import type {
  CorrectTicketRequest,
  TicketDeedRequest,
  TicketStanding,
  WholeTicket,
} from '../../src/shared/sync/ticket-wire.ts';
import { agentNoSchema, ticketIdSchema } from '../../src/shared/ids.ts';
import { ticketStatusSchema } from '../../src/shared/domain/ticket-status.ts';
import { toldAdditions } from '../additions/told-additions.ts';
import { agentOf } from '../agents/agent-of.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { AuditDeed } from '../audit/audit-chain.ts';
import type { AccessClaims } from '../auth/access-token.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { invalidField, refusal, type Refusal } from '../refusal.ts';
import { formsOf } from '../sync/ticket-forms.ts';
import { contentFault } from './content-fault.ts';
import { lockTicket, moveOn, nextInstant, openHistory, readStored, storedColumns } from './stored-ticket.ts';
import type { ReadTicket, StoredTicket } from './stored-ticket.ts';
import { addHistory, historyOf } from './ticket-history.ts';

type Answer = Result<TicketStanding, Refusal>;

/** What was added to a ticket is shown up to so many of each kind. */
const mostShown = 200;

/** Who may look at tickets of others. */
const readerRoles: readonly string[] = ['leader', 'quality', 'admin'];

/**
 * Moves a ticket on. 403 for a role that may not, 400 where the reason is missing, 404, 409 `ticket.notNow` where its status
 * does not allow it and `ticket.stale` where it is not as it was looked at, both with `status` and `revision`.
 */
export async function doDeed(centre: Centre, claims: AccessClaims, request: TicketDeedRequest): Promise<Answer> {
  const { deed, reason, assignee } = request;
  if (deedRules[deed].needsReason && reason === undefined) return err(invalidField('reason'));
  if (assignee !== undefined && deed !== 'assign') return err(invalidField('assignee'));
  const role = (await agentOf(centre.engine, claims.agentNo))?.role;
  if (role === undefined || !mayDo(deed, role)) return err(refusal(403, 'auth.notAllowed'));
  return change(centre, claims, request, async (client, stored, at) => {
    const to = statusAfter(deed, stored.status);
    if (to === undefined) return err(now('ticket.notNow', stored));
    const { ticket } = stored;
    const kept = assignee ?? stored.assignee ?? undefined;
    const returnReason = to === 'returned' ? reason : undefined;
    const revision = await moveOn(centre, client, stored, {
      ...{ ticket: { ...ticket, status: to }, status: to, at, returnReason, assignee: kept },
    });
    const { status: from } = stored;
    const entry = { ticketId: stored.id, revision, at, kind: deed, agentNo: claims.agentNo, from, to };
    await addHistory(client, { ...entry, reason, assignee, deedId: request.id, digest: digestOf(request) });
    const detail = { ticketId: stored.id, deed, from, to };
    return ok({ revision, status: to, deed: { kind: 'ticketActed', detail } });
  });
}

/**
 * Changes what a ticket says. As `doDeed`; 400 `ticket.unfit` with the first `field` that the ticket's form does not take.
 * Where its author sends a version that he began before, the two are merged.
 */
export async function correctTicket(
  centre: Centre,
  claims: AccessClaims,
  request: CorrectTicketRequest,
): Promise<Answer> {
  return change(centre, claims, request, async (client, stored, at) => {
    const changes = Object.fromEntries(Object.entries(request.changes).filter(([, value]) => value !== undefined));
    // The instant says who spoke with the caller last: what has nothing to do with how he is reached leaves it alone.
    const isOfContact = ['callerName', 'callerPhone', 'address'].some((field) => field in changes);
    const updatedAt = isOfContact ? Math.min(request.calledAt ?? at, at) : stored.ticket.updatedAt;
    const ticket: SubmittedTicket = { ...stored.ticket, ...changes, updatedAt };
    const formOf = await formsOf(client, [ticket]);
    const fault = contentFault(
      { formOf, areas: centre.catalog && new Set(centre.catalog.areas.map(({ id }) => id)) },
      ticket,
    );
    if (fault) return err(refusal(400, 'ticket.unfit', { field: fault.field ?? 'changes' }));
    const { status, return_reason, assignee } = stored;
    const revision = await moveOn(centre, client, stored, {
      ...{ ticket, status, at, returnReason: return_reason ?? undefined, assignee: assignee ?? undefined },
    });
    const entry = { ticketId: stored.id, revision, at, kind: 'corrected', from: status, to: status } as const;
    const { agentNo } = claims;
    await addHistory(client, { ...entry, agentNo, body: ticket, deedId: request.id, digest: digestOf(request) });
    const detail = { ticketId: stored.id, fields: Object.keys(changes).sort().join(',') };
    return ok({ revision, status, deed: { kind: 'ticketCorrected', detail } });
  });
}

interface Changed extends Pick<TicketStanding, 'revision' | 'status'> {
  readonly deed: Pick<AuditDeed, 'kind' | 'detail'>;
}

type Work = (client: SqlClient, stored: ReadTicket, at: number) => Promise<Result<Changed, Refusal>>;

/** Once for each `id`, on the ticket as it was looked at, history and audit entry with it. */
async function change(
  centre: Centre,
  { agentNo, deviceId }: AccessClaims,
  request: TicketDeedRequest | CorrectTicketRequest,
  work: Work,
): Promise<Answer> {
  const answer = await centre.engine.transaction(async (client): Promise<Answer> => {
    const stored = await lockTicket(client, request.ticketId);
    if (!stored) return err(refusal(404, 'notFound'));
    const before = await doneBefore(client, request);
    if (before) return before;
    if (request.revision !== stored.revision) return err(now('ticket.stale', stored));
    await openHistory(client, stored);
    const at = nextInstant(centre, stored);
    const done = await work(client, stored, at);
    if (!done.ok) return done;
    const { revision, status, deed } = done.value;
    await appendAudit(client, centre.crypto, [{ ...deed, agentNo, deviceId }], centre.now());
    return ok({ ticketId: ticketIdSchema.parse(stored.id), status, revision, at });
  });
  if (answer.ok) {
    centre.changes.tell(['tickets']);
    centre.ticketIndex.note([answer.value.ticketId]);
  }
  return answer;
}

async function doneBefore(
  client: SqlClient,
  request: TicketDeedRequest | CorrectTicketRequest,
): Promise<Answer | undefined> {
  const [row] = await client.query<{
    ticket_id: string;
    revision: number;
    at: number;
    to_status: string;
    digest: string;
  }>('SELECT ticket_id, revision, at, to_status, digest FROM ticket_history WHERE deed_id = $1', [request.id]);
  if (!row) return undefined;
  if (row.digest !== digestOf(request)) return err(invalidField('id'));
  const status = ticketStatusSchema.parse(row.to_status);
  return ok({ ticketId: request.ticketId, status, revision: row.revision, at: row.at });
}

/** A ticket whole, with all that became of it: for its author, and for those who look after tickets, which is noted. */
export async function wholeTicket(
  centre: Centre,
  { agentNo, deviceId }: AccessClaims,
  ticketId: string,
): Promise<Result<WholeTicket, Refusal>> {
  return centre.engine.transaction(async (client) => {
    const [row] = await client.query<StoredTicket>(`SELECT ${storedColumns} FROM tickets WHERE id = $1`, [ticketId]);
    const isAuthor = row?.agent_no === agentNo;
    const role = isAuthor ? undefined : (await agentOf(client, agentNo))?.role;
    // No stranger learns whether it is there.
    if (!row || (!isAuthor && !readerRoles.includes(role ?? ''))) return err(refusal(404, 'notFound'));
    const { ticket, status, revision, return_reason, assignee } = readStored(row);
    const history = await historyOf(client, ticketId);
    const told = await toldAdditions(client, [ticketId], mostShown);
    const [supplements, messages] = [told.supplements.get(ticketId) ?? [], told.messages.get(ticketId) ?? []];
    const deed = { kind: 'ticketRead', agentNo, deviceId, detail: { ticketId } } as const;
    if (!isAuthor) await appendAudit(client, centre.crypto, [deed], centre.now());
    return ok({
      ...{ ticket, author: agentNoSchema.parse(row.agent_no), status, revision, history, supplements, messages },
      ...(assignee !== null && { assignee }),
      ...(status === 'returned' && return_reason !== null && { returnReason: return_reason }),
    });
  });
}

function digestOf(request: TicketDeedRequest | CorrectTicketRequest): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('base64url');
}

function now(code: 'ticket.stale' | 'ticket.notNow', { status, revision }: ReadTicket): Refusal {
  return refusal(409, code, { status, revision });
}
