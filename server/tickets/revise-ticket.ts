import { isCoreField } from '../../src/shared/ticket/core-fields.ts';
import type { SubmittedTicket } from '../../src/shared/domain/ticket.ts';
import { agentNoSchema } from '../../src/shared/ids.ts';
import type { TicketStatus } from '../../src/shared/domain/ticket-status.ts';
import { mergeTickets, type MergedTicket, type TicketVersions } from '../../src/shared/ticket/merge-tickets.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import type { TicketSubmit } from '../sync/apply-ticket.ts';
import { republishCalls } from '../sync/apply-call.ts';
import { conflict, overtaken, type Decision } from '../sync/mutation-outcome.ts';
import { retellTickets } from '../sync/publish-ticket.ts';
import { contentFault, type ContentRules } from './content-fault.ts';
import { notAhead } from './not-ahead.ts';
import { moveOn, nextInstant, openHistory, readStored, type ReadTicket, type StoredTicket } from './stored-ticket.ts';
import { addHistory, lastClashOf, lastSentBy, ticketAt } from './ticket-history.ts';

export { storedColumns, type StoredTicket } from './stored-ticket.ts';

/** The status that a ticket comes with. */
export function firstStatus({ isClosedAtFirstContact }: SubmittedTicket): TicketStatus {
  return isClosedAtFirstContact ? 'closed' : 'submitted';
}

/**
 * The next version of a ticket that the centre has, from its author: merged with what was done here since what he had
 * before him. Texts that both sides changed are a conflict: nothing of the version counts then, and it is kept.
 */
export async function reviseTicket(
  centre: Centre,
  client: SqlClient,
  row: StoredTicket,
  mutation: TicketSubmit,
  rules: ContentRules,
): Promise<Decision> {
  const stored = readStored(row);
  const { baseRevision, ...mine } = notAhead(mutation.body, centre.now());
  await openHistory(client, stored);
  const own = await lastSentBy(client, stored.id, mutation.deviceId);
  if (own && mutation.seq <= own.seq) return overtaken;
  // A restored centre never had the version that he looked at: what he sent before is what both began with.
  const seen = own && baseRevision !== undefined && baseRevision > stored.revision ? undefined : baseRevision;
  // Another desk of its author goes on with what it has seen here, and says so.
  if (!own && seen === undefined) return conflict('ticket.otherAuthor');
  const shown = seen === undefined ? undefined : await ticketAt(client, stored.id, seen);
  const base = own && shown ? withTextsOf(own.ticket, shown, rules) : (own?.ticket ?? shown);
  if (!base || (seen !== undefined && seen > stored.revision)) return conflict('ticket.unknownBase', 'baseRevision');
  const asked = seen === undefined ? undefined : await lastClashOf(client, stored.id, mutation.deviceId);
  const spoken = { ...mine, updatedAt: asked && isSameContact(asked, mine) ? asked.updatedAt : mine.updatedAt };
  const { merged, clashes } = merge({ base, mine: spoken, theirs: stored.ticket }, rules);
  const { deviceId, agentNo, seq } = mutation;
  const sent = { ticketId: stored.id, agentNo, deviceId, seq, body: mine, from: stored.status };
  const at = nextInstant(centre, stored);
  if (clashes.length > 0) {
    await addHistory(client, { ...sent, revision: stored.revision, at, kind: 'clashed', to: stored.status });
    return conflict('ticket.textChanged', fieldList(clashes));
  }
  return take(centre, client, stored, { merged, sent, at, deviceId, seq });
}

interface Taken {
  readonly merged: SubmittedTicket;
  readonly sent: Omit<Parameters<typeof addHistory>[1], 'revision' | 'at' | 'kind' | 'to'>;
  readonly at: number;
  readonly deviceId: string;
  readonly seq: number;
}

async function take(
  centre: Centre,
  client: SqlClient,
  stored: ReadTicket,
  { merged, sent, at, deviceId, seq }: Taken,
): Promise<Decision> {
  const mine = sent.body as SubmittedTicket;
  // A ticket that was given back, or that nobody has moved, stands where its author puts it.
  const isAuthors = stored.status === 'returned' || stored.status === stored.submitted_status;
  const status = isAuthors ? firstStatus(mine) : stored.status;
  const isClosedAtFirstContact = isAuthors ? mine.isClosedAtFirstContact : stored.ticket.isClosedAtFirstContact;
  const ticket: SubmittedTicket = { ...merged, status, isClosedAtFirstContact };
  const isMerged = JSON.stringify(ticket) !== JSON.stringify(mine);
  const revision = await moveOn(centre, client, stored, {
    ...{ ticket, status, at, assignee: isAuthors ? undefined : (stored.assignee ?? undefined) },
  });
  await client.query(
    'UPDATE tickets SET device_id = $2, seq = $3, submitted_status = $4, received_at = $5 WHERE id = $1',
    [...[stored.id, deviceId, seq, isAuthors ? status : stored.submitted_status, centre.now()]],
  );
  await addHistory(client, {
    ...sent,
    revision,
    at,
    kind: 'submitted',
    to: status,
    ...(isMerged && { merged: ticket }),
  });
  const parents = [stored.ticket.parentId, ticket.parentId].filter((id) => id !== undefined);
  await retellTickets(client, [...new Set(parents)]);
  const agentNo = agentNoSchema.parse(stored.agent_no);
  const calls = await republishCalls(
    centre,
    client,
    ticket.callId === undefined ? [] : [{ agentNo, callId: ticket.callId }],
  );
  return { outcome: 'applied', streams: calls.size > 0 ? ['tickets', 'calls'] : ['tickets'] };
}

/** As many whole names as a refusal has room for; what is left out comes up with the next version. */
function fieldList(fields: readonly string[]): string {
  const room = 60;
  const [first = '', ...others] = fields;
  return others.reduce(
    (list, field) => {
      const longer = `${list},${field}`;
      return longer.length > room ? list : longer;
    },
    first.slice(0, room),
  );
}

/** Who only answered which text stays did not speak with the caller again. */
function isSameContact(one: SubmittedTicket, other: SubmittedTicket): boolean {
  return (['callerName', 'callerPhone', 'address'] as const).every((field) => one[field] === other[field]);
}

/** The agent had the centre's texts before him when he wrote his own, and no more of it than them. */
function withTextsOf(own: SubmittedTicket, shown: SubmittedTicket, rules: ContentRules): SubmittedTicket {
  const texts = [...freeAnswers(shown, rules)].flatMap((id) => {
    const answer = shown.answers?.[id];
    return answer === undefined ? [] : [[id, answer] as const];
  });
  const answers = texts.length === 0 ? own.answers : { ...own.answers, ...Object.fromEntries(texts) };
  return { ...own, description: shown.description, ...(answers && { answers }) };
}

function freeAnswers(ticket: SubmittedTicket, { formOf }: ContentRules): ReadonlySet<string> {
  const fields = ticket.formVersion === undefined ? [] : (formOf(ticket)?.fields ?? []);
  return new Set(fields.filter(({ id, kind }) => kind === 'longText' && !isCoreField(id)).map(({ id }) => id));
}

/** Answers of two sides that don't go together are taken from one of them. */
function merge(versions: TicketVersions, rules: ContentRules): MergedTicket {
  const merged = mergeTickets(versions, { freeAnswers: freeAnswers(versions.theirs, rules) });
  if (merged.clashes.length > 0 || !contentFault(rules, merged.merged)) return merged;
  return mergeTickets(versions, { answersTogether: true });
}
