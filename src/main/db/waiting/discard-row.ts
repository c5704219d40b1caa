import { taskIdSchema, ticketIdSchema, type ArticleId, type CustomerId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { mutationSchema } from '../../../shared/sync/wire.ts';
import { keepNumberMark, lastUsed } from '../number-source.ts';
import type { BookRow } from '../outbox-book.ts';
import type { DiscardedBody, KeptRow } from '../queries/discarded-rows.ts';
import type { TicketRow } from '../queries/tickets.ts';
import type { SeatSession } from '../seat-session.ts';
import { findRow, mayDiscard } from './waiting-rows.ts';

/**
 * Takes what the centre refused out of the outbox, and keeps it whole for 30 days. What waits behind it for its sake goes
 * with it: changes of a task that the centre does not have, corrections of a customer whom it does not know. All else that
 * waits goes on. Fails with outbox.gone, and with outbox.mayNotGo for what has to reach the centre, or may be there.
 */
export function discardRow(session: SeatSession, id: string, now: number): Result<void> {
  const row = findRow(session.book, id);
  if (!row) return err(appError('outbox.gone', 'none'));
  if (mayDiscard(session, row) !== 'allowed') return err(appError('outbox.mayNotGo', 'none'));
  switch (row.head.kind) {
    case 'ticket.submit':
      discardTicket(session, row, now);
      break;
    case 'customer.create':
    case 'customer.correct':
      discardEdits(session, row.head.entityId as CustomerId, now);
      break;
    case 'task.create':
    case 'task.change':
      discardTask(session, row, now);
      break;
    case 'line.propose':
      discardLine(session, row, now);
      break;
    case 'article.notRight':
      discardReport(session, row, now);
      break;
    case 'ticket.supplement':
    case 'sms.send':
      takeOut(session, [row, ...replacedBy(session, row)], {}, now, () =>
        session.tables.ticketAdditions.drop(row.head.entityId),
      );
      break;
    default:
      takeOut(session, [row], {}, now, () => undefined);
  }
  return ok(undefined);
}

/**
 * What was entered of a customer and refused; with a new customer all that was entered of him. Then the record is again as
 * the centre has it. Nothing refused is left alone.
 */
export function discardEdits(session: SeatSession, customerId: CustomerId, now: number): void {
  const { tables, book, edits } = session;
  const rows = book.ofEntity(customerId).filter(({ head }) => edits.edit(head.id));
  const refused = rows.filter(({ state }) => state.kind === 'blocked');
  const [first] = refused;
  if (!first) return;
  const isNew = refused.some(({ head }) => edits.edit(head.id)?.change.kind === 'create');
  const gone = isNew ? rows.filter(({ head }) => head.seq >= first.head.seq) : refused;
  const kept = gone.flatMap(({ head }) => edits.edit(head.id) ?? []);
  takeOut(session, gone, { edits: kept }, now, () => {
    for (const { head } of gone) tables.customerEdits.remove(head.id);
  });
  for (const { head } of gone) edits.removeEdit(head.id);
}

/** One that the centre has in an earlier version counts as it is there; of any other the number is used up. */
function discardTicket(session: SeatSession, row: BookRow, now: number): void {
  const { tables, book } = session;
  const id = ticketIdSchema.parse(row.head.entityId);
  const ticket = tables.tickets.get(id);
  const rows = [row, ...replacedBy(session, row)];
  // After a restore of the centre what it had is on its way once more.
  const isSentAgain = book.ofEntity(id).length > rows.length;
  const isAtCentre = isSentAgain || session.directory.ticketStates.get(id) !== undefined || tables.sentRows.has(id);
  takeOut(session, rows, ticket ? { ticket: { row: ticket, isAtCentre } } : {}, now, () => {
    if (!ticket) return;
    if (isAtCentre) return standAsAtCentre(session, ticket);
    const last = lastUsed(tables.meta, ticket);
    if (last) keepNumberMark(tables.meta, last);
    tables.tickets.remove(id);
  });
}

function standAsAtCentre({ tables, directory }: SeatSession, { ticket, revision }: TicketRow): void {
  const { sync: _s, refusal: _r, isPriorityChosen, isDueChosen, ...own } = ticket;
  const sent = tables.sentRows.lastTicket(ticket.id);
  const status = directory.ticketStates.get(ticket.id)?.status ?? sent?.status ?? own.status;
  const body = { ...(sent ?? own), status };
  const choices = { isPriorityChosen, isDueChosen };
  tables.tickets.resubmit({ ...body, ...choices, sync: 'synced' }, JSON.stringify(body), revision, 0);
}

/** A promise that the centre does not have goes with all that was done about it; a change by itself. */
function discardTask(session: SeatSession, row: BookRow, now: number): void {
  const { tables, book } = session;
  const id = taskIdSchema.parse(row.head.entityId);
  const all = book.ofEntity(id);
  const rows = row.head.kind === 'task.create' ? all : [row];
  const task = tables.tasks.get(id);
  takeOut(session, rows, task ? { task } : {}, now, () => {
    if (rows.length === all.length) tables.tasks.drop(id);
  });
}

/** The proposals of the machine lie in a file of their own: written first, so that a stop in between leaves the row. */
function discardLine(session: SeatSession, row: BookRow, now: number): void {
  const { lines } = session;
  const id = row.head.entityId;
  const proposal = lines.proposals.get(id);
  lines.inTransaction(() => {
    lines.proposals.drop(id);
    lines.refusedDecisions.drop(id);
  });
  const rows = [row, ...replacedBy(session, row)];
  takeOut(session, rows, proposal ? { proposal } : {}, now, () => undefined);
}

/** The article may be reported anew. */
function discardReport(session: SeatSession, row: BookRow, now: number): void {
  const { articleMarks } = session.tables;
  takeOut(session, [row], {}, now, (body) => {
    const reported = body.rows.flatMap(({ payload }) => reportOf(payload) ?? []);
    for (const { articleId, version } of reported) {
      const mark = articleMarks.get(articleId);
      if (mark?.notRightVersion !== version) continue;
      const { notRightVersion: _, ...rest } = mark;
      articleMarks.put(rest);
    }
  });
}

/** Earlier versions, which have waited for it to arrive. */
function replacedBy({ book }: SeatSession, { head }: BookRow): BookRow[] {
  return book.ofEntity(head.entityId).filter(({ state }) => state.kind === 'superseded');
}

/** Which version of which article a report says is not right. */
export function reportOf(payload: string): { readonly articleId: ArticleId; readonly version: number } | undefined {
  const mutation = mutationSchema.safeParse(JSON.parse(payload)).data;
  return mutation?.kind === 'article.notRight' ? mutation.body : undefined;
}

/** In one transaction out of the outbox and among what was thrown away, with what `besides` changes. */
function takeOut(
  session: SeatSession,
  rows: readonly BookRow[],
  more: Omit<DiscardedBody, 'rows'>,
  now: number,
  besides: (body: DiscardedBody) => void,
): void {
  const { tables, book, sealer, clock } = session;
  const inOrder = rows.toSorted((a, b) => a.head.seq - b.head.seq);
  const kept = inOrder.map(({ head: { seq, ...head }, state }): KeptRow => {
    return { head, state, payload: tables.outbox.payload(seq) ?? '{}' };
  });
  const named = inOrder.find(({ state }) => state.kind === 'blocked') ?? inOrder[0];
  if (!named) return;
  const body = { rows: kept, ...more };
  tables.inTransaction(() => {
    tables.discardedRows.put({ kind: named.head.kind, entityId: named.head.entityId, discardedAt: now, body });
    for (const { head } of rows) tables.outbox.remove(head.seq);
    besides(body);
  });
  for (const { head } of rows) book.remove(head.seq);
  // A colleague's session must not deliver what its author threw away.
  sealer.forget(rows.map(({ head }) => head.id));
  clock.note(now);
}
