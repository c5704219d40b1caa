import { z } from 'zod';
import { mutationIdSchema, type TicketId } from '../../shared/ids.ts';
import type { SubmittedTicket } from '../../shared/domain/ticket.ts';
import type { OutboxHead } from './queries/outbox.ts';
import type { SeatTables } from './seat-tables.ts';
import type { SubmissionJournal } from './submission-journal.ts';

/** A ticket with its outbox row, as both will stand in the database. */
export interface Submission {
  readonly seq: number;
  readonly block: number;
  readonly ordinal: number;
  readonly isPriorityChosen: boolean;
  readonly isDueChosen: boolean;
  readonly head: OutboxHead;
  /** The outbox row's text; it ends with the ticket's JSON and a brace. */
  readonly payload: string;
  /** Where in the payload the ticket's JSON begins. */
  readonly ticketAt: number;
}

/** Tickets on their way into the database: safe from the moment they are kept, in it after `settle`. */
export interface Submissions {
  has(id: TicketId): boolean;
  /** On the disk when this returns. Throws what a full disk makes the database throw; nothing is kept then. */
  keep(submission: Submission): void;
  /** Writes what is kept into the database, in one transaction. Whoever reads the tables calls this first. */
  settle(): void;
}

/** More than this wait for no pause: taking them over would be felt. */
const mostWaiting = 256;

const recordSchema = z.object({
  seq: z.number().int(),
  block: z.number().int(),
  ordinal: z.number().int(),
  isPriorityChosen: z.boolean(),
  isDueChosen: z.boolean(),
  head: z.object({
    seq: z.number().int(),
    id: mutationIdSchema,
    kind: z.literal('ticket.submit'),
    entityId: z.string(),
    customerId: z.string().exactOptional(),
  }),
  ticketAt: z.number().int(),
});

export function createSubmissions(journal: SubmissionJournal, tables: SeatTables): Submissions {
  let waiting = new Map<string, Submission>();
  const settle = (): void => {
    if (waiting.size === 0) return;
    insert(tables, [...waiting.values()]);
    waiting = new Map();
    journal.clear();
  };
  return {
    has: (id) => waiting.has(id),
    keep: (submission) => {
      if (waiting.size >= mostWaiting) settle();
      if (journal.append(toText(submission))) {
        waiting.set(submission.head.entityId, submission);
        return;
      }
      settle();
      insert(tables, [submission]);
    },
    settle,
  };
}

/** Takes over what the last run left in the journal; what it had written already is passed over. */
export function takeOver(texts: readonly string[], tables: SeatTables): void {
  const left = texts.map(fromText).filter(({ head }) => tables.tickets.get(head.entityId as TicketId) === undefined);
  if (left.length > 0) insert(tables, left);
}

function insert(tables: SeatTables, submissions: readonly Submission[]): void {
  tables.inTransaction(() => {
    for (const submission of submissions) insertOne(tables, submission);
  });
}

function insertOne(tables: SeatTables, submission: Submission): void {
  const { seq, block, ordinal, isPriorityChosen, isDueChosen, head, payload, ticketAt } = submission;
  const text = payload.slice(ticketAt, -1);
  const body = JSON.parse(text) as SubmittedTicket;
  const ticket = { ...body, isPriorityChosen, isDueChosen, sync: 'queued' as const };
  tables.tickets.insert({ seq, block, ordinal, revision: 1, statusAt: 0, ticket }, text);
  tables.outbox.insert(head, payload);
  tables.drafts.remove(body.id);
}

/** The payload is kept as it is, after the first line. */
function toText({ payload, ...record }: Submission): string {
  return `${JSON.stringify(record)}\n${payload}`;
}

function fromText(text: string): Submission {
  const end = text.indexOf('\n');
  return { ...recordSchema.parse(JSON.parse(text.slice(0, end))), payload: text.slice(end + 1) };
}
