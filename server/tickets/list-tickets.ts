import { submittedTicketSchema } from '../../src/shared/domain/ticket.ts';
import { agentNoSchema } from '../../src/shared/ids.ts';
import { ticketStatusSchema } from '../../src/shared/domain/ticket-status.ts';
import type { TeamTicket, TeamTickets, TeamTicketsQuery } from '../../src/shared/sync/ticket-wire.ts';
import { err, ok, type Result } from '../../src/shared/ipc/result.ts';
import { agentOf } from '../agents/agent-of.ts';
import type { AccessClaims } from '../auth/access-token.ts';
import type { Centre } from '../centre.ts';
import { invalidField, type Refusal } from '../refusal.ts';
import { cutText } from '../sync/call-topic.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import type { StoredTicket } from './stored-ticket.ts';
import { wordsQuery } from './ticket-words.ts';

/** Characters of what was written that a row shows. */
const excerptLength = 120;

/**
 * Tickets of whoever wrote them, what came last first, one page by its key. A leader of some areas is told of those, and of
 * tickets that name none; one without areas, like quality and admin, of all. With a text those in which it stands. 400 for a
 * key that is none.
 */
export async function listTickets(
  { engine, ticketIndex }: Centre,
  { agentNo }: AccessClaims,
  { text, status, before, limit }: TeamTicketsQuery,
): Promise<Result<TeamTickets, Refusal>> {
  const key = before === undefined ? undefined : /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(before);
  if (key === null) return err(invalidField('before'));
  const agent = await agentOf(engine, agentNo);
  const areas = agent?.role === 'leader' && agent.areas !== undefined && agent.areas.length > 0 ? agent.areas : null;
  const words = text === undefined ? null : wordsQuery(text);
  if (words === undefined) return ok({ tickets: [] });
  if (words !== null) await ticketIndex.settled();
  const asked: Asked = [status ?? null, key?.[1] ?? null, key?.[2] ?? null, areas && [...areas, ''], limit + 1];
  const rows =
    words === null
      ? await engine.query<Row>(`${columns} ${narrowed} ${ordered}`, asked)
      : await find(engine, words, asked);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return ok({
    tickets: page.map(rowOf),
    ...(hasMore && last && { next: `${String(last.received_at)}.${last.id}` }),
  });
}

type Row = Omit<StoredTicket, 'device_id' | 'seq' | 'submitted_status' | 'status_at'>;
/** Status, the two parts of the key, areas, and how many. */
type Asked = readonly [string | null, string | null, string | null, readonly string[] | null, number];

const columns = 'SELECT id, agent_no, status, body, received_at, revision, return_reason, assignee FROM tickets';
// Not as jsonb: that takes neither NUL nor half a surrogate pair, which a text may hold. Quotes within texts are escaped.
const narrowed = `WHERE ($1::text IS NULL OR status = $1)
  AND ($2::bigint IS NULL OR (received_at, id) < ($2, $3::text))
  AND ($4::text[] IS NULL OR coalesce(substring(body from '"area":"([^"]*)"'), '') = ANY ($4))`;
const ordered = 'ORDER BY received_at DESC, id DESC LIMIT $5';

/** Tickets that are looked at one by one, the newest first, before the index is asked. */
const lookedThrough = [150, 1500];

/**
 * What is common stands among the newest, and to weigh all of it would take long; what is rare the index has at once. So
 * the newest are looked through first, and the index is asked where they do not fill the page.
 */
async function find(engine: SqlEngine, words: string, asked: Asked): Promise<Row[]> {
  for (const newest of lookedThrough) {
    const near = await engine.query<Row>(
      `WITH near AS MATERIALIZED (${columns} ${narrowed} ORDER BY received_at DESC, id DESC LIMIT $6)
       SELECT near.* FROM near JOIN ticket_words ON ticket_id = id WHERE words @@ $7::tsquery ${ordered}`,
      [...asked, newest, words],
    );
    if (near.length >= asked[4]) return near;
  }
  // As a list: a join would be planned as if there were many, and read all tickets.
  return engine.query<Row>(
    `${columns} ${narrowed} AND id = ANY (ARRAY(SELECT ticket_id FROM ticket_words WHERE words @@ $6::tsquery)) ${ordered}`,
    [...asked, words],
  );
}

function rowOf(
  row: Pick<StoredTicket, 'agent_no' | 'status' | 'body' | 'revision' | 'return_reason' | 'assignee'>,
): TeamTicket {
  const ticket = submittedTicketSchema.parse(JSON.parse(row.body));
  const { id, number, type, subType, priority, area, language, dueAt, submittedAt, description } = ticket;
  const status = ticketStatusSchema.parse(row.status);
  return {
    ...{ id, number, author: agentNoSchema.parse(row.agent_no), type, subType, status, priority, area, submittedAt },
    ...{ revision: row.revision, excerpt: cutText(description.trim(), excerptLength) },
    ...(language !== undefined && { language }),
    ...(dueAt !== undefined && { dueAt }),
    ...(row.assignee !== null && { assignee: row.assignee }),
    ...(status === 'returned' && row.return_reason !== null && { returnReason: row.return_reason }),
  };
}
